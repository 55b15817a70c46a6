import type { EventOf } from '../platform/events/event-definition.ts';
import { on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { TicketMessageAdded, TicketOpened, TicketSenderConfirmed } from '../tickets/events.ts';
import { analyseMessage, type TriageDeps, triageOpening } from './analyse-message.ts';

export function triageHandlers(deps: TriageDeps): WorkerHandlers {
  return {
    events: [
      on(TicketOpened, (event, context) => triageOpening(deps, event, context)),
      on(TicketMessageAdded, async (event, context) => {
        if (isInbound(event)) await analyseMessage(deps, event, context);
      }),
      // An opening is analysed at once, even when unverified: nobody could work on the ticket otherwise.
      on(TicketSenderConfirmed, async (event, context) => {
        if (!event.data.opening) await analyseMessage(deps, event, context);
      }),
    ],
  };
}

/** Returns true for a customer's message. An unverified message is analysed when staff confirm its sender. */
const isInbound = ({ actor, data }: EventOf<typeof TicketMessageAdded>) =>
  actor.role === 'customer' && data.visibility === 'public';
