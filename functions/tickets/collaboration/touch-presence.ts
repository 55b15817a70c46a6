// Who else is on a ticket right now. A beat is one write and one read; nobody takes anything away, time does.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds, MINUTE_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';
import type { PresenceActivity, TicketPresence } from './collision-detection.ts';

/** Somebody who was not heard of for so long is gone: one and a half to three beats. */
export const PRESENCE_TIMEOUT_MS = 45_000;

/**
 * Says that the caller is on a ticket, and answers who else is. Refuses an unknown ticket with `ticket.not_found`, and
 * then writes nothing.
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

/** `since` stays while the caller goes on activity the same without a gap. */
async function recordPresence(
  table: Table,
  ticketId: string,
  activity: PresenceActivity,
  { actor, now }: Context,
): Promise<void> {
  const Key = ticketKeys.presence(ticketId, actor.id);
  const seenAt = now.toISOString();
  const ttl = epochSeconds(new Date(now.getTime() + 2 * MINUTE_MS));
  const still = new UpdateCommand({
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
    await table.doc.send(still);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const Item = { ...Key, t: 'presence', agentId: actor.id, activity, since: seenAt, seenAt, ttl };
    await table.doc.send(new PutCommand({ TableName: table.name, Item }));
  }
}

const presenceCutoff = (now: Date) => new Date(now.getTime() - PRESENCE_TIMEOUT_MS).toISOString();

/** Who else is on a ticket, or has a draft on it: one Query, which ends with the ticket itself. */
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
