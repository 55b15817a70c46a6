// Notifies staff of events on tickets that they follow and of notes that mention them.

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { DAY_MS, epochSeconds } from '../../platform/clock.ts';
import type { DomainEvent } from '../../platform/events/domain-event.ts';
import type { EventOf } from '../../platform/events/event-definition.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { put, type Write } from '../../platform/table/write.ts';
import type { Notification } from '../core/requests.ts';
import { loadTicket } from '../core/ticket-store.ts';
import type { TicketAssigned, TicketMessageAdded, TicketReopened, TicketSolved } from '../events.ts';
import { ticketKeys } from '../keys.ts';

/** The events that followers are notified of. */
type FollowedEvent = EventOf<
  typeof TicketMessageAdded | typeof TicketAssigned | typeof TicketSolved | typeof TicketReopened
>;

const KEPT_MS = 30 * DAY_MS;
const MAX_MENTIONS = 20;

/** The recipient of notifications for all leads. No token has it as its subject. */
export const ALL_LEADS = 'leads';

/**
 * Returns the agents that a text mentions with @, each once, at most 20. A dot at the end of a name belongs
 * to the sentence.
 */
function mentionsIn(message: string): string[] {
  const names = [...message.matchAll(/(?<![\w.@-])@([A-Za-z0-9_.-]{1,64})/g)];
  return [...new Set(names.map(([, name = '']) => name.replace(/[.-]+$/, '')).filter(Boolean))].slice(
    0,
    MAX_MENTIONS,
  );
}

/**
 * Returns the recipients of an event with the reason: agents mentioned in an internal note, then followers,
 * but never the author of the event.
 */
export function recipientsOf(
  event: FollowedEvent,
  followers: readonly string[],
): Map<string, Notification['why']> {
  const mentioned =
    event.type === 'ticket.message_added' && isNoteByPerson(event) ? mentionsIn(event.data.message) : [];
  const recipients = new Map<string, Notification['why']>(followers.map((id) => [id, 'followed']));
  for (const id of mentioned) recipients.set(id, 'mentioned');
  recipients.delete(event.actor.id);
  return recipients;
}

/** Emails, and internal notes in which Rapport quotes them, mention nobody, whatever names they contain. */
const isNoteByPerson = ({ actor, data }: EventOf<typeof TicketMessageAdded>) =>
  data.visibility === 'internal' && !data.unverified && actor.role !== 'system';

/** Notifies followers and mentioned agents of an event on a ticket. */
export async function notifyFollowers(table: Table, event: FollowedEvent, now: Date): Promise<void> {
  const ticket = await loadTicket(table, event.data.ticketId);
  await sendNotifications(table, event, recipientsOf(event, ticket?.followers ?? []), now);
}

/**
 * Writes the notifications of an event. Their keys derive from the event, so a second delivery writes
 * nothing.
 */
export async function sendNotifications(
  table: Table,
  event: Pick<DomainEvent, 'id' | 'at' | 'type' | 'actor'> & { data: { ticketId: string } },
  recipients: ReadonlyMap<string, Notification['why']>,
  now: Date,
): Promise<void> {
  const { id, at, type, actor } = event;
  const { ticketId } = event.data;
  await Promise.all(
    [...recipients].map(([agentId, why]) => {
      const notification = { id, at, type, why, ticketId, by: actor.id };
      return putOnce(table, { ...ticketKeys.notification(agentId, at, id), ...itemOf(notification, now) });
    }),
  );
}

/** Returns the write that notifies an agent, or `ALL_LEADS`, in the transaction of the event itself. */
export const notificationWrite = (agentId: string, notification: Notification, now: Date): Write =>
  put(ticketKeys.notification(agentId, notification.at, notification.id), itemOf(notification, now));

function itemOf(notification: Notification, now: Date): Item {
  return { t: 'notification', notification, ttl: epochSeconds(new Date(now.getTime() + KEPT_MS)) };
}

async function putOnce(table: Table, Item: Record<string, unknown>): Promise<void> {
  const ConditionExpression = 'attribute_not_exists(pk)';
  try {
    await table.doc.send(new PutCommand({ TableName: table.name, Item, ConditionExpression }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** Returns an agent's notifications of the last 30 days, newest first. */
export async function listNotifications(table: Table, agentId: string, limit: number, cursor?: string) {
  const { notificationsPrefix: prefix } = ticketKeys;
  const pk = ticketKeys.notifications(agentId);
  const page = await queryRange(table, {
    pk,
    from: prefix,
    to: `${prefix}~`,
    newestFirst: true,
    limit,
    cursor,
  });
  const items = page.items.map((item) => item.notification as Notification);
  return page.next ? { items, next: page.next } : { items };
}
