// Adds messages, the most frequent write. A message that leaves the ticket's status alone needs no read
// before it: it is one conditional update and the event. When the ticket differs from what was assumed, the
// refused write returns the current ticket and the message is planned again.
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
  /**
   * The snapshot from the ticket token; optional, saves the read. It may be outdated, but is never a claim of
   * the client.
   */
  facts?: TicketSnapshot | undefined;
  /**
   * The last entry of the thread that the author has seen; the message is refused when there are newer public
   * ones.
   */
  seen?: string | undefined;
  /**
   * The reason why a customer's message only says thanks, so that a solved ticket stays solved; absent
   * otherwise.
   */
  thanks?: string | undefined;
  /** Sensitive kinds for which the author must be trained, whether or not the ticket has them. */
  trainedFor?: readonly SensitiveKind[] | undefined;
  /**
   * True when the customer writes in the portal; a ticket that the customer may not see is refused as not
   * found.
   */
  inPortal?: boolean | undefined;
  /** Writes of the caller in the same transaction. */
  also?: readonly Write[] | undefined;
  /** Further writes of the caller when the message opens a follow-up. */
  followUpAlso?: readonly Write[] | undefined;
}

/**
 * Adds a public reply, an internal note or a customer's message. A message to a merged ticket goes to the
 * ticket that it was merged into; a customer's message to a closed ticket opens a follow-up. Refuses an
 * unknown ticket, and a ticket that the customer does not own or may not see, with `ticket.not_found`, a
 * public reply on a closed ticket with `ticket.closed`, an automatic one on a sensitive ticket with
 * `ticket.person_only`, and one by people without the training with `ticket.untrained`, even when the ticket
 * became sensitive or the training was withdrawn a moment ago. Refuses a message whose author has not `seen`
 * newer public messages with `ticket.new_messages`. Concurrent messages all succeed; only a message that
 * would move a ticket which others change five times in a row is refused, with `write.contended`.
 */
export const addMessage = (table: Table, input: AddMessage, context: Context): Promise<MessageReceipt> =>
  requireCommitted(commitMessage(table, input, context, (receipt) => receipt));

/**
 * Adds a message as `addMessage` does and returns the outcome of the commit, with an answer made by the
 * caller.
 */
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

/**
 * Returns the ticket's snapshot when it is enough for the write; `seen` and `trainedFor` require reading the
 * ticket.
 */
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
