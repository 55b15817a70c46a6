import { beforeEach, describe, expect, it } from 'vitest';
import { analyserLoader, sensitiveKinds } from '../../../functions/intelligence/index.ts';
import { MINUTE_MS } from '../../../functions/platform/clock.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { later, NOON, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf } from '../../support/http/apis.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';

let table: Table;
let apis: Apis;
const clock = stoppedClock();
const lead = { role: 'lead', id: 'lee' } as const;
beforeEach(async () => {
  table = await freshTable();
  clock.set(NOON);
  apis = apisOf(table, clock);
});

const put = (recognises: unknown, as: { role: 'lead' | 'agent'; id: string } = lead) =>
  apis.intelligence('putAnalysisSettings', { over: true, body: { recognises }, as });

describe('the analysis settings', () => {
  it('contain all kinds until the team changes them', async () => {
    const { body } = await apis.intelligence('getAnalysisSettings', { as: { role: 'agent', id: 'ann' } });
    expect(body).toEqual({ recognises: [...sensitiveKinds], version: 0 });
  });

  it('decide which kinds are reported from a minute later on', async () => {
    const load = analyserLoader(table, clock);
    const kindsOf = async () => {
      const text = 'I want to make a complaint: my router has no connection since Monday.';
      const { sensitive } = await (await load()).analyse({ text, now: clock.now() });
      return sensitive.map(({ kind }) => kind).toSorted();
    };
    expect(await kindsOf()).toEqual(['complaint', 'service_failure']);
    const said = ['vulnerable', 'complaint', 'complaint'];
    expect((await put(said)).body).toEqual({ recognises: ['complaint', 'vulnerable'], version: 1 });
    expect(await kindsOf()).toEqual(['complaint', 'service_failure']);
    clock.set(later(NOON, MINUTE_MS));
    expect(await kindsOf()).toEqual(['complaint']);
    await put([]);
    clock.set(later(NOON, 2 * MINUTE_MS));
    expect(await kindsOf()).toEqual([]);
  });

  it('refuse unknown kinds and changes by agents, and change nothing', async () => {
    const before = await snapshot(table);
    expect(await put(['rude'])).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body.recognises.0', message: expect.stringContaining('vulnerable') }] },
    });
    expect((await put([], { role: 'agent', id: 'ann' })).status).toBe(403);
    expect(await snapshot(table)).toEqual(before);
  });
});
