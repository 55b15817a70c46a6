// Tells staff of what happens on tickets that they follow, and of notes that name them.

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

/** Stands for all leads: what is told to it concerns each of them. No token has it as its subject. */
export const ALL_LEADS = 'leads';

/** The agents that a text names with an @, each once, at most 20. A dot at the end ends the sentence, not the name. */
function mentionsIn(message: string): string[] {
  const names = [...message.matchAll(/(?<![\w.@-])@([A-Za-z0-9_.-]{1,64})/g)];
  return [...new Set(names.map(([, name = '']) => name.replace(/[.-]+$/, '')).filter(Boolean))].slice(
    0,
    MAX_MENTIONS,
  );
}

/** Whom an event is told to, and why: who is named in an internal note, then the ticket's followers; never who did it. */
export function recipientsOf(
  event: FollowedEvent,
  followers: readonly string[],
): Map<string, Notification['why']> {
  const named =
    event.type === 'ticket.message_added' && isNoteByPerson(event) ? mentionsIn(event.data.message) : [];
  const told = new Map<string, Notification['why']>(followers.map((id) => [id, 'followed']));
  for (const id of named) told.set(id, 'mentioned');
  told.delete(event.actor.id);
  return told;
}

/** What came by mail, and what Rapport quotes of it, is nobody's note, whomever it names. */
const isNoteByPerson = ({ actor, data }: EventOf<typeof TicketMessageAdded>) =>
  data.visibility === 'internal' && !data.unverified && actor.role !== 'system';

/** Tells followers and mentioned people of an event on a ticket. */
export async function notifyFollowers(table: Table, event: FollowedEvent, now: Date): Promise<void> {
  const ticket = await loadTicket(table, event.data.ticketId);
  await sendNotifications(table, event, recipientsOf(event, ticket?.followers ?? []), now);
}

/** Writes the notifications of an event. Their keys are a function of the event, so that a second delivery writes none. */
export async function sendNotifications(
  table: Table,
  event: Pick<DomainEvent, 'id' | 'at' | 'type' | 'actor'> & { data: { ticketId: string } },
  told: ReadonlyMap<string, Notification['why']>,
  now: Date,
): Promise<void> {
  const { id, at, type, actor } = event;
  const { ticketId } = event.data;
  await Promise.all(
    [...told].map(([agentId, why]) => {
      const notification = { id, at, type, why, ticketId, by: actor.id };
      return putOnce(table, { ...ticketKeys.notification(agentId, at, id), ...itemOf(notification, now) });
    }),
  );
}

/** The write that tells an agent, or `LEADS`, of something in the transaction that makes it so. */
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

/** What an agent was told in the last 30 days, newest first. */
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
