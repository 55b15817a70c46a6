// Adds a note to the ticket when a reply bounces, when its outcome stays unknown, or when it was sent after
// all.
import type {
  OutreachBounced,
  OutreachComplained,
  OutreachConfirmed,
  OutreachFailed,
  OutreachUnknown,
} from '../../outreach/events.ts';
import { outreachEventId } from '../../outreach/index.ts';
import { DAY_MS, epochSeconds } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import type { EventOf } from '../../platform/events/event-definition.ts';
import { commit } from '../../platform/table/commit.ts';
import { keys } from '../../platform/table/keys.ts';
import { refusalIn, refused, requireApplied } from '../../platform/table/outcome.ts';
import { done } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, put, type Write } from '../../platform/table/write.ts';
import { ALL_LEADS, followMerges, loadTicket, notificationWrite, type Ticket } from '../../tickets/index.ts';
import { addInternalNote } from '../tickets-port.ts';

type OutcomeEvent = EventOf<
  | typeof OutreachFailed
  | typeof OutreachBounced
  | typeof OutreachComplained
  | typeof OutreachUnknown
  | typeof OutreachConfirmed
>;

const failureNotes = {
  'outreach.failed': 'The last answer could not be mailed',
  'outreach.bounced':
    'The mail with an answer came back. Nothing more is mailed to this address until it is changed',
  'outreach.complained': 'The customer reported our mail as spam. Nothing more is mailed to this address',
} as const;

/**
 * Adds one internal note to the ticket when a reply did not arrive, when it is unknown whether it was sent,
 * or when it was sent after all. Ignores sends without a ticket. Events may arrive in any order: an unknown
 * outcome that was settled before it was reported is not reported any more.
 */
export async function noteSendOutcome(table: Table, event: OutcomeEvent, context: Context): Promise<void> {
  const { ticketId, reason } = event.data;
  if (ticketId === undefined) return;
  if (event.type === 'outreach.unknown') return notifyUnknown(table, event, ticketId, context);
  if (event.type === 'outreach.confirmed') return correctUnknown(table, event, ticketId, context);
  const text = failureNotes[event.type];
  const message = reason ? `${text} (${reason}).` : `${text}.`;
  const settled = put(markerKey(unknownOf(event)), markerItem(context));
  await requireApplied(
    addInternalNote(table, ticketId, { message }, [marker(event, context), settled], context),
  );
}

async function notifyUnknown(
  table: Table,
  event: OutcomeEvent,
  ticketId: string,
  context: Context,
): Promise<void> {
  const loaded = await loadTicket(table, ticketId);
  const ticket = loaded && (await followMerges(table, loaded));
  if (!ticket) return;
  const message =
    `It is not known whether the answer of ${timeOf(event)} was mailed: the email provider did not confirm it. ` +
    'Nothing is sent again automatically: answer again if the customer needs it.';
  const { id, at, type, actor } = event;
  const notifications = recipientsOf(event, ticket).map(([agentId, why]) =>
    notificationWrite(agentId, { id, at, type, why, ticketId: ticket.id, by: actor.id }, context.now),
  );
  await requireApplied(
    addInternalNote(table, ticket.id, { message }, [marker(event, context), ...notifications], context),
  );
}

/** Returns the assignee and the author of the reply, or all leads when there is neither. */
function recipientsOf(event: OutcomeEvent, { assigneeId }: Ticket): [string, 'owner' | 'lead'][] {
  const people = new Set([assigneeId, event.data.authorId].filter((id) => id !== undefined));
  return people.size > 0 ? [...people].map((id) => [id, 'owner']) : [[ALL_LEADS, 'lead']];
}

/** Adds a correction to the note about an unknown outcome, or prevents that note if it is not written yet. */
async function correctUnknown(
  table: Table,
  event: OutcomeEvent,
  ticketId: string,
  context: Context,
): Promise<void> {
  const settled = create(markerKey(unknownOf(event)), markerItem(context), () => ({
    kind: 'already_notified' as const,
  }));
  const outcome = await commit(table, context, { writes: [marker(event, context), settled] });
  const refusal = refusalIn(outcome);
  if (!refusal) return;
  if (refusal.kind !== 'already_notified') {
    await requireApplied(refused(refusal));
    return;
  }
  const message = `The answer of ${timeOf(event)} was mailed after all: the mail service took it.`;
  await requireApplied(addInternalNote(table, ticketId, { message }, [marker(event, context)], context));
}

/** Formats the time at which the reply was written, for people. */
const timeOf = ({ data }: OutcomeEvent) => `${(data.dueAt ?? '').slice(0, 16).replace('T', ' ')} UTC`;

const unknownOf = ({ data }: OutcomeEvent) => outreachEventId(data.sendId, 'unknown');

const markerKey = (eventId: string) => keys.applied('email', eventId);
const markerItem = ({ now }: Context) => ({ ttl: epochSeconds(new Date(now.getTime() + 14 * DAY_MS)) });
const marker = (event: OutcomeEvent, context: Context): Write =>
  create(markerKey(event.id), markerItem(context), done);
