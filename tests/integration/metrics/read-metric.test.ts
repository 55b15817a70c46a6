import { beforeAll, describe, expect, it } from 'vitest';
import { rollUp } from '../../../functions/metrics/roll-up.ts';
import { metricNames } from '../../../functions/metrics/routes.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { contextAt } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { type Apis, apisOf } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { callsOf } from '../../support/table/faults.ts';
import { freshTable } from '../../support/table/fresh-table.ts';

let table: Table;
let apis: Apis;

const on = (type: string, day: number, data: Record<string, unknown> = {}) =>
  domainEvent(
    type,
    { channel: 'email', ...data },
    { at: `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z` },
  );
const resolution = (day: number, seconds: number) => ({
  solvedAt: `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z`,
  seconds,
});

const clockChange = (kind: string, day: number, met?: boolean) => ({
  added: {
    kind,
    target: 'first_reply',
    instance: 1,
    at: `2026-03-0${day}T10:00:00.000Z`,
    calendarSeconds: 100,
    businessSeconds: 50,
    ...(met === undefined ? { dueAt: `2026-03-0${day}T10:00:00.000Z` } : { met }),
  },
});

const history = [
  ...[1, 1, 2, 4].map((day) => on('ticket.opened', day)),
  ...[1, 3].map((day) => on('ticket.opened', day, { channel: 'chat' })),
  on('ticket.message_added', 1, { firstReplySeconds: 60 }),
  on('ticket.message_added', 2, { firstReplySeconds: 120 }),
  on('ticket.message_added', 2, { channel: 'chat', firstReplySeconds: 30 }),
  on('ticket.solved', 2, { resolution: resolution(2, 1000) }),
  on('ticket.reopened', 3),
  on('ticket.solved', 5, { resolution: resolution(5, 5000), previous: resolution(2, 1000) }),
  on('ticket.solved', 3, { channel: 'chat', resolution: resolution(3, 2000) }),
  on('sla.clocks_changed', 2, {
    changes: [clockChange('fulfil', 2, true), clockChange('fulfil', 2, true), clockChange('breach', 3)],
  }),
  on('sla.clocks_changed', 3, { channel: 'chat', changes: [clockChange('fulfil', 3, true)] }),
  on('survey.sent', 2),
  on('survey.sent', 2),
  on('survey.sent', 3, { channel: 'chat' }),
  on('survey.answered', 3, { score: 5 }),
  on('survey.answered', 3, { score: 3 }),
  on('survey.answered', 4, { channel: 'chat', score: 4 }),
  ...[1, 1, 1, 2].map((day) => on('promise.made', day)),
  on('promise.made', 2, { channel: 'chat' }),
  on('promise.moved', 2),
  on('promise.kept', 2, { late: false }),
  on('promise.kept', 3, { late: true }),
  on('promise.broken', 3),
  on('promise.withdrawn', 4),
];

beforeAll(async () => {
  table = await freshTable();
  apis = apisOf(table);
  await rollUp(table, history, contextAt());
});

const read = (metric: string, query: Record<string, string> = {}) =>
  apis.metrics('getMetric', {
    params: { metric },
    query: { from: '2026-03-01', to: '2026-03-05', ...query },
  });
const figure = async (metric: string, query?: Record<string, string>) => {
  const { n, value, sums } = (await read(metric, query)).body.total;
  return { n, value, sums };
};
const openByDay = async (query: Record<string, string>, metric = 'open-tickets') =>
  Object.fromEntries(
    ((await read(metric, query)).body.rows as Json[]).map(({ date, channel, value }) => [
      `${String(date).slice(8)} ${channel}`,
      value,
    ]),
  );

