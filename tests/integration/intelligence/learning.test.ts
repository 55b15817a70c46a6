import { beforeEach, describe, expect, it } from 'vitest';
import { intelligenceWorkerHandlers } from '../../../functions/intelligence/handlers.ts';
import { analyserLoader } from '../../../functions/intelligence/index.ts';
import {
  deleteCorrection,
  loadModel,
  loadModelHead,
  loadPhraseCounts,
  loadTopicCorrections,
  recordTopicCorrection,
} from '../../../functions/intelligence/store.ts';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import { createWorker } from '../../../functions/platform/queue/create-worker.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import { contextAt, later, NOON, stoppedClock } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { type Apis, apisOf } from '../../support/http/apis.ts';
import { dueMessage, queueOf } from '../../support/queue.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { callsOf, lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
let deliver: ReturnType<typeof queueOf>;
const clock = stoppedClock();
beforeEach(async () => {
  table = await freshTable();
  clock.set(NOON);
  apis = apisOf(table, clock);
  deliver = queueOf(createWorker('intelligence', intelligenceWorkerHandlers(table), clock));
});

const ALL = { maxPerTopic: 2000, max: 20_000 };
const ticket = (n: number) => `tkt_${String(n).padStart(26, '0')}`;
const corrected = (n: number, data: object, at = NOON, over: Partial<DomainEvent> = {}) =>
  domainEvent('ticket.corrected', { ticketId: ticket(n), ...data }, { at, ...over });
const topic = (n: number, text: string, to: string | undefined, at = NOON) =>
  corrected(n, { what: 'topic', text, from: 'delivery', ...(to ? { to } : {}) }, at);
const kept = async () => (await loadTopicCorrections(table, ALL)).kept;

/** Runs the training that is due. */
async function trained(): Promise<void> {
  for (const due of await timedWorkIn(table, 'intelligence.train')) {
    clock.set(String(due.at));
    expect(await deliver(dueMessage(due))).toEqual([]);
  }
}

describe('corrections of topics', () => {
  it('are stored as words without addresses or numbers, and trained on within ten minutes', async () => {
    expect(await deliver(topic(1, 'The gizmo from a@example.org costs 4711 gizmo', 'technical'))).toEqual([]);
    expect(await kept()).toEqual([{ topicId: 'technical', words: ['costs', 'gizmo'] }]);
    expect(await timedWorkIn(table)).toMatchObject([
      { at: '2026-03-10T12:10:00.000Z', kind: 'intelligence.train' },
    ]);
  });

  it('count once if the event is delivered twice', async () => {
    const event = topic(1, 'gizmo mute', 'technical');
    await deliver(event, event);
    const before = await snapshot(table);
    expect(await deliver(event)).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
  });

  it('count once if the worker dies after its write', async () => {
    const event = topic(1, 'gizmo mute', 'technical');
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect(await withFault(table, fault, () => deliver(event))).toEqual([0]);
    const before = await snapshot(table);
    expect(await deliver(event)).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
  });

  it.each([[[0, 1]], [[1, 0]], [[1, 0, 1, 0]]])(
    'of one ticket keep the newest, delivered in the order %j',
    async (order) => {
      const events = [
        topic(1, 'gizmo mute', 'technical'),
        topic(1, 'gizmo mute', 'returns', later(NOON, 1000)),
      ];
      for (const place of order) expect(await deliver(events[place])).toEqual([]);
      expect(await kept()).toMatchObject([{ topicId: 'returns' }]);
    },
  );

  it('to no topic remove the ticket from the training', async () => {
    await deliver(topic(1, 'gizmo mute', 'technical'));
    await deliver(topic(1, 'gizmo mute', undefined, later(NOON, 1000)));
    expect(await kept()).toEqual([]);
  });

  it('are limited to the newest of each topic', async () => {
    const writes = Array.from({ length: 12 }, (_, n) =>
      recordTopicCorrection(ticket(n), 'gizmo mute', n < 9 ? 'technical' : 'returns', NOON),
    );
    await commitOrFail(table, contextAt(), { writes });
    const { kept: few, surplus } = await loadTopicCorrections(table, { maxPerTopic: 5, max: 7 });
    expect(few.map(({ topicId }) => topicId)).toEqual([
      ...Array(3).fill('returns'),
      ...Array(4).fill('technical'),
    ]);
    expect(surplus.map(({ ticketId }) => ticketId)).toEqual([4, 3, 2, 1, 0].map(ticket));
  });

  it('are not deleted if a newer one arrives at the same time', async () => {
    await deliver(topic(1, 'gizmo mute', 'technical'));
    await deliver(topic(1, 'gizmo mute', 'returns', later(NOON, 1000)));
    await expect(
      commitOrFail(table, contextAt(), { writes: [deleteCorrection({ ticketId: ticket(1), at: NOON })] }),
    ).rejects.toMatchObject({ code: 'write.contended' });
    expect(await kept()).toHaveLength(1);
  });

  it('to no topic are limited too', async () => {
    const writes = [1, 2, 3].map((n) => recordTopicCorrection(ticket(n), '', undefined, NOON));
    await commitOrFail(table, contextAt(), { writes });
    const { surplus } = await loadTopicCorrections(table, { maxPerTopic: 2, max: 10 });
    expect(surplus).toEqual([{ ticketId: ticket(1), at: NOON }]);
  });

  it('fail if they are malformed, so that they reach the dead-letter queue', async () => {
    expect(await deliver(corrected(1, { what: 'topic', text: 'x', to: 'No Topic' }))).toEqual([0]);
    expect(await deliver(corrected(1, { what: 'topic', text: 'x', to: 7 }))).toEqual([0]);
    expect(await deliver(corrected(1, { what: 'mood', text: 'x' }))).toEqual([0]);
    expect(await snapshot(table)).toEqual([]);
  });
});

