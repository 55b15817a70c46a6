// Mails that made no message, for staff to look at and to take up.
import { schedule } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { commit } from '../platform/table/commit.ts';
import { keys, lists } from '../platform/table/keys.ts';
import { queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { fateOf, type SuspendedRow } from './mail-index.ts';
import type { Suspension } from './routes.ts';

export const RELEASE_KIND = 'mailroom.release';

/** A page of the suspended mails, newest first. The index follows the table within milliseconds. */
export async function listSuspended(
  table: Table,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: SuspendedRow[]; next?: string }> {
  const range = { index: 'list', pk: lists.suspended, newestFirst: true, limit, cursor } as const;
  const page = await queryRange(table, range);
  const items = page.items.map((item) => item.row as SuspendedRow);
  return { items, ...(page.next ? { next: page.next } : {}) };
}

/** Nobody could be the customer of such a mail, whatever staff think of it. */
const SENDERLESS: ReadonlySet<Suspension> = new Set(['no_sender', 'unclear_sender']);

/**
 * Hands a suspended mail to the worker, who reads it again. Refuses a mail that is not suspended with `mail.not_found`, and
 * one that names no single sender with `mail.no_sender`.
 */
export async function releaseMail(table: Table, mailId: string, context: Context): Promise<{ id: string }> {
  const item = await fateOf(table, mailId);
  if (item?.outcome !== 'suspended') throw new DomainError('mail.not_found');
  if (SENDERLESS.has((item.row as SuspendedRow).reason)) throw new DomainError('mail.no_sender');
  const answer = { id: mailId };
  const work = {
    owner: keys.inboundMail(mailId).pk,
    name: 'release',
    at: context.now.toISOString(),
    queue: 'inbound',
    kind: RELEASE_KIND,
    data: { mailId },
  } as const;
  await commit(table, context, { writes: [schedule(work)], answer });
  return answer;
}
