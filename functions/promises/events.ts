// The events of promises. They stand in the thread of the ticket that the promise was made on, and from there come to the
// customer's timeline.
import type { NewEvent } from '../platform/events/new-event.ts';
import { ticketPartition } from '../tickets/index.ts';
import type { CustomerPromise } from './promise.ts';

type PromiseEvent =
  | 'made'
  | 'moved'
  | 'reworded'
  | 'owner_changed'
  | 'missed'
  | 'kept'
  | 'broken'
  | 'withdrawn';

/** An event of a promise: what it is now, and what `more` says of this change. */
export function promiseEvent(
  promise: CustomerPromise,
  what: PromiseEvent,
  more: Record<string, unknown> = {},
): NewEvent {
  const { id: promiseId, ticketId, customerId, channel, text, kind, ownerId, dueAt } = promise;
  const { unverifiedTicket } = promise;
  return {
    type: `promise.${what}`,
    v: 1,
    owner: ticketPartition(ticketId),
    customerId,
    data: {
      ticketId,
      channel,
      promiseId,
      text,
      kind,
      ownerId,
      dueAt,
      ...(unverifiedTicket ? { unverifiedTicket } : {}),
      ...more,
    },
  };
}