describe('corrections of sensitive kinds', () => {
  const sensitive = (n: number, from: string[], to: string[]) =>
    corrected(n, { what: 'sensitive', text: 'This is ridiculous, the lamp is broken.', from, to });

  it('count the phrases of a removed kind as rejected and of a kept one as confirmed', async () => {
    await deliver(sensitive(1, ['complaint', 'service_failure'], ['service_failure']));
    expect(await loadPhraseCounts(table)).toEqual([
      { id: 'complaint:en:ridiculous', rejected: 1, confirmed: 0 },
      { id: 'service_failure:en:broken', rejected: 0, confirmed: 1 },
    ]);
  });

  it('count once if the event is delivered twice', async () => {
    const event = sensitive(1, ['complaint'], []);
    await deliver(event, event, event);
    expect((await loadPhraseCounts(table)).map(({ rejected }) => rejected)).toEqual([1]);
  });

  it('store no words of the message other than known phrases', async () => {
    await deliver(sensitive(1, ['complaint'], []));
    expect(JSON.stringify(await snapshot(table))).not.toContain('lamp');
  });
});

describe('training', () => {
  it('saves a model with what was learned and a new version', async () => {
    for (const n of [1, 2, 3]) await deliver(topic(n, 'my gizmo is mute', 'technical'));
    await trained();
    const model = await loadModel(table);
    expect(await loadModelHead(table)).toEqual({
      version: `${model?.topics.version}.${model?.phrases.version}`,
      trainedAt: '2026-03-10T12:10:00.000Z',
    });
    const analyser = await analyserLoader(table, clock)();
    const { topic: found } = await analyser.analyse({ text: 'the gizmo, so mute', now: new Date(NOON) });
    expect(found.candidates[0]?.id).toBe('technical');
  });

  it('runs once if it is delivered twice', async () => {
    await deliver(topic(1, 'gizmo mute', 'technical'));
    const [due] = await timedWorkIn(table);
    const message = dueMessage(due as Item);
    clock.set(later(NOON, 600_000));
    expect(await deliver(message, message)).toEqual([]);
    const before = await snapshot(table);
    clock.set(later(NOON, 700_000));
    expect(await deliver(message)).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
    expect(await timedWorkIn(table)).toEqual([]);
  });

  it('does not lose a correction that arrives while it runs', async () => {
    await deliver(topic(1, 'gizmo mute', 'technical'));
    const [due] = await timedWorkIn(table);
    clock.set(String(due?.at));
    await withConcurrentChange(
      table,
      async () => void (await deliver(topic(2, 'gizmo mute', 'technical'))),
      () => deliver(dueMessage(due as Item)),
    );
    expect(await loadModelHead(table)).toBeDefined();
    expect(await timedWorkIn(table)).toMatchObject([{ at: '2026-03-10T12:20:00.000Z' }]);
  });

  it('does not replace the result of a training that began later', async () => {
    await deliver(topic(1, 'gizmo mute', 'technical'));
    const [due] = await timedWorkIn(table);
    await apis.intelligence('deleteTopic', { params: { topicId: 'billing' } });
    const soon = (await timedWorkIn(table)).find(({ at }) => at !== due?.at);
    clock.set(later(NOON, 700_000));
    await deliver(dueMessage(due as Item));
    const head = await loadModelHead(table);
    clock.set(later(NOON, 60_000));
    expect(await deliver(dueMessage(soon as Item))).toEqual([]);
    expect(await loadModelHead(table)).toEqual(head);
  });

  it('lowers the weight of a phrase that was rejected repeatedly', async () => {
    for (let n = 0; n < 6; n += 1)
      await deliver(corrected(n, { what: 'sensitive', text: 'ridiculous', from: ['complaint'], to: [] }));
    await trained();
    expect((await loadModel(table))?.phrases.weights).toEqual({ 'complaint:en:ridiculous': 0.4 });
  });

  it('deletes surplus corrections', async () => {
    const writes = (from: number) =>
      Array.from({ length: 90 }, (_, n) =>
        recordTopicCorrection(ticket(from + n), 'gizmo', 'technical', NOON),
      );
    for (let from = 0; from < 2070; from += 90)
      await commitOrFail(table, contextAt(), { writes: writes(from) });
    await apis.intelligence('deleteTopic', { params: { topicId: 'billing' } });
    await trained();
    const left = await itemsOfKind(table, 'topic_correction');
    expect(left).toHaveLength(2000);
    expect(left.some(({ sk }) => sk === ticket(0))).toBe(false);
  });
});

