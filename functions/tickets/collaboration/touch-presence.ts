// Shows which agents are on a ticket. A heartbeat costs one write and one read. Presence entries expire;
// nothing deletes them explicitly.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds, MINUTE_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';
import type { PresenceActivity, TicketPresence } from './collision-detection.ts';

/** An agent without a heartbeat for this long has left the ticket: one and a half to three heartbeats. */
export const PRESENCE_TIMEOUT_MS = 45_000;

/**
 * Records the caller's presence on a ticket and returns who else is on it. Refuses an unknown ticket with
 * `ticket.not_found` and writes nothing then.
 */
export async function touchPresence(
  table: Table,
  ticketId: string,
  activity: PresenceActivity,
  context: Context,
): Promise<TicketPresence> {
  const others = await readPresence(table, ticketId, context);
  await recordPresence(table, ticketId, activity, context);
  return others;
}

/** Records the caller's activity. `since` stays the same as long as the activity continues without a gap. */
async function recordPresence(
  table: Table,
  ticketId: string,
  activity: PresenceActivity,
  { actor, now }: Context,
): Promise<void> {
  const Key = ticketKeys.presence(ticketId, actor.id);
  const seenAt = now.toISOString();
  const ttl = epochSeconds(new Date(now.getTime() + 2 * MINUTE_MS));
  const renewal = new UpdateCommand({
    TableName: table.name,
    Key,
    UpdateExpression: 'SET #seenAt = :now, #ttl = :ttl',
    ConditionExpression: '#activity = :activity AND #seenAt >= :gone',
    ExpressionAttributeNames: { '#seenAt': 'seenAt', '#ttl': 'ttl', '#activity': 'activity' },
    ExpressionAttributeValues: {
      ':now': seenAt,
      ':ttl': ttl,
      ':activity': activity,
      ':gone': presenceCutoff(now),
    },
  });
  try {
    await table.doc.send(renewal);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const Item = { ...Key, t: 'presence', agentId: actor.id, activity, since: seenAt, seenAt, ttl };
    await table.doc.send(new PutCommand({ TableName: table.name, Item }));
  }
}

const presenceCutoff = (now: Date) => new Date(now.getTime() - PRESENCE_TIMEOUT_MS).toISOString();

/**
 * Returns who else is on a ticket or has a draft on it. Takes one Query, whose range ends with the ticket
 * itself.
 */
export async function readPresence(
  table: Table,
  ticketId: string,
  { actor, now }: Context,
): Promise<TicketPresence> {
  const { pk, sk: to } = ticketKeys.ticket(ticketId);
  const { items, next } = await queryRange(table, { pk, from: ticketKeys.presenceFrom, to });
  if (next === undefined && !items.some(({ sk }) => sk === to)) throw ticketError('ticket.not_found');
  const others = items.filter((item) => item.agentId !== actor.id);
  return {
    here: others
      .filter((item) => isPresent(item, now))
      .map(({ agentId: id, activity, since }) => ({
        agentId: String(id),
        activity: activity as PresenceActivity,
        since: String(since),
      })),
    drafts: others
      .filter(({ t, ttl }) => t === 'draft' && Number(ttl) > epochSeconds(now))
      .map(({ agentId: id, draft }) => ({
        agentId: String(id),
        savedAt: (draft as { savedAt: string }).savedAt,
      })),
  };
}

const isPresent = ({ t, seenAt }: Item, now: Date) =>
  t === 'presence' && String(seenAt) >= presenceCutoff(now);
