import {
  OutreachBounced,
  OutreachComplained,
  OutreachConfirmed,
  OutreachFailed,
  OutreachUnknown,
} from '../outreach/events.ts';
import { on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { TicketMessageAdded } from '../tickets/events.ts';
import { noteSendOutcome } from './replies/note-send-outcome.ts';
import { handleMessageAdded, REPLY_KIND, type ReplyDeps, sendPostponedReply } from './replies/send-reply.ts';

/** Creates the handlers that send replies by email and record their outcomes. */
export const emailWorkerHandlers = (deps: ReplyDeps): WorkerHandlers => ({
  events: [
    on(TicketMessageAdded, (event, context) => handleMessageAdded(deps, event, context)),
    on(
      [OutreachFailed, OutreachBounced, OutreachComplained, OutreachUnknown, OutreachConfirmed],
      (event, context) => noteSendOutcome(deps.table, event, context),
    ),
  ],
  due: { [REPLY_KIND]: (due, context) => sendPostponedReply(deps, due, context) },
});
