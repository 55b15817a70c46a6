// Lists the emails that did not become messages, and releases them on request of staff.

import type { Context } from '../../platform/context.ts';
import { schedule } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { emailError } from '../errors.ts';
import { loadInboundRecord, type SuspendedEmailRow } from '../inbound/email-index.ts';
import { emailKeys, emailLists } from '../keys.ts';
import type { SuspensionReason } from '../routes.ts';

export const RELEASE_KIND = 'email.release';

/** Lists a page of the suspended emails, newest first. The index lags behind the table by milliseconds. */
export async function listSuspendedPage(
  table: Table,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: SuspendedEmailRow[]; next?: string }> {
  const range = { index: 'list', pk: emailLists.suspended, newestFirst: true, limit, cursor } as const;
  const page = await queryRange(table, range);
  const items = page.items.map((item) => item.row as SuspendedEmailRow);
  return { items, ...(page.next ? { next: page.next } : {}) };
}

/** The reasons for which an email cannot be released, because it has no sender who could be the customer. */
const SENDERLESS: ReadonlySet<SuspensionReason> = new Set(['no_sender', 'unclear_sender']);

/**
 * Schedules a suspended email to be processed again. Refuses an email that is not suspended with
 * `suspended_email.not_found`, and one without a single sender with `suspended_email.no_sender`.
 */
export async function releaseSuspendedEmail(
  table: Table,
  mailId: string,
  context: Context,
): Promise<{ id: string }> {
  const item = await loadInboundRecord(table, mailId);
  if (item?.outcome !== 'suspended') throw emailError('suspended_email.not_found');
  if (SENDERLESS.has((item.row as SuspendedEmailRow).reason)) throw emailError('suspended_email.no_sender');
  const answer = { id: mailId };
  const work = {
    owner: emailKeys.inboundMail(mailId).pk,
    name: 'release',
    at: context.now.toISOString(),
    queue: 'inboundEmail',
    kind: RELEASE_KIND,
    data: { mailId },
  } as const;
  return requireCommitted(commit(table, context, { writes: [schedule(work)], answer }));
}
