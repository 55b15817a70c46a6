// Stores which ticket a Message-ID belongs to, which conversation a customer started last on a subject, and
// the outcome for each inbound email.
import { DAY_MS, epochSeconds } from '../../platform/clock.ts';
import { digest } from '../../platform/ids.ts';
import { getItem } from '../../platform/table/read.ts';
import { done, stale } from '../../platform/table/refusal.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, put, update, type Write } from '../../platform/table/write.ts';
import { emailKeys, emailLists } from '../keys.ts';
import type { SuspensionReason } from '../routes.ts';
import type { StoredEmail } from './ses-notification.ts';

/** People answer emails of last year, but hardly older ones. */
const INDEX_MS = 400 * DAY_MS;
/** The default lifetime of the raw email, without which nothing can be released. */
const SUSPENDED_MS = 30 * DAY_MS;
/**
 * Longer than a queue can deliver the same email again: 4 days of retries and 14 days in the dead-letter
 * queue.
 */
const RECORD_MS = 60 * DAY_MS;
const CONVERSATION_MS = DAY_MS;

const ttl = (now: Date, ms: number) => epochSeconds(new Date(now.getTime() + ms));

export interface IndexedEmail {
  ticketId: string;
  direction: 'in' | 'out';
}

/** Finds the ticket of a Message-ID, and whether the email was inbound or outbound. */
export async function findIndexedEmail(table: Table, messageId: string): Promise<IndexedEmail | undefined> {
  const item = await getItem(table, emailKeys.messageId(digest(messageId)));
  return item && { ticketId: String(item.ticketId), direction: item.direction === 'out' ? 'out' : 'in' };
}

/**
 * Indexes the Message-ID of an inbound email. The first email keeps it, so a later one cannot attract its
 * answers.
 */
export function indexInbound(messageId: string, ticketId: string, now: Date): Write {
  const item: Item = { t: 'messageId', ticketId, direction: 'in', ttl: ttl(now, INDEX_MS) };
  return create(emailKeys.messageId(digest(messageId)), item, stale);
}

/**
 * Indexes the Message-ID of one of our own emails. Nobody could know it before, so an existing entry is from
 * an earlier attempt of the same email, or forged, and is overwritten.
 */
export function indexOutbound(messageId: string, ticketId: string, now: Date): Write {
  const item: Item = { t: 'messageId', ticketId, direction: 'out', ttl: ttl(now, INDEX_MS) };
  return put(emailKeys.messageId(digest(messageId)), item);
}

export interface RecentConversation {
  ticketId: string;
  at: string;
}

/** Finds the ticket that a customer last opened with a normalised subject. */
export async function findRecentConversation(
  table: Table,
  customerId: string,
  subject: string,
): Promise<RecentConversation | undefined> {
  const item = await getItem(table, emailKeys.conversation(customerId, digest(subject)));
  return item && { ticketId: String(item.ticketId), at: String(item.at) };
}

/**
 * Records the conversation that an email starts, in place of the one that was found. Only one of two
 * concurrent starts succeeds; the other is stale.
 */
export function startConversation(
  customerId: string,
  subject: string,
  conversation: RecentConversation,
  before: RecentConversation | undefined,
  now: Date,
): Write {
  return put(
    emailKeys.conversation(customerId, digest(subject)),
    { t: 'conversation', ...conversation, ttl: ttl(now, CONVERSATION_MS) },
    before
      ? { expression: '#ticketId = :before', values: { before: before.ticketId } }
      : { expression: 'attribute_not_exists(pk)' },
    stale,
  );
}

/** An email that did not become a message, as the list shows it. */
export interface SuspendedEmailRow {
  id: string;
  at: string;
  reason: SuspensionReason;
  from?: string;
  subject: string;
  /** The limit that an unreadable email exceeds; `bytes` is its size. */
  why?: string;
  bytes?: number | undefined;
}

/** Loads the stored outcome for an inbound email, or returns undefined if it was not processed yet. */
export async function loadInboundRecord(table: Table, identity: string): Promise<Item | undefined> {
  return getItem(table, emailKeys.inboundMail(identity));
}

/** Records that an email was accepted; done if it was before. A released email can still be accepted once. */
export function recordAccepted(identity: string, ticketId: string, released: boolean, now: Date): Write {
  const item: Item = { t: 'mail', outcome: 'taken', ticketId, ttl: ttl(now, RECORD_MS) };
  if (!released) return create(emailKeys.inboundMail(identity), item, done);
  return put(
    emailKeys.inboundMail(identity),
    item,
    { expression: '#outcome = :suspended', values: { suspended: 'suspended' } },
    done,
  );
}

/** Records that an email was suspended; done if another delivery was faster. */
export function suspendEmail(row: SuspendedEmailRow, delivery: StoredEmail, now: Date): Write {
  const listKeys = { listPk: emailLists.suspended, listSk: `${row.at}#${row.id}` };
  const item: Item = {
    t: 'mail',
    outcome: 'suspended',
    ...listKeys,
    row,
    delivery,
    ttl: ttl(now, SUSPENDED_MS),
  };
  return create(emailKeys.inboundMail(row.id), item, done);
}

/** Records why an email stays suspended although staff have released it. */
export function keepSuspended(identity: string, reason: SuspensionReason): Write {
  return update(
    emailKeys.inboundMail(identity),
    { set: { 'row.reason': reason } },
    { expression: '#outcome = :suspended', values: { suspended: 'suspended' } },
    done,
  );
}
