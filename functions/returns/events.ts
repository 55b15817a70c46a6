// What happens to returns, as events in the thread of their ticket.
import type { NewEvent } from '../platform/events/new-event.ts';
import { eventOnTicket } from '../tickets/index.ts';
import { returnReasonsOf } from './return.ts';
import type { Return } from './return-requests.ts';

export function returnRequested(request: Return): NewEvent {
  const { orderRef, preferredResolution, lines } = request;
  return eventOnTicket(request, 'return.requested', {
    orderRef,
    preferredResolution,
    lines,
    reasons: returnReasonsOf(lines),
  });
}

/** `since` is when it had come to the state it leaves: what was counted then can be taken back. */
export function returnMoved(before: Return, after: Return, why?: string): NewEvent {
  const { orderRef, lines, movedAt: since } = before;
  const accepted = after.lines.filter((line) => line.accepted !== 0);
  return eventOnTicket(after, 'return.moved', {
    orderRef,
    from: before.state,
    to: after.state,
    since,
    why,
    reasons: returnReasonsOf(accepted.length > 0 ? accepted : lines),
  });
}
