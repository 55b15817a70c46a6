// Messages are the busiest write. A message that leaves the ticket's status alone needs no read before it: one
// conditional update and the event. Where that guess is wrong, the refusal brings the ticket along and the rules decide.
import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { commit } from '../platform/table/commit.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { type Condition, update, type Write } from '../platform/table/write.ts';
import { type MessageAdded, type MessageParts, messageAdded } from './events.ts';
import { decodeFacts, factsHold, type TicketFacts } from './facts.ts';
import { customerMessage, staffMessage } from './lifecycle.ts';
import { fromItem, loadTicket, saveTicket } from './store.ts';
import type { Ticket } from './ticket.ts';

export interface AddMessage extends MessageParts {
  ticketId: string;
  message: string;
  visibility: 'public' | 'internal';
  automatic: boolean;
  /** `state` of the ticket as it was read; optional, saves the read. */
  state?: string | undefined;
  /** Written in the same transaction; a condition of theirs that fails is thrown as it is. */
  also?: readonly Write[];
}

export interface MessageReceipt {
  id: string;
  ticketId: string;
  at: string;
  visibility: 'public' | 'internal';
}

const MAX_TRIES = 5;

/** The guess or the version did not hold; `ticket` is the truth now. */
class Changed extends Error {
  readonly ticket: Ticket;
  constructor(ticket: Ticket) {
    super('the ticket is another than was thought');
    this.name = 'Changed';
    this.ticket = ticket;
  }
}

/**
 * Adds a public reply, an internal note or a customer's message.
 * Refuses an unknown ticket, and a customer's message to somebody else's, with `ticket.not_found`. Messages that
 * come at the same time all land; only one that would move a ticket which others move five times in a row is refused,
 * with `write.contended`.
 */
export async function addMessage(table: Table, input: AddMessage, context: Context): Promise<MessageReceipt> {
  const { ticketId, message, visibility, automatic, mail, attachments, also = [] } = input;
  const draft: MessageAdded = {
    messageId: context.ids.next('event'),
    visibility,
    automatic,
    message,
    ...(mail ? { mail } : {}),
    ...(attachments ? { attachments } : {}),
  };
  const receipt = { id: draft.messageId, ticketId, at: context.now.toISOString(), visibility };
  const facts = input.state === undefined ? undefined : decodeFacts(input.state);
  let ticket = facts ? undefined : await needTicket(table, ticketId);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    try {
      if (ticket) await decide(table, ticket, draft, receipt, also, context);
      else if (facts) await guess(table, ticketId, facts, draft, receipt, also, context);
      return receipt;
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
      ticket = error.ticket;
    }
  }
  throw new DomainError('write.contended');
}

async function needTicket(table: Table, ticketId: string): Promise<Ticket> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw new DomainError('ticket.not_found');
  return ticket;
}

async function guess(
  table: Table,
  ticketId: string,
  facts: TicketFacts,
  draft: MessageAdded,
  answer: MessageReceipt,
  also: readonly Write[],
  context: Context,
): Promise<void> {
  const change = { set: { updatedAt: context.now.toISOString() }, add: { version: 1 } };
  const when = undisturbed(facts, draft, context);
  await commit(table, context, {
    writes: [
      ...also,
      update(keys.ticket(ticketId), change, when, (current) =>
        current ? new Changed(fromItem(current)) : new DomainError('ticket.not_found'),
      ),
    ],
    events: [messageAdded({ ...facts, id: ticketId }, draft)],
    answer,
  });
}

/** When a message changes nothing of its ticket but time and version. */
function undisturbed(facts: TicketFacts, draft: MessageAdded, { actor }: Context): Condition {
  if (actor.role === 'customer') {
    return factsHold({ ...facts, customerId: actor.id }, '#row.#status IN (:new, :open)', {
      new: 'new',
      open: 'open',
    });
  }
  const counts = draft.visibility === 'public' && !draft.automatic;
  return factsHold(facts, counts ? 'attribute_exists(#firstReplyAt)' : 'attribute_exists(pk)');
}

async function decide(
  table: Table,
  ticket: Ticket,
  draft: MessageAdded,
  answer: MessageReceipt,
  also: readonly Write[],
  context: Context,
): Promise<void> {
  const { actor } = context;
  if (actor.role === 'customer' && ticket.customerId !== actor.id) throw new DomainError('ticket.not_found');
  const rule = actor.role === 'customer' ? customerMessage : staffMessage;
  const { next, events } = rule(ticket, draft, context);
  const quiet = next.status === ticket.status && next.firstReplyAt === ticket.firstReplyAt;
  if (quiet) return guess(table, ticket.id, ticket, draft, answer, also, context);
  await commit(table, context, {
    writes: [...also, saveTicket(next, (current) => new Changed(fromItem(current)))],
    events,
    answer,
  });
}
