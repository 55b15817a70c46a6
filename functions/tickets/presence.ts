// Who else is on a ticket right now. A beat is one write and one read; nobody takes anything away, time does.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds, MINUTE_MS } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { keys } from '../platform/table/keys.ts';
import { queryRange } from '../platform/table/read.ts';
import type { Item, Table } from '../platform/table/table.ts';
import type { Doing, Others } from './side-by-side.ts';

/** Somebody who was not heard of for so long is gone: one and a half to three beats. */
export const GONE_AFTER_MS = 45_000;

/**
 * Says that the caller is on a ticket, and answers who else is. Refuses an unknown ticket with `ticket.not_found`, and
 * then writes nothing.
 */
export async function comeBy(
  table: Table,
  ticketId: string,
  doing: Doing,
  context: Context,
): Promise<Others> {
  const others = await whoElse(table, ticketId, context);
  await beat(table, ticketId, doing, context);
  return others;
}

/** `since` stays while the caller goes on doing the same without a gap. */
async function beat(table: Table, ticketId: string, doing: Doing, { actor, now }: Context): Promise<void> {
  const Key = keys.presence(ticketId, actor.id);
  const seenAt = now.toISOString();
  const ttl = epochSeconds(new Date(now.getTime() + 2 * MINUTE_MS));
  const still = new UpdateCommand({
    TableName: table.name,
    Key,
    UpdateExpression: 'SET #seenAt = :now, #ttl = :ttl',
    ConditionExpression: '#doing = :doing AND #seenAt >= :gone',
    ExpressionAttributeNames: { '#seenAt': 'seenAt', '#ttl': 'ttl', '#doing': 'doing' },
    ExpressionAttributeValues: { ':now': seenAt, ':ttl': ttl, ':doing': doing, ':gone': goneAt(now) },
  });
  try {
    await table.doc.send(still);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const Item = { ...Key, t: 'presence', agentId: actor.id, doing, since: seenAt, seenAt, ttl };
    await table.doc.send(new PutCommand({ TableName: table.name, Item }));
  }
}

const goneAt = (now: Date) => new Date(now.getTime() - GONE_AFTER_MS).toISOString();

/** Who else is on a ticket, or has a draft on it: one Query, which ends with the ticket itself. */
export async function whoElse(table: Table, ticketId: string, { actor, now }: Context): Promise<Others> {
  const { pk, sk: to } = keys.ticket(ticketId);
  const { items, next } = await queryRange(table, { pk, from: keys.presenceFrom, to });
  if (next === undefined && !items.some(({ sk }) => sk === to)) throw new DomainError('ticket.not_found');
  const others = items.filter((item) => item.agentId !== actor.id);
  return {
    here: others
      .filter((item) => isHere(item, now))
      .map(({ agentId: id, doing, since }) => ({
        agentId: String(id),
        doing: doing as Doing,
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

const isHere = ({ t, seenAt }: Item, now: Date) => t === 'presence' && String(seenAt) >= goneAt(now);
