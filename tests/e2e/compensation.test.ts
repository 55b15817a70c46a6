import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rapport } from '../../local/start.ts';
import { clientOf, startPlatform, today } from '../support/rapport.ts';

let rapport: Rapport;

beforeAll(async () => {
  rapport = await startPlatform();
});
afterAll(() => rapport?.stop());

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });

describe('returns and refunds', () => {
  it('refund a return after approval above the agent’s limit, a failed payment and a second payment', async () => {
    const admin = clientOf(rapport, 'admin', 'root');
    const lead = clientOf(rapport, 'lead', 'lee');
    const agent = clientOf(rapport, 'agent', 'ann');
    const payments = clientOf(rapport, 'service', 'payments');
    const { id } = await admin.customers.createCustomer({ body: { identities: { externalId: 'u-1' } } });
    const cleo = clientOf(rapport, 'customer', id);

    const { ticketId } = await cleo.returns.openMyReturn({
      body: {
        channel: 'web',
        orderRef: 'A-1',
        preferredResolution: 'refund',
        lines: [{ sku: 'L-1', name: 'Lamp', quantity: 2, unitPrice: eur(10_000), reason: 'damaged' }],
      },
    });
    const params = { ticketId };
    await agent.returns.moveReturn({ params, body: { version: 1, to: 'approved' } });
    await payments.returns.moveReturn({ params, body: { version: 2, to: 'received' } });
    const inspected = [{ line: 1, accepted: 1 }];
    await agent.returns.moveReturn({ params, body: { version: 3, to: 'inspected', inspected } });

    const asked = await agent.compensation.refundReturn({ params, body: { version: 4, as: 'refund' } });
    expect(asked.outcome).toBe('waiting');
    await rapport.idle();
    const { items } = await lead.compensation.listApprovals({ query: { status: 'pending' } });
    const approvalId = items[0]?.id ?? '';
    const page = await lead.compensation.getApproval({ params: { approvalId } });
    expect(page.messages).toMatchObject([{ message: '2 × Lamp (damaged)' }]);
    const approved = await lead.compensation.approve({ params: { approvalId }, body: {} });
    const first = { grantId: approved.grantId ?? '' };
    await payments.compensation.settleGrant({
      params: first,
      body: { outcome: 'failed', reference: 'psp-1' },
    });
    await rapport.idle();
    const notifications = await agent.desk.listNotifications({ params: { agentId: 'ann' }, query: {} });
    expect(notifications.items.map(({ type }) => type).toSorted()).toEqual([
      'approval.settled',
      'grant.settled',
    ]);

    const again = await lead.compensation.refundReturn({ params, body: { version: 7, as: 'refund' } });
    const second = { grantId: again.grant?.id ?? '' };
    await payments.compensation.settleGrant({
      params: second,
      body: { outcome: 'paid', reference: 'psp-2' },
    });
    expect(await cleo.returns.getMyReturn({ params })).toMatchObject({
      state: 'refunded',
      given: eur(10_000),
    });
    const me = await lead.compensation.getMyAuthority({});
    const limit = me.limits.find(({ kind, currency }) => kind === 'refund' && currency === 'EUR');
    expect(limit?.spentMinor).toBe(10_000);

    await rapport.idle();
    const day = today(rapport);
    const grants = await admin.metrics.getMetric({
      params: { metric: 'grants' },
      query: { from: day, to: day },
    });
    expect(grants.total.sums).toMatchObject({ count: 1, refund_EUR_minor: 10_000 });
    const mine = await cleo.customers.getMe({ query: {} });
    const types = mine.timeline.items.map(({ type }) => type);
    expect(types.filter((type) => type === 'grant.made')).toHaveLength(2);
    expect(types).toContain('return.moved');
    expect(JSON.stringify(mine.timeline)).not.toMatch(/"(ann|lee)"/);
  });

  it('end an approval request that nobody decides after a week', async () => {
    const admin = clientOf(rapport, 'admin', 'root');
    const agent = clientOf(rapport, 'agent', 'ann');
    const { id: customerId } = await admin.customers.createCustomer({
      body: { identities: { externalId: 'u-2' } },
    });
    const ticket = await agent.tickets.openTicket({
      body: { customerId, channel: 'web', subject: 'Broken lamp', message: 'It does not light.' },
    });
    const params = { ticketId: ticket.id };
    const body = { amount: eur(5001), reason: 'It broke.', kind: 'refund' as const };
    expect((await agent.compensation.makeGrant({ params, body })).outcome).toBe('waiting');
    const taken = await agent.compensation.makeGrant({ params, body: { ...body, amount: eur(5000) } });
    const grantId = taken.grant?.id ?? '';
    await agent.compensation.revokeGrant({ params: { grantId }, body: { reason: 'A mistake.' } });
    await rapport.idle();
    await rapport.advance('P7D');
    await rapport.idle();
    const { items } = await admin.compensation.listApprovals({ query: { status: 'expired' } });
    expect(items).toMatchObject([{ requestedGrant: { ticketId: ticket.id } }]);
    const limits = [
      { kind: 'refund' as const, currency: 'EUR', singleMinor: 9000, ticketMinor: 9000, monthMinor: 9000 },
    ];
    await admin.compensation.putRoleLimits({ params: { role: 'agent' }, body: { version: 0, limits } });
    await admin.compensation.putAgentLimits({ params: { agentId: 'ann' }, body: { version: 0, limits } });
    expect((await agent.compensation.makeGrant({ params, body })).outcome).toBe('made');
  });
});
