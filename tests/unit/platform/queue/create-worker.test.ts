import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Context } from '../../../../functions/platform/context.ts';
import { platformError } from '../../../../functions/platform/errors.ts';
import type { DomainEvent } from '../../../../functions/platform/events/domain-event.ts';
import { defineEvent } from '../../../../functions/platform/events/event-definition.ts';
import { createWorker, on, type WorkerHandlers } from '../../../../functions/platform/queue/create-worker.ts';
import { refused, requireApplied } from '../../../../functions/platform/table/outcome.ts';
import { done as alreadyApplied } from '../../../../functions/platform/table/refusal.ts';
import { NOON, stoppedClock } from '../../../support/context.ts';
import { domainEvent } from '../../../support/domain-event.ts';
import { queueOf } from '../../../support/queue.ts';
import { logLinesOf } from '../../../support/quiet-logs.ts';

const defined = <Type extends string>(type: Type) =>
  defineEvent(type, 'A test emits it.', () => z.object({ size: z.optional(z.int()) }));
const [ax, ay, bx, by] = [defined('a.x'), defined('a.y'), defined('b.x'), defined('b.y')] as const;

const appliedBefore = async () => {
  await requireApplied(refused(alreadyApplied()));
};
const workerOf = (handlers: WorkerHandlers) => queueOf(createWorker('test', handlers, stoppedClock()));
const due = (kind: string, data: object = {}) => ({ pk: 'P', sk: `DUE#${kind}`, at: NOON, kind, data });
const received = (messageId: string) => ({
  notificationType: 'Received',
  receipt: { recipients: ['reply@in.example'], action: { type: 'S3', objectKey: `inbound/${messageId}` } },
  mail: { messageId, source: 'ada@example.org', destination: ['reply@in.example'] },
});
type HandledEvent = Pick<DomainEvent, 'id' | 'type' | 'data'>;
const handled = () => {
  const seen: [HandledEvent, Context][] = [];
  const handler = (event: HandledEvent, context: Context) => {
    seen.push([event, context]);
    return Promise.resolve();
  };
  return { seen, handler };
};

describe('a worker', () => {
  it('reports exactly the messages that failed', async () => {
    const worker = workerOf({
      events: [on([ax, ay], () => Promise.resolve()), on([bx, by], () => Promise.reject(new Error('x')))],
    });
    expect(
      await worker(
        domainEvent('a.x', {}),
        domainEvent('b.x', {}),
        domainEvent('a.y', {}),
        domainEvent('b.y', {}),
      ),
    ).toEqual([1, 3]);
  });

  it('succeeds on a message whose effect an earlier delivery has applied', async () => {
    const worker = workerOf({ events: [on(ax, appliedBefore)] });
    expect(await worker(domainEvent('a.x', {}))).toEqual([]);
  });

  it('fails a message of any kind without a handler', async () => {
    const worker = workerOf({ events: [on(ax, () => Promise.resolve())], due: {} });
    expect(
      await worker(
        domainEvent('a.y', {}),
        domainEvent('b.x', {}),
        { due: [due('k')] },
        { eventType: 'Bounce', mail: { messageId: 'm' } },
        received('m'),
      ),
    ).toEqual([0, 1, 2, 3, 4]);
  });

  it('fails a malformed message and continues with the rest', async () => {
    const { seen, handler } = handled();
    const worker = workerOf({ events: [on(ax, handler)] });
    const { id: _id, ...nameless } = domainEvent('a.x', {});
    expect(await worker('not json', {}, 'null', nameless, domainEvent('a.x', {}))).toEqual([0, 1, 2, 3]);
    expect(seen).toHaveLength(1);
  });

  it('passes an event without its own handler to the handler of any event', async () => {
    const [own, any] = [handled(), handled()];
    await workerOf({ events: [on(ax, own.handler)], anyEvent: any.handler })(
      domainEvent('a.x', {}),
      domainEvent('a.y', {}),
    );
    expect([own.seen.length, any.seen.length]).toEqual([1, 1]);
  });

  it('fails an event whose data does not fit its definition, and ignores unknown fields', async () => {
    const { seen, handler } = handled();
    const worker = workerOf({ events: [on(ax, handler)] });
    expect(
      await worker(domainEvent('a.x', { size: 'large' }), domainEvent('a.x', { size: 1, more: 2 })),
    ).toEqual([0]);
    expect(seen.map(([event]) => event.data)).toEqual([{ size: 1 }]);
  });

  it('acts as the system, at the clock’s time, under the event’s correlation id', async () => {
    const { seen, handler } = handled();
    await workerOf({ events: [on(ax, handler)] })(domainEvent('a.x', {}, { correlationId: 'req-7' }));
    expect(seen[0]?.[1]).toMatchObject({
      actor: { role: 'system' },
      now: new Date(NOON),
      correlationId: 'req-7',
    });
  });

  it('creates the same ids when the message comes again, and others for another message', async () => {
    const { seen, handler } = handled();
    const worker = workerOf({ events: [on(ax, handler)] });
    const event = domainEvent('a.x', {});
    await worker(event);
    await worker(event, domainEvent('a.x', {}));
    const [first, again, other] = seen.map(([, context]) => context.ids.next('event'));
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('writes neither payload nor error messages to the log', async () => {
    const worker = workerOf({
      events: [on(ax, () => Promise.reject(platformError('request.invalid', 'secret')))],
    });
    const lines = await logLinesOf(() => worker(domainEvent('a.x', { secret: 'secret' }), 'secret'));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join()).not.toContain('secret');
  });
});

describe('an inbound mail', () => {
  it('reaches its handler whole, with the same ids at each notification', async () => {
    const seen: [unknown, Context][] = [];
    const worker = workerOf({
      inbound: (notification, context) => Promise.resolve(void seen.push([notification, context])),
      mail: () => Promise.reject(new Error('not a report of mail that went out')),
    });
    expect(await worker(received('m-1'), received('m-1'), received('m-2'))).toEqual([]);
    expect(seen[0]?.[0]).toEqual(received('m-1'));
    expect(seen[0]?.[1]).toMatchObject({ actor: { role: 'system' }, correlationId: 'm-1' });
    const [first, again, other] = seen.map(([, context]) => context.ids.next('event'));
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});

describe('a message with several pieces of timed work', () => {
  it('is tried as a whole, even if the first piece fails or has no handler', async () => {
    const done: unknown[] = [];
    const worker = workerOf({
      due: {
        good: async ({ data }) => {
          await Promise.resolve();
          done.push(data.name);
        },
        bad: () => Promise.reject(new Error('x')),
      },
    });
    expect(
      await worker({ due: [due('bad'), due('unknown'), due('good', { name: 1 }), due('good', { name: 2 })] }),
    ).toEqual([0]);
    expect(done).toEqual([1, 2]);
    expect(await worker({ due: [due('good', { name: 3 })] })).toEqual([]);
  });

  it('succeeds if the rest of it was applied before', async () => {
    const worker = workerOf({
      due: { good: () => Promise.resolve(), done: appliedBefore },
    });
    expect(await worker({ due: [due('good'), due('done')] })).toEqual([]);
  });

  it('has separate ids for each piece', async () => {
    const ids: string[] = [];
    const worker = workerOf({
      due: { k: (_due, context) => Promise.resolve(void ids.push(context.ids.next('event'))) },
    });
    await worker({ due: [due('k'), { ...due('k'), sk: 'DUE#other' }] });
    expect(new Set(ids).size).toBe(2);
  });
});
