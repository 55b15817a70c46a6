import { cancel, schedule } from '../../platform/scheduling/timed-work.ts';
import { getItem, queryRange } from '../../platform/table/read.ts';
import { rejection, stale } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, replace, type Write } from '../../platform/table/write.ts';
import { compensationError } from '../errors.ts';
import { compensationKeys, compensationLists } from '../keys.ts';
import type { Approval, ApprovalStatus } from './approval.ts';

export const EXPIRE_KIND = 'approval.expire';
const EXPIRE_NAME = 'expire';

const toItem = (approval: Approval) => ({
  t: 'approval',
  version: approval.version,
  row: approval,
  listPk: compensationLists.approvals(approval.status),
  listSk: `${approval.requestedAt}#${approval.id}`,
});

/** Returns the writes that create a request and schedule its expiry. */
export function createApproval(approval: Approval): Write[] {
  const { id, expiresAt: at } = approval;
  const work = {
    owner: compensationKeys.approval(id).pk,
    name: EXPIRE_NAME,
    at,
    queue: 'compensation',
    kind: EXPIRE_KIND,
  } as const;
  return [
    create(compensationKeys.approval(id), toItem(approval), stale),
    schedule({ ...work, data: { approvalId: id } }),
  ];
}

/**
 * Returns the writes that settle a request and cancel its expiry. The second of two concurrent decisions is
 * refused with `approval.settled`.
 */
export const settleApproval = (next: Approval): Write[] => [
  endApproval(next),
  cancel(compensationKeys.approval(next.id).pk, EXPIRE_NAME),
];

/**
 * Returns the write that settles a request and leaves its expiry work alone, for use by the expiry itself.
 */
export const endApproval = (next: Approval): Write =>
  replace(compensationKeys.approval(next.id), toItem(next), next.version - 1, () =>
    rejection(compensationError('approval.settled')),
  );

/** Loads a request. Refuses an unknown one with `approval.not_found`. */
export async function requireApproval(table: Table, approvalId: string): Promise<Approval> {
  const item = await getItem(table, compensationKeys.approval(approvalId));
  if (!item) throw compensationError('approval.not_found');
  return item.row as Approval;
}

/** Lists the requests with a status: pending ones oldest first, the others newest first. */
export async function listApprovals(
  table: Table,
  { status, limit, cursor }: { status: ApprovalStatus; limit: number; cursor?: string | undefined },
) {
  const newestFirst = status !== 'pending';
  const pk = compensationLists.approvals(status);
  const { items, next } = await queryRange(table, { index: 'list', pk, newestFirst, limit, cursor });
  return { items: items.map((item) => item.row as Approval), ...(next ? { next } : {}) };
}
