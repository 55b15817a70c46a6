// Messages are the busiest write. A message that leaves the ticket's status alone needs no read before it: one
// conditional update and the event. Where that guess is wrong, the refusal brings the ticket along and the rules decide.
import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { commit } from '../platform/table/commit.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { type Condition, update, type Write } from '../platform/table/write.ts';
import { filedWith } from './attachment-place.ts';
import { type MessageAdded, type MessageParts, messageAdded } from './events.ts';
import { factsHold, type TicketFacts } from './facts.ts';
import { followMerges } from './follow-merges.ts';
import {
  countsAsReply,
  customerMessage,
  needsFollowUp,
  staffMessage,
  unverifiedMessage,
} from './lifecycle.ts';
import { needNothingNewer } from './newer-messages.ts';
import { followUp } from './open-ticket.ts';
import { needOwnTicket } from './own-ticket.ts';
import { saveStep } from './save-step.ts';
import { asSensitive, kindsOf, needTrained } from './sensitive-lane.ts';
import { fromItem, loadTicket } from './store.ts';
import type { SensitiveKind, Ticket } from './ticket.ts';

export interface AddMessage extends MessageParts {
  ticketId: string;
  message: string;
  visibility: 'public' | 'internal';
  automatic: boolean;
  /** The ticket as it was read, by its `state`; optional, saves the read. May be old; is nothing that a client says. */
  facts?: TicketFacts | undefined;
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
  /** What a replay of the request is answered, where that is not the receipt. */
  answer?: unknown;
}

