// Messages are the busiest write. A message that leaves the ticket's status alone needs no read before it: one
// conditional update and the event. Where that guess is wrong, the refusal brings the ticket along and the rules decide.
import type { Context } from '../../platform/context.ts';
import { platformError } from '../../platform/errors.ts';
import { commit } from '../../platform/table/commit.ts';
import { keys } from '../../platform/table/keys.ts';
import type { Table } from '../../platform/table/table.ts';
import { type Condition, update, type Write } from '../../platform/table/write.ts';
import { attachmentPointerWrites } from '../attachments/attachment-pointer.ts';
import { followMerges } from '../core/follow-merges.ts';
import {
  applyCustomerMessage,
  applyStaffMessage,
  applyUnverifiedMessage,
  countsAsReply,
  needsFollowUp,
} from '../core/lifecycle.ts';
import { type MessageAdded, messageAdded } from '../core/new-events.ts';
import { requireOwnTicket } from '../core/require-own-ticket.ts';
import { requireTraining, sameSensitivityCondition, sensitiveKindsOf } from '../core/require-training.ts';
import { saveStep } from '../core/save-step.ts';
import type { SensitiveKind, Ticket } from '../core/ticket.ts';
import { snapshotCondition, type TicketSnapshot } from '../core/ticket-snapshot.ts';
import { loadTicket, ticketFromItem } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import type { MessageParts } from '../events.ts';
import { ticketKeys, ticketPartition } from '../keys.ts';
import { assertThreadSeen } from './assert-thread-seen.ts';
import { followUp } from './open-ticket.ts';

