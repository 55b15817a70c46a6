// Messages are the busiest write. A message that leaves the ticket's status alone needs no read before it: one
// conditional update and the event. When the ticket is another than was assumed, the refusal brings it along and the message
// is planned again.
import type { Context } from '../../platform/context.ts';

import { commit } from '../../platform/table/commit.ts';
import { type Outcome, requireCommitted } from '../../platform/table/outcome.ts';
import { retryOnStale, staleIn } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { followMerges } from '../core/follow-merges.ts';
import { type MessageAdded } from '../core/new-events.ts';
import { requireOwnTicket } from '../core/require-own-ticket.ts';
import { requireTraining, sensitiveKindsOf } from '../core/require-training.ts';
import type { SensitiveKind, Ticket } from '../core/ticket.ts';
import type { TicketSnapshot } from '../core/ticket-snapshot.ts';
import { currentTicketIn, loadTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import type { MessageParts } from '../events.ts';

import { assertThreadSeen } from './assert-thread-seen.ts';
import { type MessagePlan, type MessageReceipt, planAppend, planMessage } from './plan-message.ts';

export interface AddMessage extends MessageParts {
  ticketId: string;
  message: string;
  visibility: 'public' | 'internal';
  automatic: boolean;
  /** The ticket as it was read, by its token; optional, saves the read. May be old; is nothing that a client says. */
  facts?: TicketSnapshot | undefined;
  /** The last entry of the thread that its author has seen: the message is refused when there are newer public ones. */
  seen?: string | undefined;
  /** Why a customer's message says nothing but thanks, so that a solved ticket stays solved; absent when it says more. */
  thanks?: string | undefined;
  /** Kinds that its author must be trained for, whether or not the ticket is of them. */
  trainedFor?: readonly SensitiveKind[] | undefined;
  /** Written where its customer sees the ticket: what they are not shown is refused as if it were not there. */
  inPortal?: boolean | undefined;
  /** Writes of the caller, in the same transaction. */
  also?: readonly Write[] | undefined;
  /** More of them, where the message opens a follow-up. */
  followUpAlso?: readonly Write[] | undefined;
}

/**
 * Adds a public reply, an internal note or a customer's message. A message to a merged ticket goes to the one it was merged
 * into; a customer's message to a closed ticket opens a follow-up.
 * Refuses an unknown ticket, and a customer's message to somebody else's or one that they are not shown, with
 * `ticket.not_found`, a public reply on a closed one with `ticket.closed`, an automatic one on a sensitive ticket with
 * `ticket.person_only`, one by the untrained with `ticket.untrained`, though the ticket became sensitive or the training was
 * withdrawn a moment ago, one that has not `seen` newer public messages with `ticket.new_messages`. Messages that come at the
 * same time all land; only one that would move a ticket which others move five times in a row is refused, with
 * `write.contended`.
 */
export const addMessage = (table: Table, input: AddMessage, context: Context): Promise<MessageReceipt> =>
  requireCommitted(commitMessage(table, input, context, (receipt) => receipt));

/** Adds a message as `addMessage` does, and returns the outcome of the commit with the caller's own answer. */
export async function commitMessage<A>(
  table: Table,
  input: AddMessage,
  context: Context,
  answerOf: (receipt: MessageReceipt) => A,
): Promise<Outcome<A>> {
  const { ticketId, also = [], followUpAlso = [], seen, inPortal } = input;
  const draft = draftOf(input, context);
  const send = ({ writes, events, receipt }: MessagePlan, guards: readonly Write[] = []) =>
    commit(table, context, { writes: [...also, ...guards, ...writes], events, answer: answerOf(receipt) });
  const facts = factsInsteadOfRead(input);
  const unread = facts && (await send(planAppend({ ...facts, id: ticketId }, draft, context)));
  const overtaken = unread && staleIn(unread);
  if (unread && !overtaken) return unread;
  let ticket = currentTicketIn(overtaken) ?? (await loadTicket(table, ticketId));
  return retryOnStale<A>(async (before) => {
    ticket = currentTicketIn(before) ?? ticket;
    const found = requireTicket(ticket);
    if (inPortal) requireOwnTicket(found, context.actor);
    const current = requireTicket(await followMerges(table, found));
    if (seen !== undefined) await assertThreadSeen(table, current, seen, context.actor);
    const plan = planMessage(current, draft, context, seen !== undefined);
    const guards =
      plan.does === 'follow_up' ? followUpAlso : await trainingChecks(table, current, input, context);
    return send(plan, guards);
  });
}

/** Returns what is known of the ticket when that is enough: newer messages and training are checked on the ticket itself. */
function factsInsteadOfRead({ facts, seen, trainedFor = [] }: AddMessage): TicketSnapshot | undefined {
  return seen === undefined && trainedFor.length === 0 ? facts : undefined;
}

async function trainingChecks(
  table: Table,
  ticket: Ticket,
  { visibility, trainedFor = [] }: AddMessage,
  context: Context,
): Promise<Write[]> {
  const kinds = visibility === 'public' ? [...sensitiveKindsOf(ticket), ...trainedFor] : [];
  return requireTraining(table, [...new Set(kinds)], context);
}

function draftOf(input: AddMessage, { ids }: Context): MessageAdded {
  const { message, visibility, automatic, thanks, unverified, mail, attachments, call } = input;
  return {
    messageId: ids.next('event'),
    visibility,
    automatic,
    message,
    ...(thanks === undefined ? {} : { thanks }),
    unverified,
    mail,
    attachments,
    call,
  };
}

function requireTicket(ticket: Ticket | undefined): Ticket {
  if (!ticket) throw ticketError('ticket.not_found');
  return ticket;
}