export interface MessageReceipt {
  id: string;
  /** The ticket that has the message: the one that was written to, the one it was merged into, or a follow-up. */
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
 * Adds a public reply, an internal note or a customer's message. A message to a merged ticket goes to the one it was merged
 * into; a customer's message to a closed ticket opens a follow-up.
 * Refuses an unknown ticket, and a customer's message to somebody else's or one that they are not shown, with
 * `ticket.not_found`, a public reply on a closed one with `ticket.closed`, an automatic one on a sensitive ticket with `ticket.person_only`, one by the untrained with
 * `ticket.untrained`, though the ticket became sensitive or the training was withdrawn a moment ago, one that has not `seen`
 * newer public messages with `ticket.new_messages`. Messages that come at the same time all land; only one that would move a ticket which
 * others move five times in a row is refused, with `write.contended`.
 */
export async function addMessage(table: Table, input: AddMessage, context: Context): Promise<MessageReceipt> {
  const draft = draftOf(input, context);
  const { also = [], followUpAlso = [], answer, trainedFor = [] } = input;
  const more: More = { also, followUpAlso, answer, trainedFor, exactly: input.seen !== undefined };
  // Whether anything is newer takes reads, and is checked against the very version that is written to.
  const { seen } = input;
  const isRead = seen !== undefined || trainedFor.length > 0;
  const facts = isRead ? undefined : input.facts;
  let ticket = facts ? undefined : found(await loadTicket(table, input.ticketId));
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    try {
      if (ticket) {
        if (input.inPortal) needOwnTicket(ticket, context.actor);
        const going = found(await followMerges(table, ticket));
        if (seen !== undefined) await needNothingNewer(table, going, seen, context.actor);
        return await decide(table, going, draft, more, context);
      }
      if (facts) return await guess(table, { ...facts, id: input.ticketId }, draft, more, context);
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
      ticket = error.ticket;
    }
  }
  throw new DomainError('write.contended');
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

function found(ticket: Ticket | undefined): Ticket {
  if (!ticket) throw new DomainError('ticket.not_found');
  return ticket;
}

const receiptOf = (ticketId: string, draft: MessageAdded, { now }: Context): MessageReceipt => ({
  id: draft.messageId,
  ticketId,
  at: now.toISOString(),
  visibility: draft.visibility,
});

/** Of the caller, for the same transaction. */
interface More {
  also: readonly Write[];
  trainedFor: readonly SensitiveKind[];
  followUpAlso: readonly Write[];
  answer: unknown;
  /** Only over the very version that was read. */
  exactly: boolean;
}

async function guess(
  table: Table,
  ticket: TicketFacts & Pick<Ticket, 'id' | 'sensitive'>,
  draft: MessageAdded,
  more: More,
  context: Context,
  version?: number,
): Promise<MessageReceipt> {
  const change = { set: { updatedAt: context.now.toISOString() }, add: { version: 1 } };
  const when = atVersion(undisturbed(ticket, draft, context), version);
  const receipt = receiptOf(ticket.id, draft, context);
  await commit(table, context, {
    writes: [
      ...more.also,
      ...filesOf(ticket, draft, context),
      update(keys.ticket(ticket.id), change, when, (current) =>
        current ? new Changed(fromItem(current)) : new DomainError('ticket.not_found'),
      ),
    ],
    events: [messageAdded(ticket, { ...draft, thanks: undefined })],
    answer: more.answer ?? receipt,
  });
  return receipt;
}

/** The message is found by its files. */
const filesOf = ({ id, customerId }: TicketFacts & { id: string }, draft: MessageAdded, { now }: Context) =>
  filedWith(
    customerId,
    keys.event(keys.ticket(id).pk, now.toISOString(), draft.messageId),
    draft.attachments,
  );

const atVersion = ({ expression, values }: Condition, version: number | undefined): Condition =>
  version === undefined
    ? { expression, ...(values ? { values } : {}) }
    : { expression: `${expression} AND #version = :version`, values: { ...values, version } };

/** When a message changes nothing of its ticket but time and version. */
function undisturbed(
  facts: TicketFacts & Pick<Ticket, 'sensitive'>,
  draft: MessageAdded,
  { actor }: Context,
): Condition {
  if (actor.role === 'customer' || draft.unverified) {
    return factsHold(facts, '#row.#status IN (:new, :open)', {
      new: 'new',
      open: 'open',
    });
  }
  // A merged ticket is closed, where a note would stay behind; a closed one that was not merged takes notes.
  if (draft.visibility === 'internal') return factsHold(facts, 'attribute_not_exists(#mergedInto)');
  const replied = countsAsReply(draft) ? ' AND attribute_exists(#firstReplyAt)' : '';
  // Who may answer was decided on these kinds; of a ticket that was not read, on none.
  const { expression, values } = asSensitive(facts);
  const further = `#row.#status <> :closed${replied} AND ${expression}`;
  return factsHold(facts, further, { closed: 'closed', ...values });
}

async function decide(
  table: Table,
  ticket: Ticket,
  draft: MessageAdded,
  told: More,
  context: Context,
): Promise<MessageReceipt> {
  const { actor } = context;
  const byCustomer = actor.role === 'customer';
  if (byCustomer && ticket.customerId !== actor.id) throw new DomainError('ticket.not_found');
  if ((byCustomer || draft.unverified) && needsFollowUp(ticket, context.now)) {
    const { ticketId, writes } = followUp(ticket, draft, context);
    const receipt = receiptOf(ticketId, draft, context);
    const own = [...told.also, ...told.followUpAlso];
    await commit(table, context, { writes: [...own, ...writes], answer: told.answer ?? receipt });
    return receipt;
  }
  const rule = draft.unverified ? unverifiedMessage : byCustomer ? customerMessage : staffMessage;
  const step = rule(ticket, draft, context);
  const isPublic = draft.visibility === 'public';
  const kinds = isPublic ? [...new Set([...kindsOf(ticket), ...told.trainedFor])] : [];
  const trained = await needTrained(table, kinds, context, () => new Changed(ticket));
  const more = { ...told, also: [...told.also, ...trained] };
  const quiet = step.next.status === ticket.status && step.next.firstReplyAt === ticket.firstReplyAt;
  if (quiet && ticket.status !== 'solved')
    return guess(table, ticket, draft, more, context, more.exactly ? ticket.version : undefined);
  const receipt = receiptOf(ticket.id, draft, context);
  const stale = (current: Parameters<typeof fromItem>[0]) => new Changed(fromItem(current));
  await saveStep(table, ticket, step, context, {
    answer: more.answer ?? receipt,
    also: [...more.also, ...filesOf(ticket, draft, context)],
    stale,
  });
  return receipt;
}
