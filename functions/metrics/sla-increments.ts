// What the clock events of tickets add to the figures. A correction adds what is right and takes back what was counted.
import type { DomainEvent } from '../platform/events/domain-event.ts';
import type { Increment, On } from './increment.ts';

/** The part of a clock event that is counted. */
interface CountedClockEvent {
  kind: string;
  target?: string;
  instance: number;
  at: string;
  calendarSeconds?: number;
  businessSeconds?: number;
  met?: boolean;
  sinceOpening?: { businessSeconds?: number };
  first?: boolean;
}

/** Met and breached by target, with the sums of their times; the parts of business time of other figures. */
export function slaIncrements({ data }: DomainEvent, on: On): Increment[] {
  const changes = (data.changes ?? []) as { added?: CountedClockEvent; withdrawn?: CountedClockEvent }[];
  return changes.flatMap(({ added, withdrawn }) => [
    ...(withdrawn ? incrementsOfClockEvent(withdrawn, on).map(negated) : []),
    ...(added ? incrementsOfClockEvent(added, on) : []),
  ]);
}

/** A breach counts when it happens, a target that was met when it is fulfilled, each once: a late fulfilment is not one more. */
function incrementsOfClockEvent(event: CountedClockEvent, on: On): Increment[] {
  const { kind, target = '', at, calendarSeconds = 0, businessSeconds } = event;
  const day = at.slice(0, 10);
  if (kind === 'breach') return [on('sla', { targets: 1, breached: 1, [`${target}_breached`]: 1 }, day)];
  if (kind !== 'fulfil') return [];
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
  { target, first, businessSeconds, sinceOpening }: CountedClockEvent,
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