describe('the analyser loader', () => {
  it('uses the default topics before the first training', async () => {
    const analyser = await analyserLoader(table, clock)();
    const { topic: found } = await analyser.analyse({
      text: 'I was charged twice on my invoice.',
      now: new Date(NOON),
    });
    expect(found.topic?.id).toBe('billing');
  });

  it('checks for a newer model once a minute and reads it only if there is one', async () => {
    const load = analyserLoader(table, clock);
    const first = await load();
    await apis.intelligence('deleteTopic', { params: { topicId: 'billing' } });
    await trained();
    clock.set(later(NOON, 59_999));
    expect(await callsOf(table, load)).toEqual([]);
    clock.set(later(NOON, 60_000));
    let second = first;
    expect(
      await callsOf(table, async () => {
        second = await load();
      }),
    ).toEqual(['GetItem', 'GetItem', 'GetItem']);
    expect(second.version).not.toBe(first.version);
    clock.set(later(NOON, 120_000));
    expect(await callsOf(table, load)).toEqual(['GetItem', 'GetItem']);
    expect(await load()).toBe(second);
  });

  it('reads once for concurrent calls', async () => {
    const load = analyserLoader(table, clock);
    expect(await callsOf(table, () => Promise.all([load(), load(), load()]))).toEqual(['GetItem', 'GetItem']);
  });

  it('keeps its analyser if the table cannot be read, and fails if it has none', async () => {
    const load = analyserLoader(table, clock);
    const fault = { command: 'GetItem', error: lostConnection, times: 4 } as const;
    await expect(withFault(table, fault, load)).rejects.toThrow('the process was killed');
    const first = await load();
    clock.set(later(NOON, 60_000));
    expect(await withFault(table, fault, load)).toBe(first);
    expect(await callsOf(table, load)).toEqual(['GetItem', 'GetItem']);
  });

  it('does not share its analyser with other loaders', async () => {
    expect(await analyserLoader(table, clock)()).not.toBe(await analyserLoader(table, clock)());
  });
});
