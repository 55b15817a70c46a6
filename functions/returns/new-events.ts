// The events that returns emit.
import type { NewEvent } from '../platform/table/new-event.ts';
import { ticketPartition } from '../tickets/index.ts';
import type * as events from './events.ts';
import { returnReasonsOf } from './return.ts';
import type { Return } from './return-requests.ts';

const thread = ({ ticketId, customerId }: Return) => ({
  v: 1 as const,
  owner: ticketPartition(ticketId),
  customerId,
});

const about = ({ ticketId, customerId, channel, orderRef }: Return) => ({
  ticketId,
  customerId,
  channel,
  orderRef,
});

export function returnRequested(request: Return): NewEvent<typeof events.ReturnRequested> {
  const { preferredResolution, lines } = request;
  return {
    ...thread(request),
    type: 'return.requested',
    data: { ...about(request), preferredResolution, lines, reasons: returnReasonsOf(lines) },
  };
}

export function returnMoved(before: Return, after: Return): NewEvent<typeof events.ReturnMoved> {
  const { lines, state: from, movedAt: since } = before;
  const accepted = after.lines.filter((line) => line.accepted !== 0);
  const reasons = returnReasonsOf(accepted.length > 0 ? accepted : lines);
  return {
    ...thread(after),
    type: 'return.moved',
    data: { ...about(after), orderRef: before.orderRef, from, to: after.state, since, reasons },
  };
}
