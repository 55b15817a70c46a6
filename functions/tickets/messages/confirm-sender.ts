// Lets staff confirm the sender of an email that nothing authenticates.
import type { Context } from '../../platform/context.ts';
import { commit } from '../../platform/table/commit.ts';
import type { Key } from '../../platform/table/keys.ts';
import { requireCommitted, unchanged } from '../../platform/table/outcome.ts';
import { stale } from '../../platform/table/refusal.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { update, type Write } from '../../platform/table/write.ts';
import { withChanges } from '../core/lifecycle.ts';
import { type MessageAdded, senderConfirmed } from '../core/new-events.ts';
import { requireTraining, sameSensitivityCheck, sensitiveKindsOf } from '../core/require-training.ts';
import { loadTicket, saveTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import type { MessageParts } from '../events.ts';
import { readWholeThread } from './read-whole-thread.ts';

/** The person who confirmed the sender, the time, and the reason of the doubt. */
interface Confirmation {
  by: string;
  at: string;
  doubt: string;
}

export interface ConfirmedMessage {
  messageId: string;
  ticketId: string;
  confirmed: Confirmation;
}

/**
 * Confirms the sender of an unverified message. From then on the customer sees it, replies quote it, and it
 * is treated as the customer's own. The event `ticket.sender_confirmed` records who confirmed it. The message
 * is marked in the same transaction, once; a second confirmation returns the first one. Refuses an unknown
 * ticket with `ticket.not_found`, an unknown message with `message.not_found`, a message that is not
 * unverified with `message.not_unverified`, and, on a sensitive ticket, people without the training as
 * `requireTraining` does, because the customer will read the message.
 */
export function confirmSender(
  table: Table,
  { ticketId, messageId }: { ticketId: string; messageId: string },
  context: Context,
): Promise<ConfirmedMessage> {
  return requireCommitted(
    retryOnStale(async () => {
      const { entries } = await readWholeThread(table, ticketId, new Set([messageId]));
      const entry = entries.find(({ id }) => id === messageId);
      if (!entry) throw ticketError('message.not_found');
      const { confirmed, unverified, message, ...data } = entry.data as UnverifiedMessageData;
      if (confirmed) return unchanged({ messageId, ticketId, confirmed });
      if (unverified === undefined) throw ticketError('message.not_unverified');
      const ticket = await loadTicket(table, data.ticketId);
      if (!ticket) throw ticketError('ticket.not_found');
      const trained = await requireTraining(table, sensitiveKindsOf(ticket), context);
      const confirmation = { by: context.actor.id, at: context.now.toISOString(), doubt: unverified };
      const opening = entry.type === 'ticket.opened';
      const changes = {
        actor: { role: 'customer', id: ticket.customerId },
        ...(opening ? {} : { 'data.visibility': 'public', 'data.automatic': false }),
        'data.unverified': undefined,
        'data.confirmed': confirmation,
      };
      const answer = { messageId, ticketId, confirmed: confirmation };
      const next = opening ? withChanges(ticket, { unverified: undefined }, context) : undefined;
      return commit(table, context, {
        writes: [
          ...trained,
          next ? saveTicket(next) : sameSensitivityCheck(ticket),
          ...entryKeysOf(entry).map((key) => confirmationWrite(key, changes)),
        ],
        events: [senderConfirmed(next ?? ticket, { messageId, message, opening, doubt: unverified })],
        answer,
      });
    }),
  );
}

type UnverifiedMessageData = MessageAdded & MessageParts & { ticketId: string; confirmed?: Confirmation };

/** Returns the keys of a message; a split message is stored in two threads. */
const entryKeysOf = ({ pk, sk, movedFrom }: Item): Key[] => [
  { pk, sk } as Key,
  ...(movedFrom ? [movedFrom as Key] : []),
];

const confirmationWrite = (key: Key, set: Record<string, unknown>): Write =>
  update(key, { set }, { expression: 'attribute_exists(#data.#unverified)' }, stale);
