// Tests who may set which spending limits for whom.
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
let compensation: ReturnType<typeof compensationOf>;

beforeEach(async () => {
  table = await freshTable();
  clock = stoppedClock();
  apis = apisOf(table, clock);
  compensation = compensationOf(table, apis, clock);
});

describe('the limits of a role', () => {
  it('are the built-in ones until somebody sets them', async () => {
    const before = await compensation.call('getRoleLimits', lee, { params: { role: 'agent' } });
    expect(before.body).toMatchObject({ role: 'agent', version: 0 });
    expect(before.body.limits).toContainEqual(refunds(5000, 50_000, { ticketMinor: 5000 }));
    const set = await compensation.setRole('agent', [refunds(100, 1000)]);
    expect(set).toMatchObject({ status: 200, body: { version: 1, limits: [refunds(100, 1000)] } });
    const after = await compensation.call('getRoleLimits', lee, { params: { role: 'agent' } });
    expect(after.body).toEqual({ role: 'agent', version: 1, limits: [refunds(100, 1000)] });
  });

  it('change on the version that was read, with an event that has the new limits', async () => {
    await compensation.setRole('agent', [refunds(100, 1000)]);
    expect(await compensation.setRole('agent', [refunds(1, 1)])).toMatchObject({
      status: 409,
      body: { code: 'version.stale' },
    });
    clock.set(later(NOON, 1));
    expect(await compensation.setRole('agent', [refunds(1, 1)], ada, 1)).toMatchObject({
      body: { version: 2 },
    });
    expect(await eventsIn(table, 'spending_limit.changed')).toMatchObject([
      { actor: { id: 'ada' }, data: { role: 'agent', version: 1, limits: [refunds(100, 1000)] } },
      { data: { role: 'agent', version: 2, limits: [refunds(1, 1)] } },
    ]);
  });

  it('can be set by a lead for agents only, up to the lead’s own', async () => {
    const before = await snapshot(table);
    for (const role of ['lead', 'admin'])
      expect(await compensation.setRole(role, [], lee)).toMatchObject({
        status: 403,
        body: { code: 'spending_limit.not_allowed' },
      });
    expect(
      await compensation.setRole('agent', [refunds(50_001, 500_000, { ticketMinor: 50_000 })], lee),
    ).toMatchObject({
      status: 403,
      body: { code: 'spending_limit.exceeded' },
    });
    expect(await snapshot(table)).toEqual(before);
    expect(
      (await compensation.setRole('agent', [refunds(50_000, 500_000, { ticketMinor: 50_000 })], lee)).status,
    ).toBe(200);
  });

  it('can neither be set nor read by an agent', async () => {
    const forbidden = { status: 403, body: { code: 'auth.forbidden' } };
    expect(await compensation.setRole('agent', [], ann)).toMatchObject(forbidden);
    expect(await compensation.setAgent('ann', [], ann)).toMatchObject(forbidden);
    expect(await compensation.call('getAgentLimits', ann, { params: { agentId: 'ann' } })).toMatchObject(
      forbidden,
    );
  });
});

describe('the limits of a person', () => {
  it('replace those of the role for the kinds and currencies that they name', async () => {
    await compensation.setAgent('ann', [refunds(70, 700)], lee);
    const { body } = await compensation.call('getMyAuthority', ann, {});
    expect(body.role).toBe('agent');
    expect(body.limits).toContainEqual({ ...refunds(70, 700), spentMinor: 0 });
    expect(body.limits).toContainEqual({
      ...refunds(2500, 25_000, { kind: 'goodwill', ticketMinor: 2500 }),
      spentMinor: 0,
    });
    const seen = await compensation.call('getAgentLimits', lee, { params: { agentId: 'ann' } });
    expect(seen.body).toEqual({
      agentId: 'ann',
      version: 1,
      limits: [refunds(70, 700)],
      setBy: 'lead',
      spent: [],
    });
  });

  it('cannot be set by a lead for themselves', async () => {
    expect(await compensation.setAgent('lee', [refunds(1, 1)], lee)).toMatchObject({
      status: 403,
      body: { code: 'spending_limit.not_allowed' },
    });
  });

  it.each([
    ['an admin', ada, refunds(null, null, { currency: '*' })],
    ['another lead', lia, refunds(50_000, 500_000, { ticketMinor: 50_000 })],
  ])('do not change when a lead sets limits for %s', async (_who, target, theirs) => {
    const limits = async () => (await compensation.call('getMyAuthority', target, {})).body.limits;
    const before = await limits();
    expect(before).toContainEqual({ ...theirs, spentMinor: 0 });
    await compensation.setAgent(target.id, [refunds(1, 1)], lee);
    expect(await limits()).toEqual(before);
  });

  it('that a lead set no longer apply after the agent’s promotion', async () => {
    await compensation.setAgent('ann', [refunds(1, 1)], lee);
    const promoted = await compensation.call('getMyAuthority', { role: 'lead', id: 'ann' }, {});
    expect(promoted.body.limits).toContainEqual({
      ...refunds(50_000, 500_000, { ticketMinor: 50_000 }),
      spentMinor: 0,
    });
  });

  it('that an admin set apply to every role and cannot be replaced by a lead', async () => {
    await compensation.setAgent('ada', [refunds(1, 1)], { role: 'admin', id: 'adam' });
    const before = await snapshot(table);
    expect(await compensation.setAgent('ada', [], lee, 1)).toMatchObject({
      status: 403,
      body: { code: 'spending_limit.not_allowed' },
    });
    expect(await compensation.setAgent('ada', [], lee, 0)).toMatchObject({ body: { code: 'version.stale' } });
    expect(await snapshot(table)).toEqual(before);
    const { body } = await compensation.call('getMyAuthority', ada, {});
    expect(body.limits).toContainEqual({ ...refunds(1, 1), spentMinor: 0 });
  });

  it('that a lead set can be changed by leads and admins', async () => {
    await compensation.setAgent('ann', [refunds(1, 1)], lee);
    expect((await compensation.setAgent('ann', [refunds(2, 2)], lia, 1)).status).toBe(200);
    expect((await compensation.setAgent('ann', [refunds(3, 3)], ada, 2)).status).toBe(200);
    expect((await compensation.setAgent('ann', [refunds(4, 4)], lee, 3)).body.code).toBe(
      'spending_limit.not_allowed',
    );
  });

  it('are refused when the lead’s own limits are lowered concurrently', async () => {
    const setLimits = () =>
      compensation.setAgent('ann', [refunds(40_000, 400_000, { ticketMinor: 40_000 })], lee);
    const lowered = async () => {
      await compensation.setAgent('lee', [refunds(100, 100)], ada);
    };
    expect(await withConcurrentChange(table, lowered, setLimits)).toMatchObject({
      status: 403,
      body: { code: 'spending_limit.exceeded' },
    });
    const { body } = await compensation.call('getAgentLimits', ada, { params: { agentId: 'ann' } });
    expect(body).toMatchObject({ version: 0, limits: [] });
  });
});
