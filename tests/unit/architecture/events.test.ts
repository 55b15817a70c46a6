import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EventPrefix, type EventType, eventsByCapability } from '../../../functions/capabilities.ts';
import type { Subscription } from '../../../functions/platform/capability.ts';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import { versionsOf } from '../../../functions/platform/events/event-definition.ts';
import { parseEvent } from '../../../functions/platform/events/parse-event.ts';
import { describeSchema } from '../../../tools/events/describe-schema.ts';
import { eventsText } from '../../../tools/events/write-events.ts';
import { allEvents, assertFitsContract } from '../../support/events/check-events.ts';

const root = join(import.meta.dirname, '../../..');
const samplePath = (type: string, version: number) =>
  join(root, `tests/fixtures/events/${type}.v${version}.json`);
const readSample = (type: string, version: number) =>
  JSON.parse(readFileSync(samplePath(type, version), 'utf8')) as DomainEvent;
const versions = allEvents.flatMap((newest) =>
  versionsOf(newest).map((definition) => [definition.type, definition.version, newest, definition] as const),
);

describe('the contract of events', () => {
  it('defines each type once', () => {
    const types = allEvents.map(({ type }) => type);
    expect(types.length).toBeGreaterThan(80);
    expect(types).toEqual([...new Set(types)]);
  });

  it('lists every definition that a capability exports', async () => {
    for (const [capability, listed] of Object.entries(eventsByCapability)) {
      const module = (await import(join(root, `functions/${capability}/events.ts`))) as Record<
        string,
        unknown
      >;
      const defined = Object.values(module).filter(
        (value) => typeof value === 'object' && value !== null && 'emitted' in value,
      );
      expect(defined.filter((definition) => !(listed as readonly unknown[]).includes(definition))).toEqual(
        [],
      );
    }
    const folders = globSync('functions/*/events.ts', { cwd: root }).map((path) => path.split('/')[1]);
    expect(folders.toSorted()).toEqual(Object.keys(eventsByCapability).toSorted());
  });

  it('names each event noun.past_tense and says in one sentence when it is emitted', () => {
    for (const { type, emitted } of allEvents) {
      expect(type).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
      expect(emitted).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each(versions)('%s version %i has the fields of its snapshot', (_type, _version, _newest, { data }) => {
    expect(describeSchema(data())).toMatchSnapshot();
  });

  it('matches docs/events.md (npm run docs:events)', () => {
    expect(readFileSync(join(root, 'docs/events.md'), 'utf8')).toBe(eventsText());
  });

  it('does not compile with a misspelt event type or prefix in a subscription', () => {
    const subscriptions: Subscription<EventType, EventPrefix>[] = [
      { types: ['ticket.opened'], prefixes: ['ticket.'] },
      // @ts-expect-error nobody emits this type
      { types: ['ticket.openned'] },
      // @ts-expect-error no event begins like this
      { prefixes: ['tickets.'] },
    ];
    expect(subscriptions).toHaveLength(3);
  });
});

describe('a stored sample of an event', () => {
  it.each(versions)('%s version %i is read by the newest reader', (type, version, newest) => {
    const event = parseEvent(newest, readSample(type, version));
    expect(event.v).toBe(newest.version);
    assertFitsContract({ ...event, data: event.data as Record<string, unknown> });
  });

  it('exists only for versions that are defined', () => {
    const defined = new Set(versions.map(([type, version]) => samplePath(type, version)));
    const stored = globSync('tests/fixtures/events/*.json', { cwd: root }).map((path) => join(root, path));
    expect(stored.filter((path) => !defined.has(path))).toEqual([]);
    expect([...defined].filter((path) => !existsSync(path))).toEqual([]);
  });
});
