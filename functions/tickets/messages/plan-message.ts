// Plans the effect of a message on its ticket: it is appended, changes the ticket's status, or opens a
// follow-up. A plan holds everything that the commit writes. Pure.

import type { Context } from '../../platform/context.ts';
import { keys } from '../../platform/table/keys.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { rejection, stale } from '../../platform/table/refusal.ts';
import { type Condition, update, type Write } from '../../platform/table/write.ts';
import { attachmentPointerWrites } from '../attachments/attachment-pointer.ts';
import {
  applyCustomerMessage,
  applyStaffMessage,
  applyUnverifiedMessage,
  countsAsReply,
  needsFollowUp,
  type Step,
} from '../core/lifecycle.ts';
import { type MessageAdded, messageAdded } from '../core/new-events.ts';
import { sameSensitivityCondition } from '../core/require-training.ts';
import { autoCloseWrites } from '../core/save-step.ts';
import type { Ticket } from '../core/ticket.ts';
import { snapshotCondition, type TicketSnapshot } from '../core/ticket-snapshot.ts';
import { saveTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys, ticketPartition } from '../keys.ts';
import { followUp } from './open-ticket.ts';

export interface MessageReceipt {
  id: string;
  /** The ticket that has the message: the addressed one, the one that it was merged into, or a follow-up. */
  ticketId: string;
  at: string;
  visibility: 'public' | 'internal';
}

export interface MessagePlan {
  does: 'append' | 'move' | 'follow_up';
  writes: Write[];
  events: NewEvent[];
  receipt: MessageReceipt;
}

type AppendTarget = TicketSnapshot & Pick<Ticket, 'id' | 'sensitive'>;

/**
 * Plans a message on a ticket as it was read. With `onReadVersionOnly` the write requires exactly this
 * version. Refuses a customer's message to another customer's ticket with `ticket.not_found`, and whatever
 * the lifecycle rules refuse.
 */
export function planMessage(
  ticket: Ticket,
  draft: MessageAdded,
  context: Context,
  onReadVersionOnly = false,
): MessagePlan {
  const byCustomer = context.actor.role === 'customer';
  if (byCustomer && ticket.customerId !== context.actor.id) throw ticketError('ticket.not_found');
  if ((byCustomer || draft.unverified) && needsFollowUp(ticket, context.now))
    return planFollowUp(ticket, draft, context);
  const step = ruleFor(draft, byCustomer)(ticket, draft, context);
  const stays = step.next.status === ticket.status && step.next.firstReplyAt === ticket.firstReplyAt;
  return stays && ticket.status !== 'solved'
    ? planAppend(ticket, draft, context, onReadVersionOnly ? ticket.version : undefined)
    : planMove(ticket, step, draft, context);
}

function ruleFor({ unverified }: MessageAdded, byCustomer: boolean) {
  if (unverified) return applyUnverifiedMessage;
  return byCustomer ? applyCustomerMessage : applyStaffMessage;
}

/**
 * Appends a message that changes only the time and version of its ticket: one conditional update and the
 * event. The ticket need not be read before. When it differs from `ticket`, the commit is stale and returns
 * the current ticket.
 */
export function planAppend(
  ticket: AppendTarget,
  draft: MessageAdded,
  context: Context,
  version?: number,
): MessagePlan {
  const change = { set: { updatedAt: context.now.toISOString() }, add: { version: 1 } };
  const when = atVersion(appendCondition(ticket, draft, context), version);
  const append = update(ticketKeys.ticket(ticket.id), change, when, (current) =>
    current ? stale(current) : rejection(ticketError('ticket.not_found')),
  );
  return {
    does: 'append',
    writes: [...attachmentPointersOf(ticket, draft, context), append],
    events: [messageAdded(ticket, { ...draft, thanks: undefined })],
    receipt: receiptOf(ticket.id, draft, context),
  };
}

/** Plans a message together with the next state of its ticket. */
function planMove(
  ticket: Ticket,
  { next, events }: Step,
  draft: MessageAdded,
  context: Context,
): MessagePlan {
  return {
    does: 'move',
    writes: [
      ...attachmentPointersOf(ticket, draft, context),
      saveTicket(next),
      ...autoCloseWrites(ticket, next),
    ],
    events,
    receipt: receiptOf(ticket.id, draft, context),
  };
}

/** Plans a follow-up that the message opens, because the addressed ticket is closed. */
function planFollowUp(ticket: Ticket, draft: MessageAdded, context: Context): MessagePlan {
  const { ticketId, writes } = followUp(ticket, draft, context);
  return { does: 'follow_up', writes, events: [], receipt: receiptOf(ticketId, draft, context) };
}

const receiptOf = (ticketId: string, draft: MessageAdded, { now }: Context): MessageReceipt => ({
  id: draft.messageId,
  ticketId,
  at: now.toISOString(),
  visibility: draft.visibility,
});

/** Returns the writes by which the message is found from its files. */
const attachmentPointersOf = (
  { id, customerId }: AppendTarget,
  { messageId, attachments }: MessageAdded,
  { now }: Context,
) =>
  attachmentPointerWrites(
    customerId,
    keys.event(ticketPartition(id), now.toISOString(), messageId),
    attachments,
  );

const atVersion = ({ expression, values }: Condition, version: number | undefined): Condition =>
  version === undefined
    ? { expression, ...(values ? { values } : {}) }
    : { expression: `${expression} AND #version = :version`, values: { ...values, version } };

/** Returns the condition under which a message changes only the time and version of its ticket. */
function appendCondition(facts: AppendTarget, draft: MessageAdded, { actor }: Context): Condition {
  if (actor.role === 'customer' || draft.unverified) {
    return snapshotCondition(facts, '#row.#status IN (:new, :open)', {
      new: 'new',
      open: 'open',
    });
  }
  // A note on a merged ticket would stay behind in it. Other closed tickets accept notes.
  if (draft.visibility === 'internal') return snapshotCondition(facts, 'attribute_not_exists(#mergedInto)');
  const replied = countsAsReply(draft) ? ' AND attribute_exists(#firstReplyAt)' : '';
  // The permission to answer was decided on these kinds; on none when the ticket was not read.
  const { expression, values } = sameSensitivityCondition(facts);
  const further = `#row.#status <> :closed${replied} AND ${expression}`;
  return snapshotCondition(facts, further, { closed: 'closed', ...values });
}
