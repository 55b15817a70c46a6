// What outreach knows of a subscription, and when its reminders are due. Pure.
// Temporal's functional form: the bundler leaves out what is not called (the classes weigh 55 KB).
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainTime from 'temporal-polyfill/fns/PlainTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import type { DomainEvent } from '../platform/events/envelope.ts';

export interface Subscription {
  subscriptionId: string;
  customerId: string;
  plan?: string | undefined;
  status: 'active' | 'ended';
  renewsAt?: string | undefined;
  /** The newest event that it stands on; older ones that arrive late change nothing. */
  lastEventAt: string;
  lastEventId: string;
}

/** Days before the renewal on which a reminder goes out, and the local hour. */
export const reminderDays = [14, 3] as const;
const REMINDER_HOUR = 9;

/**
 * The subscription after an event. Events may arrive late or out of order: the one that happened last decides, ties by
 * its id, so that every order of arrival ends in the same state. Returns undefined when the event changes nothing.
 */
export function afterEvent(current: Subscription | undefined, event: DomainEvent): Subscription | undefined {
  if (current && !isNewer(event, current)) return undefined;
  const { subscriptionId, plan, renewsAt } = event.data as { subscriptionId: string; plan?: string; renewsAt?: string };
  const ended = event.type === 'subscription.ended';
  return {
    subscriptionId,
    customerId: event.customerId ?? '',
    plan: plan ?? current?.plan,
    status: ended ? 'ended' : 'active',
    renewsAt: ended ? undefined : renewsAt,
    lastEventAt: event.at,
    lastEventId: event.id,
  };
}

function isNewer(event: DomainEvent, { lastEventAt, lastEventId }: Subscription): boolean {
  return event.at > lastEventAt || (event.at === lastEventAt && event.id > lastEventId);
}

/**
 * When to remind, `daysBefore` days before the renewal at 09:00 in the customer's time zone; undefined when that moment
 * is past. In the night of a clock change 09:00 is still 09:00 by the wall clock.
 */
export function reminderTime(renewsAt: string, daysBefore: number, timeZone: string, now: Date): string | undefined {
  const renewal = Instant.toZonedDateTimeISO(Instant.fromString(renewsAt), timeZone);
  const day = ZonedDateTime.subtractDays(renewal, daysBefore);
  const due = ZonedDateTime.toInstant(ZonedDateTime.withPlainTime(day, PlainTime.create(REMINDER_HOUR)));
  return due.epochMilliseconds > now.getTime() ? new Date(due.epochMilliseconds).toISOString() : undefined;
}
