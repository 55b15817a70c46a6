// Who may set what whom may give away.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Table } from '../../../functions/platform/table/table.ts';
import { ada, ann, compensationOf, lee, lia, refunds } from '../../support/compensation.ts';
import { later, NOON, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf } from '../../support/http/apis.ts';
import { withConcurrentChange } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
let clock: ReturnType<typeof stoppedClock>;
let desk: ReturnType<typeof compensationOf>;

beforeEach(async () => {
  table = await freshTable();
  clock = stoppedClock();
  apis = apisOf(table, clock);
  desk = compensationOf(table, apis, clock);
});

describe('the limits of a role', () => {
  it('are the built-in ones until somebody sets them, and then those', async () => {
    const before = await desk.call('getRoleLimits', lee, { params: { role: 'agent' } });
    expect(before.body).toMatchObject({ role: 'agent', version: 0 });
    expect(before.body.limits).toContainEqual(refunds(5000, 50_000, { ticketMinor: 5000 }));
    const set = await desk.setRole('agent', [refunds(100, 1000)]);
    expect(set).toMatchObject({ status: 200, body: { version: 1, limits: [refunds(100, 1000)] } });
    const after = await desk.call('getRoleLimits', lee, { params: { role: 'agent' } });
    expect(after.body).toEqual({ role: 'agent', version: 1, limits: [refunds(100, 1000)] });
  });

  it('change on the version that was read, with an event that says what holds now', async () => {
    await desk.setRole('agent', [refunds(100, 1000)]);
    expect(await desk.setRole('agent', [refunds(1, 1)])).toMatchObject({
      status: 409,
      body: { code: 'version.stale' },
    });
    clock.set(later(NOON, 1));
    expect(await desk.setRole('agent', [refunds(1, 1)], ada, 1)).toMatchObject({ body: { version: 2 } });
    expect(await eventsIn(table, 'spending_limit.changed')).toMatchObject([
      { actor: { id: 'ada' }, data: { role: 'agent', version: 1, limits: [refunds(100, 1000)] } },
      { data: { role: 'agent', version: 2, limits: [refunds(1, 1)] } },
    ]);
  });

  it('are set by a lead for agents only, and no higher than the lead’s own', async () => {
    const before = await snapshot(table);
    for (const role of ['lead', 'admin'])
      expect(await desk.setRole(role, [], lee)).toMatchObject({
        status: 403,
        body: { code: 'spending_limit.not_allowed' },
      });
    expect(
      await desk.setRole('agent', [refunds(50_001, 500_000, { ticketMinor: 50_000 })], lee),
    ).toMatchObject({
      status: 403,
      body: { code: 'spending_limit.exceeded' },
    });
    expect(await snapshot(table)).toEqual(before);
    expect(
      (await desk.setRole('agent', [refunds(50_000, 500_000, { ticketMinor: 50_000 })], lee)).status,
    ).toBe(200);
  });

  it('are neither set nor seen by an agent', async () => {
    const forbidden = { status: 403, body: { code: 'auth.forbidden' } };
    expect(await desk.setRole('agent', [], ann)).toMatchObject(forbidden);
    expect(await desk.setAgent('ann', [], ann)).toMatchObject(forbidden);
    expect(await desk.call('getAgentLimits', ann, { params: { agentId: 'ann' } })).toMatchObject(forbidden);
  });
});

describe('the limits of a person', () => {
  it('come before those of the role, for the kinds and currencies they name', async () => {
    await desk.setAgent('ann', [refunds(70, 700)], lee);
    const { body } = await desk.call('getMyAuthority', ann, {});
    expect(body.role).toBe('agent');
    expect(body.limits).toContainEqual({ ...refunds(70, 700), spentMinor: 0 });
    expect(body.limits).toContainEqual({
      ...refunds(2500, 25_000, { kind: 'goodwill', ticketMinor: 2500 }),
      spentMinor: 0,
    });
    const seen = await desk.call('getAgentLimits', lee, { params: { agentId: 'ann' } });
    expect(seen.body).toEqual({
      agentId: 'ann',
      version: 1,
      limits: [refunds(70, 700)],
      setBy: 'lead',
      spent: [],
    });
  });

  it('are never set by a lead for themselves', async () => {
    expect(await desk.setAgent('lee', [refunds(1, 1)], lee)).toMatchObject({
      status: 403,
      body: { code: 'spending_limit.not_allowed' },
    });
  });

  it.each([
    ['an admin', ada, refunds(null, null, { currency: '*' })],
    ['another lead', lia, refunds(50_000, 500_000, { ticketMinor: 50_000 })],
  ])('are not changed by what a lead sets for %s', async (_who, target, theirs) => {
    const limits = async () => (await desk.call('getMyAuthority', target, {})).body.limits;
    const before = await limits();
    expect(before).toContainEqual({ ...theirs, spentMinor: 0 });
    await desk.setAgent(target.id, [refunds(1, 1)], lee);
    expect(await limits()).toEqual(before);
  });

  it('that a lead set end with the promotion of the agent', async () => {
    await desk.setAgent('ann', [refunds(1, 1)], lee);
    const promoted = await desk.call('getMyAuthority', { role: 'lead', id: 'ann' }, {});
    expect(promoted.body.limits).toContainEqual({
      ...refunds(50_000, 500_000, { ticketMinor: 50_000 }),
      spentMinor: 0,
    });
  });

  it('that an admin set hold for every role, and no lead writes over them', async () => {
    await desk.setAgent('ada', [refunds(1, 1)], { role: 'admin', id: 'adam' });
    const before = await snapshot(table);
    expect(await desk.setAgent('ada', [], lee, 1)).toMatchObject({
      status: 403,
      body: { code: 'spending_limit.not_allowed' },
    });
    expect(await desk.setAgent('ada', [], lee, 0)).toMatchObject({ body: { code: 'version.stale' } });
    expect(await snapshot(table)).toEqual(before);
    const { body } = await desk.call('getMyAuthority', ada, {});
    expect(body.limits).toContainEqual({ ...refunds(1, 1), spentMinor: 0 });
  });

  it('that a lead set are changed by leads and admins', async () => {
    await desk.setAgent('ann', [refunds(1, 1)], lee);
    expect((await desk.setAgent('ann', [refunds(2, 2)], lia, 1)).status).toBe(200);
    expect((await desk.setAgent('ann', [refunds(3, 3)], ada, 2)).status).toBe(200);
    expect((await desk.setAgent('ann', [refunds(4, 4)], lee, 3)).body.code).toBe(
      'spending_limit.not_allowed',
    );
  });

  it('are given by a lead out of what the lead has at that moment', async () => {
    const give = () => desk.setAgent('ann', [refunds(40_000, 400_000, { ticketMinor: 40_000 })], lee);
    const lowered = async () => {
      await desk.setAgent('lee', [refunds(100, 100)], ada);
    };
    expect(await withConcurrentChange(table, lowered, give)).toMatchObject({
      status: 403,
      body: { code: 'spending_limit.exceeded' },
    });
    const { body } = await desk.call('getAgentLimits', ada, { params: { agentId: 'ann' } });
    expect(body).toMatchObject({ version: 0, limits: [] });
  });
});
