// Which ticket a mail belongs to, by its Message-ID; which talk a customer has just begun; and what became of each mail.
import { DAY_MS, epochSeconds } from '../../platform/clock.ts';
import { digest } from '../../platform/ids.ts';
import { getItem } from '../../platform/table/read.ts';
import { done, stale } from '../../platform/table/refusal.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, put, update, type Write } from '../../platform/table/write.ts';
import { emailKeys, emailLists } from '../keys.ts';
import type { SuspensionReason } from '../routes.ts';
import type { StoredEmail } from './ses-notification.ts';

/** People answer mails of last year; hardly older ones. */
const INDEX_MS = 400 * DAY_MS;
/** As long as the raw mail is kept by default: without it there is nothing to take up. */
const SUSPENDED_MS = 30 * DAY_MS;
/** Longer than any queue can hand out the same mail again: 4 days of retries and 14 of dead letters. */
const DONE_MS = 60 * DAY_MS;
const CONVERSATION_MS = DAY_MS;

const ttl = (now: Date, ms: number) => epochSeconds(new Date(now.getTime() + ms));

export interface IndexedEmail {
  ticketId: string;
  direction: 'in' | 'out';
}

export async function findIndexedEmail(table: Table, messageId: string): Promise<IndexedEmail | undefined> {
  const item = await getItem(table, emailKeys.messageId(digest(messageId)));
  return item && { ticketId: String(item.ticketId), direction: item.direction === 'out' ? 'out' : 'in' };
}

/** The first mail of a Message-ID keeps it: a later one cannot draw answers to itself. */
export function indexInbound(messageId: string, ticketId: string, now: Date): Write {
  const item: Item = { t: 'messageId', ticketId, direction: 'in', ttl: ttl(now, INDEX_MS) };
  return create(emailKeys.messageId(digest(messageId)), item, stale);
}

/** Of our own mails. Nobody could know the id before, so what stands there is this mail's earlier try, or a forgery. */
export function indexOutbound(messageId: string, ticketId: string, now: Date): Write {
  const item: Item = { t: 'messageId', ticketId, direction: 'out', ttl: ttl(now, INDEX_MS) };
  return put(emailKeys.messageId(digest(messageId)), item);
}

export interface RecentConversation {
  ticketId: string;
  at: string;
}

export async function findRecentConversation(
  table: Table,
  customerId: string,
  subject: string,
): Promise<RecentConversation | undefined> {
  const item = await getItem(table, emailKeys.conversation(customerId, digest(subject)));
  return item && { ticketId: String(item.ticketId), at: String(item.at) };
}

/** Records the conversation that a mail begins, in place of the one that was found. Only one of two beginnings succeeds; the other is stale. */
export function startConversation(
  customerId: string,
  subject: string,
  talk: RecentConversation,
  before: RecentConversation | undefined,
  now: Date,
): Write {
  return put(
    emailKeys.conversation(customerId, digest(subject)),
    { t: 'talk', ...talk, ttl: ttl(now, CONVERSATION_MS) },
    before
      ? { expression: '#ticketId = :before', values: { before: before.ticketId } }
      : { expression: 'attribute_not_exists(pk)' },
    stale,
  );
}

/** A mail that made no message, as the list shows it. */
export interface SuspendedEmailRow {
  id: string;
  at: string;
  reason: SuspensionReason;
  from?: string;
  subject: string;
  /** Set for an unread mail: the reason, and its size. */
  why?: string;
  bytes?: number | undefined;
}

export async function loadInboundRecord(table: Table, identity: string): Promise<Item | undefined> {
  return getItem(table, emailKeys.inboundMail(identity));
}

/** Records that a mail was accepted; done when it was before. One that was suspended may still become a message once. */
export function recordAccepted(identity: string, ticketId: string, released: boolean, now: Date): Write {
  const item: Item = { t: 'mail', outcome: 'taken', ticketId, ttl: ttl(now, DONE_MS) };
  if (!released) return create(emailKeys.inboundMail(identity), item, done);
  return put(
    emailKeys.inboundMail(identity),
    item,
    { expression: '#outcome = :suspended', values: { suspended: 'suspended' } },
    done,
  );
}

export function suspendEmail(row: SuspendedEmailRow, delivery: StoredEmail, now: Date): Write {
  const place = { listPk: emailLists.suspended, listSk: `${row.at}#${row.id}` };
  const item: Item = {
    t: 'mail',
    outcome: 'suspended',
    ...place,
    row,
    delivery,
    ttl: ttl(now, SUSPENDED_MS),
  };
  return create(emailKeys.inboundMail(row.id), item, done);
}

/** Says why a mail that staff have released is suspended all the same. */
export function keepSuspended(identity: string, reason: SuspensionReason): Write {
  return update(
    emailKeys.inboundMail(identity),
    { set: { 'row.reason': reason } },
    { expression: '#outcome = :suspended', values: { suspended: 'suspended' } },
    done,
  );
}
