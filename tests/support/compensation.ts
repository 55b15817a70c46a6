// Runs grants, approvals and returns on a test table.

import { compensationWorkerHandlers } from '../../functions/compensation/worker-handlers.ts';
import { createWorker } from '../../functions/platform/queue/create-worker.ts';
import type { Table } from '../../functions/platform/table/table.ts';
import type { stoppedClock } from './context.ts';
import type { Apis } from './http/apis.ts';
import type { Answer, Call, Json } from './http/call-api.ts';
import { queueOf } from './queue.ts';

export const ann = { role: 'agent', id: 'ann' } as const;
export const ben = { role: 'agent', id: 'ben' } as const;
export const lee = { role: 'lead', id: 'lee' } as const;
export const lia = { role: 'lead', id: 'lia' } as const;
export const ada = { role: 'admin', id: 'ada' } as const;
export const payments = { role: 'service', id: 'payments' } as const;
export type Caller = NonNullable<Call['as']>;

export const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
/** Returns a limit on refunds in euros; the same on one ticket as in one month. */
export const refunds = (singleMinor: number | null, monthMinor: number | null, over: object = {}) => ({
  kind: 'refund',
  currency: 'EUR',
  singleMinor,
  ticketMinor: monthMinor,
  monthMinor,
  ...over,
});

export function compensationOf(table: Table, apis: Apis, clock: ReturnType<typeof stoppedClock>) {
  const { compensation } = apis;
  const call = (operation: Parameters<typeof compensation>[0], as: Caller, rest: Call): Promise<Answer> =>
    compensation(operation, { as, ...rest });
  return {
    call,
    deliver: queueOf(createWorker('compensation', compensationWorkerHandlers(table), clock)),

    grant: (
      ticketId: string,
      amountMinor: number,
      as: Caller = ann,
      over: object = {},
      headers: Record<string, string> = {},
    ) =>
      call('makeGrant', as, {
        params: { ticketId },
        body: { kind: 'refund', amount: eur(amountMinor), reason: 'It broke.', ...over },
        headers,
      }),
    settle: (grantId: string, outcome: string, headers: Record<string, string> = {}) =>
      call('settleGrant', payments, { params: { grantId }, body: { outcome, reference: 'psp-1' }, headers }),
    revoke: (grantId: string, as: Caller = ann) =>
      call('revokeGrant', as, { params: { grantId }, body: { reason: 'A mistake.' } }),
    approve: (approvalId: string, as: Caller = lee, headers: Record<string, string> = {}) =>
      call('approve', as, { params: { approvalId }, body: { reason: 'Fair.' }, headers }),
    reject: (approvalId: string, as: Caller = lee) =>
      call('reject', as, { params: { approvalId }, body: { reason: 'Too much.' } }),
    setRole: (role: string, limits: object[], as: Caller = ada, version = 0) =>
      call('putRoleLimits', as, { params: { role }, body: { version, limits } }),
    setAgent: (agentId: string, limits: object[], as: Caller = ada, version = 0) =>
      call('putAgentLimits', as, { params: { agentId }, body: { version, limits } }),

    /** Returns what the caller has spent on refunds in euros this month. */
    async spent(as: Caller = ann): Promise<number> {
      const { body } = await call('getMyAuthority', as, {});
      const own = body.limits.find((each: Json) => each.kind === 'refund' && each.currency === 'EUR');
      return own?.spentMinor ?? 0;
    },
  };
}