describe('a metric', () => {
  it('for tickets counts the opened ones, and the solved and reopened ones beside them', async () => {
    expect(await figure('tickets')).toEqual({ n: 6, value: 6, sums: { opened: 6, reopened: 1, solved: 3 } });
  });

  it('for the first reply is the mean with its sums', async () => {
    expect(await figure('first-reply-time')).toEqual({
      n: 3,
      value: 70,
      sums: { replies: 3, seconds: 210, businessReplies: 3, businessSeconds: 150 },
    });
  });

  it('for the resolution counts a ticket that was solved again once, on its last day', async () => {
    expect(await figure('resolution-time')).toEqual({
      n: 2,
      value: 3500,
      sums: { firstResolutions: 2, firstSeconds: 3000, fullResolutions: 2, fullSeconds: 7000 },
    });
    const rows = (await read('resolution-time', { channel: 'email' })).body.rows as Json[];
    expect(rows.map(({ date, n, value }) => [date, n, value])).toEqual([
      ['2026-03-02', 0, null],
      ['2026-03-05', 1, 5000],
    ]);
  });

  it('for satisfaction is the share of answers of 4 and 5', async () => {
    const { n, value, sums } = await figure('csat');
    expect([n, value]).toEqual([3, 2 / 3]);
    expect(sums).toEqual({ sent: 3, answers: 3, satisfied: 2, score3: 1, score4: 1, score5: 1 });
  });

  it('for SLA targets is the share that was met, in total and by target', async () => {
    expect(await figure('sla')).toMatchObject({
      n: 4,
      value: 3 / 4,
      sums: { met: 3, breached: 1, first_reply_met: 3, first_reply_breached: 1, first_reply_seconds: 300 },
    });
    const rows = (await read('sla')).body.rows as Json[];
    expect(rows.map(({ date, channel, value }) => [date, channel, value])).toEqual([
      ['2026-03-02', 'email', 1],
      ['2026-03-03', 'chat', 1],
      ['2026-03-03', 'email', 0],
    ]);
  });

  it('for open tickets is the number open at the end of each day, also on days without events', async () => {
    expect(await openByDay({})).toEqual({
      '01 email': 2,
      '02 email': 2,
      '03 email': 3,
      '04 email': 4,
      '05 email': 3,
      '01 chat': 1,
      '02 chat': 1,
      '03 chat': 1,
      '04 chat': 1,
      '05 chat': 1,
    });
    expect(await figure('open-tickets')).toMatchObject({ n: 4, value: 4 });
  });

  it('for promises is the share kept in time of those kept or broken, without withdrawn ones', async () => {
    expect(await figure('promises')).toEqual({
      n: 3,
      value: 1 / 3,
      sums: { made: 5, moved: 1, settled: 3, keptInTime: 1, keptLate: 1, broken: 1, withdrawn: 1 },
    });
    const rows = (await read('promises', { channel: 'email' })).body.rows as Json[];
    expect(rows.map(({ date, value }) => [date, value])).toEqual([
      ['2026-03-01', null],
      ['2026-03-02', 1],
      ['2026-03-03', 0],
      ['2026-03-04', null],
    ]);
  });

  it('for open promises is the number made and not ended at the end of each day', async () => {
    expect(await openByDay({ channel: 'email' }, 'open-promises')).toEqual({
      '01 email': 3,
      '02 email': 3,
      '03 email': 1,
      '04 email': 0,
      '05 email': 0,
    });
    expect(await figure('open-promises')).toMatchObject({ n: 1, value: 1 });
  });

  it('for open tickets is correct for a period long ago and for one that has just begun', async () => {
    expect(await openByDay({ from: '2026-03-02', to: '2026-03-03', channel: 'email' })).toEqual({
      '02 email': 2,
      '03 email': 3,
    });
    expect(await openByDay({ from: '2026-06-01', to: '2026-06-01', channel: 'email' })).toEqual({
      '01 email': 3,
    });
    expect(await openByDay({ from: '2026-02-28', to: '2026-02-28', channel: 'email' })).toEqual({
      '28 email': 0,
    });
  });

  for (const metric of metricNames) {
    it(`for ${metric} has unit, formula and rows that add up to its total, also by channel`, async () => {
      const [all, email, chat] = await Promise.all([
        read(metric),
        read(metric, { channel: 'email' }),
        read(metric, { channel: 'chat' }),
      ]);
      expect(all.status).toBe(200);
      expect(all.body).toMatchObject({
        metric,
        from: '2026-03-01',
        to: '2026-03-05',
        unit: expect.any(String),
        formula: expect.stringMatching(/.{20}/),
      });
      expect(all.body.total.n).toBe(email.body.total.n + chat.body.total.n);
      const rows = all.body.rows as Json[];
      const counted = metric.startsWith('open-') ? rows.filter(({ date }) => date === '2026-03-05') : rows;
      expect(counted.reduce((sum, { n }) => sum + Number(n), 0)).toBe(all.body.total.n);
      expect((email.body.rows as Json[]).every(({ channel }) => channel === 'email')).toBe(true);
    });

    it(`for ${metric} is empty, not an error, on days without events`, async () => {
      const { status, body } = await read(metric, { from: '2025-01-01', to: '2025-01-02' });
      const counted = ['tickets', 'open-tickets', 'open-promises', 'grants', 'returns'];
      const value = counted.includes(metric) ? 0 : null;
      expect([status, body.total.n, body.total.value]).toEqual([200, 0, value]);
    });

    it(`for ${metric} is read in one call`, async () => {
      expect(await callsOf(table, () => read(metric))).toEqual(['Query']);
    });
  }

  it('includes the last millisecond of the last day of a period and nothing of the day after', async () => {
    await rollUp(
      table,
      [
        domainEvent('survey.sent', { channel: 'app' }, { at: '2026-04-02T23:59:59.999Z' }),
        domainEvent('survey.sent', { channel: 'app' }, { at: '2026-04-03T00:00:00.000Z' }),
      ],
      contextAt(),
    );
    expect((await figure('csat', { from: '2026-04-01', to: '2026-04-02' })).sums).toEqual({ sent: 1 });
  });
});

describe('a period', () => {
  it('is accepted with 92 days and refused with 93', async () => {
    expect((await read('tickets', { from: '2026-01-01', to: '2026-04-02' })).status).toBe(200);
    expect(await read('tickets', { from: '2026-01-01', to: '2026-04-03' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'query.to' }] },
    });
  });

  it('is accepted with one day and refused when it ends before it starts', async () => {
    expect((await read('tickets', { from: '2026-03-01', to: '2026-03-01' })).body.total.n).toBe(3);
    expect((await read('tickets', { from: '2026-03-02', to: '2026-03-01' })).status).toBe(400);
  });

  it('is refused with the path of an invalid day, an unknown channel or an unknown metric', async () => {
    expect((await read('tickets', { from: '2026-02-30' })).body.errors[0].path).toBe('query.from');
    expect((await read('tickets', { from: 'NOW' })).body.errors[0].path).toBe('query.from');
    expect((await read('tickets', { channel: 'fax' })).body.errors[0].path).toBe('query.channel');
    expect((await read('happiness')).body.errors[0].path).toBe('path.metric');
  });
});