export interface AddMessage extends MessageParts {
  ticketId: string;
  message: string;
  visibility: 'public' | 'internal';
  automatic: boolean;
  /** The ticket as it was read, by its `state`; optional, saves the read. May be old; is nothing that a client says. */
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

const MAX_ATTEMPTS = 5;

/** The guess or the version did not hold; `ticket` is the truth now. */
class StaleTicket extends Error {
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
  const more: AppendOptions = {
    also,
    followUpAlso,
    answer,
    trainedFor,
    onReadVersionOnly: input.seen !== undefined,
  };
  // Whether anything is newer takes reads, and is checked against the very version that is written to.
  const { seen } = input;
  const isRead = seen !== undefined || trainedFor.length > 0;
  const facts = isRead ? undefined : input.facts;
  let ticket = facts ? undefined : requireTicket(await loadTicket(table, input.ticketId));
  for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
    try {
      if (ticket) {
        if (input.inPortal) requireOwnTicket(ticket, context.actor);
        const going = requireTicket(await followMerges(table, ticket));
        if (seen !== undefined) await assertThreadSeen(table, going, seen, context.actor);
        return await appendAfterRead(table, going, draft, more, context);
      }
      if (facts)
        return await appendWithoutRead(table, { ...facts, id: input.ticketId }, draft, more, context);
    } catch (error) {
      if (!(error instanceof StaleTicket)) throw error;
      ticket = error.ticket;
    }
  }
  throw platformError('write.contended');
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

const receiptOf = (ticketId: string, draft: MessageAdded, { now }: Context): MessageReceipt => ({
  id: draft.messageId,
  ticketId,
  at: now.toISOString(),
  visibility: draft.visibility,
});

/** Of the caller, for the same transaction. */
interface AppendOptions {
  also: readonly Write[];
  trainedFor: readonly SensitiveKind[];
  followUpAlso: readonly Write[];
  answer: unknown;
  /** Only over the very version that was read. */
  onReadVersionOnly: boolean;
}

async function appendWithoutRead(
  table: Table,
  ticket: TicketSnapshot & Pick<Ticket, 'id' | 'sensitive'>,
  draft: MessageAdded,
  more: AppendOptions,
  context: Context,
  version?: number,
): Promise<MessageReceipt> {
  const change = { set: { updatedAt: context.now.toISOString() }, add: { version: 1 } };
  const when = atVersion(unreadAppendCondition(ticket, draft, context), version);
  const receipt = receiptOf(ticket.id, draft, context);
  await commit(table, context, {
    writes: [
      ...more.also,
      ...attachmentPointersOf(ticket, draft, context),
      update(ticketKeys.ticket(ticket.id), change, when, (current) =>
        current ? new StaleTicket(ticketFromItem(current)) : ticketError('ticket.not_found'),
      ),
    ],
    events: [messageAdded(ticket, { ...draft, thanks: undefined })],
    answer: more.answer ?? receipt,
  });
  return receipt;
}

/** The message is found by its files. */
const attachmentPointersOf = (
  { id, customerId }: TicketSnapshot & { id: string },
  draft: MessageAdded,
  { now }: Context,
) =>
  attachmentPointerWrites(
    customerId,
    keys.event(ticketPartition(id), now.toISOString(), draft.messageId),
    draft.attachments,
  );

const atVersion = ({ expression, values }: Condition, version: number | undefined): Condition =>
  version === undefined
    ? { expression, ...(values ? { values } : {}) }
    : { expression: `${expression} AND #version = :version`, values: { ...values, version } };

/** When a message changes nothing of its ticket but time and version. */
function unreadAppendCondition(
  facts: TicketSnapshot & Pick<Ticket, 'sensitive'>,
  draft: MessageAdded,
  { actor }: Context,
): Condition {
  if (actor.role === 'customer' || draft.unverified) {
    return snapshotCondition(facts, '#row.#status IN (:new, :open)', {
      new: 'new',
      open: 'open',
    });
  }
  // A merged ticket is closed, where a note would stay behind; a closed one that was not merged takes notes.
  if (draft.visibility === 'internal') return snapshotCondition(facts, 'attribute_not_exists(#mergedInto)');
  const replied = countsAsReply(draft) ? ' AND attribute_exists(#firstReplyAt)' : '';
  // Who may answer was decided on these kinds; of a ticket that was not read, on none.
  const { expression, values } = sameSensitivityCondition(facts);
  const further = `#row.#status <> :closed${replied} AND ${expression}`;
  return snapshotCondition(facts, further, { closed: 'closed', ...values });
}

async function appendAfterRead(
  table: Table,
  ticket: Ticket,
  draft: MessageAdded,
  told: AppendOptions,
  context: Context,
): Promise<MessageReceipt> {
  const { actor } = context;
  const byCustomer = actor.role === 'customer';
  if (byCustomer && ticket.customerId !== actor.id) throw ticketError('ticket.not_found');
  if ((byCustomer || draft.unverified) && needsFollowUp(ticket, context.now)) {
    const { ticketId, writes } = followUp(ticket, draft, context);
    const receipt = receiptOf(ticketId, draft, context);
    const own = [...told.also, ...told.followUpAlso];
    await commit(table, context, { writes: [...own, ...writes], answer: told.answer ?? receipt });
    return receipt;
  }
  const rule = draft.unverified
    ? applyUnverifiedMessage
    : byCustomer
      ? applyCustomerMessage
      : applyStaffMessage;
  const step = rule(ticket, draft, context);
  const isPublic = draft.visibility === 'public';
  const kinds = isPublic ? [...new Set([...sensitiveKindsOf(ticket), ...told.trainedFor])] : [];
  const trained = await requireTraining(table, kinds, context, () => new StaleTicket(ticket));
  const more = { ...told, also: [...told.also, ...trained] };
  const quiet = step.next.status === ticket.status && step.next.firstReplyAt === ticket.firstReplyAt;
  if (quiet && ticket.status !== 'solved')
    return appendWithoutRead(
      table,
      ticket,
      draft,
      more,
      context,
      more.onReadVersionOnly ? ticket.version : undefined,
    );
  const receipt = receiptOf(ticket.id, draft, context);
  const stale = (current: Parameters<typeof ticketFromItem>[0]) => new StaleTicket(ticketFromItem(current));
  await saveStep(table, ticket, step, context, {
    answer: more.answer ?? receipt,
    also: [...more.also, ...attachmentPointersOf(ticket, draft, context)],
    stale,
  });
  return receipt;
}
