import { describe, expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod/mini';
import {
  type DataOf,
  defineEvent,
  type EventOf,
  nextVersion,
  versionsOf,
} from '../../../../functions/platform/events/event-definition.ts';
import {
  parseAnyEvent,
  parseEvent,
  parseStored,
  UnreadableEvent,
} from '../../../../functions/platform/events/parse-event.ts';
import { isPermanentError } from '../../../../functions/platform/stream/park-record.ts';
import type { NewEvent } from '../../../../functions/platform/table/new-event.ts';
import { domainEvent } from '../../../support/domain-event.ts';

const ToyPaintedV1 = defineEvent('toy.painted', 'A toy was painted.', () =>
  z.object({ toyId: z.string(), colour: z.string() }),
);
const ToyPaintedV2 = nextVersion(ToyPaintedV1, {
  version: 2,
  data: () => z.object({ toyId: z.string(), colours: z.array(z.string()) }),
  upcast: ({ toyId, colour }) => ({ toyId, colours: [colour] }),
});
const ToyPainted = nextVersion(ToyPaintedV2, {
  version: 3,
  data: () => z.object({ toyId: z.string(), colours: z.array(z.string()), coats: z.int() }),
  upcast: (before) => ({ ...before, coats: before.colours.length }),
});
const ToySold = defineEvent('toy.sold', 'A toy was sold.', () => z.object({ price: z.int() }));

const painted = (v: number, data: Record<string, unknown>) => domainEvent('toy.painted', data, { v });

describe('a consumer', () => {
  it('reads an event of the newest version as it is', () => {
    const event = painted(3, { toyId: 't', colours: ['red'], coats: 2 });
    expect(parseEvent(ToyPainted, event)).toEqual(event);
  });

  it.each([
    [1, { toyId: 't', colour: 'red' }, { toyId: 't', colours: ['red'], coats: 1 }],
    [2, { toyId: 't', colours: ['red', 'blue'] }, { toyId: 't', colours: ['red', 'blue'], coats: 2 }],
  ])('reads an event of version %i through each later upcast', (v, stored, data) => {
    expect(parseEvent(ToyPainted, painted(v, stored))).toMatchObject({ v: 3, data });
  });

  it('ignores unknown fields', () => {
    const event = painted(3, { toyId: 't', colours: [], coats: 0, shine: true });
    expect(parseEvent(ToyPainted, event).data).toEqual({ toyId: 't', colours: [], coats: 0 });
  });

  it.each([
    ['a missing field', 3, { toyId: 't', coats: 1 }, 'colours'],
    ['a field of another type', 3, { toyId: 't', colours: 'secret', coats: 1 }, 'colours'],
    ['an older event that did not fit its own version', 1, { toyId: 't' }, 'colour'],
    ['a version that is newer than the definition', 4, { toyId: 't' }, 'newer'],
    ['a version that never existed', 0, { toyId: 't' }, 'never'],
  ])('rejects %s, names the place and quotes no value', (_what, v, data, place) => {
    const read = () => parseEvent(ToyPainted, painted(v, data));
    expect(read).toThrow(UnreadableEvent);
    expect(read).toThrow(place);
    expect(read).not.toThrow('secret');
  });

  it('rejects an event of another type', () => {
    expect(() => parseEvent(ToyPainted, domainEvent('toy.sold', { price: 1 }))).toThrow('is not toy.painted');
  });

  it('finds the definition by type among several, and none for an unknown type', () => {
    const definitions = [ToyPainted, ToySold] as const;
    expect(parseAnyEvent(definitions, domainEvent('toy.sold', { price: 7 }))?.data).toEqual({ price: 7 });
    expect(parseAnyEvent(definitions, domainEvent('toy.lost', {}))).toBeUndefined();
  });

  it('reads a stored event without the attributes of its item', () => {
    const event = domainEvent('toy.sold', { price: 7 });
    expect(parseStored(ToySold, { ...event, pk: 'P', sk: 'S', t: 'event', bodyHash: 'h' })).toEqual(event);
  });

  it('fails permanently on an unreadable event: the stream parks it', () => {
    expect(isPermanentError(new UnreadableEvent('toy.sold', 1, 'price invalid_type'))).toBe(true);
  });
});

describe('a definition', () => {
  it('lists its versions, oldest first', () => {
    expect(versionsOf(ToyPainted).map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('keeps its description until a version changes it', () => {
    expect(ToyPainted.emitted).toBe('A toy was painted.');
  });

  it('rejects a version that does not follow the previous one', () => {
    const skip = {
      version: 3,
      data: () => z.object({ price: z.int() }),
      upcast: (before: { price: number }) => before,
    };
    expect(() => nextVersion(ToySold, skip)).toThrow('does not follow');
  });

  it('types the data of producers and consumers', () => {
    expectTypeOf<DataOf<typeof ToyPainted>>().toEqualTypeOf<{
      toyId: string;
      colours: string[];
      coats: number;
    }>();
    expectTypeOf<EventOf<typeof ToyPainted>['v']>().toEqualTypeOf<3>();
    expectTypeOf<EventOf<typeof ToyPainted | typeof ToySold>['type']>().toEqualTypeOf<
      'toy.painted' | 'toy.sold'
    >();
    const data = { price: 1 };
    expectTypeOf({ type: 'toy.sold', v: 1, owner: 'T', data } as const).toExtend<NewEvent<typeof ToySold>>();
    // @ts-expect-error a misspelt field does not compile
    const misspelt: NewEvent<typeof ToySold> = { type: 'toy.sold', v: 1, owner: 'T', data: { prise: 1 } };
    // @ts-expect-error a missing field does not compile
    const missing: NewEvent<typeof ToySold> = { type: 'toy.sold', v: 1, owner: 'T', data: {} };
    // @ts-expect-error a misspelt type does not compile
    const unknown: NewEvent<typeof ToySold> = { type: 'toy.solt', v: 1, owner: 'T', data };
    // @ts-expect-error an older version is not made any more
    const old: NewEvent<typeof ToyPainted> = { type: 'toy.painted', v: 1, owner: 'T', data };
    expect([misspelt, missing, unknown, old]).toHaveLength(4);
  });
});
