// Computes what clock events add to the metrics. A correction adds the right values and subtracts the counted
// ones.
import type { DataOf } from '../platform/events/event-definition.ts';
import type { ClockEvent, ClocksChanged } from '../sla/events.ts';
import type { Increment, On } from './increment.ts';

/**
 * Returns met and breached targets with the sums of their times, and the business-time sums of other metrics.
 */
export const slaIncrements = ({ changes }: DataOf<typeof ClocksChanged>, on: On): Increment[] =>
  changes.flatMap(({ added, withdrawn }) => [
    ...(withdrawn ? incrementsOfClockEvent(withdrawn, on).map(negated) : []),
    ...(added ? incrementsOfClockEvent(added, on) : []),
  ]);

/**
 * Counts a breach when it happens and a met target when it is fulfilled. A late fulfilment adds only its
 * time.
 */
function incrementsOfClockEvent(event: ClockEvent, on: On): Increment[] {
  const day = event.at.slice(0, 10);
  if (event.kind === 'breach')
    return [on('sla', { targets: 1, breached: 1, [`${event.target}_breached`]: 1 }, day)];
  if (event.kind !== 'fulfil') return [];
  const { target, calendarSeconds, businessSeconds } = event;
  const business =
    businessSeconds === undefined
      ? {}
      : { [`${target}_businessFulfilled`]: 1, [`${target}_businessSeconds`]: businessSeconds };
  const add = {
    [`${target}_fulfilled`]: 1,
    [`${target}_seconds`]: calendarSeconds,
    ...business,
    ...(event.met ? { targets: 1, met: 1, [`${target}_met`]: 1 } : {}),
  };
  return [on('sla', add, day), ...businessParts(event, on, day)];
}

function businessParts(
  { target, first, businessSeconds, sinceOpening }: Extract<ClockEvent, { kind: 'fulfil' }>,
  on: On,
  day: string,
) {
  if (target === 'first_reply' && businessSeconds !== undefined)
    return [on('first-reply-time', { businessReplies: 1, businessSeconds }, day)];
  const seconds = sinceOpening?.businessSeconds;
  if (target !== 'total_resolution' || first !== true || seconds === undefined) return [];
  return [on('resolution-time', { firstBusinessResolutions: 1, firstBusinessSeconds: seconds }, day)];
}

function negated(increment: Increment): Increment {
  const add = Object.fromEntries(Object.entries(increment.add).map(([part, value]) => [part, -value]));
  return { ...increment, add };
}
