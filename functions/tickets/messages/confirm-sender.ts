// A mail whose sender nothing proves is the customer's word once somebody of the staff says so.
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

/** Who took a message for the customer's own, when, and what had spoken against it. */
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
 * Takes an unverified message for its customer's own: from then on they see it, answers quote it and it is read as theirs.
 * The event `ticket.sender_confirmed` says who did it; the message itself is marked in the same transaction, once: whoever
 * comes second gets the first confirmation as the answer.
 * Refuses an unknown ticket with `ticket.not_found`, what is no message of it with `message.not_found`, a message that
 * nobody doubted with `message.not_unverified`, on a sensitive ticket the untrained as `needTrained` does: the customer reads it.
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
      const asOwn = {
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
          ...entryKeysOf(entry).map((place) => confirmationWrite(place, asOwn)),
        ],
        events: [senderConfirmed(next ?? ticket, { messageId, message, opening, doubt: unverified })],
        answer,
      });
    }),
  );
}

type UnverifiedMessageData = MessageAdded & MessageParts & { ticketId: string; confirmed?: Confirmation };

/** A message that was split off stands in two threads. */
const entryKeysOf = ({ pk, sk, movedFrom }: Item): Key[] => [
  { pk, sk } as Key,
  ...(movedFrom ? [movedFrom as Key] : []),
];

const confirmationWrite = (place: Key, set: Record<string, unknown>): Write =>
  update(place, { set }, { expression: 'attribute_exists(#data.#unverified)' }, stale);
