// What outreach knows of a subscription, and when its reminders are due. Pure.
// Temporal's functional form: the bundler leaves out what is not called (the classes weigh 55 KB).
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainTime from 'temporal-polyfill/fns/PlainTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import * as z from 'zod/mini';
import type { SubscriptionEnded, SubscriptionRenewed, SubscriptionStarted } from '../../customers/events.ts';
import type { EventOf } from '../../platform/events/event-definition.ts';

export type SubscriptionEvent = EventOf<
  typeof SubscriptionStarted | typeof SubscriptionRenewed | typeof SubscriptionEnded
>;

export const SubscriptionSchema = z.object({
  subscriptionId: z.string(),
  customerId: z.string(),
  /** Raised by every change, for the condition of the write. */
  version: z.int(),
  plan: z.optional(z.string()),
  /** The newest event that named a plan: not every event does. */
  planEventAt: z.optional(z.string()),
  planEventId: z.optional(z.string()),
  status: z.enum(['active', 'ended']),
  renewsAt: z.optional(z.string()),
  /** The newest event that it is based on; of older ones that arrive late nothing but a missing plan is taken. */
  lastEventAt: z.string(),
  lastEventId: z.string(),
});
export type Subscription = z.output<typeof SubscriptionSchema>;

/** Days before the renewal on which a reminder goes out, and the local hour. */
export const reminderDays = [14, 3] as const;
const REMINDER_HOUR = 9;

/**
 * The subscription after an event. Events may arrive late or out of order: the one that happened last decides on status
 * and renewal, the last that names a plan on the plan, ties by the id, so that every order of arrival ends in the same
 * state. Returns undefined when the event changes nothing.
 */
export function applySubscriptionEvent(
  current: Subscription | undefined,
  event: SubscriptionEvent,
): Subscription | undefined {
  const { subscriptionId } = event.data;
  const plan = event.type === 'subscription.started' ? event.data.plan : undefined;
  const renewsAt = event.type === 'subscription.ended' ? undefined : event.data.renewsAt;
  const moves = isNewer(event, current?.lastEventAt, current?.lastEventId);
  const names = plan !== undefined && isNewer(event, current?.planEventAt, current?.planEventId);
  if (current && !moves && !names) return undefined;
  const state: Pick<Subscription, 'status' | 'renewsAt' | 'lastEventAt' | 'lastEventId'> =
    current && !moves
      ? current
      : {
          status: event.type === 'subscription.ended' ? 'ended' : 'active',
          renewsAt,
          lastEventAt: event.at,
          lastEventId: event.id,
        };
  return {
    ...current,
    ...state,
    ...(names ? { plan, planEventAt: event.at, planEventId: event.id } : {}),
    subscriptionId,
    customerId: event.customerId ?? '',
    version: (current?.version ?? 0) + 1,
  };
}

function isNewer({ at, id }: SubscriptionEvent, thanAt = '', thanId = ''): boolean {
  return at > thanAt || (at === thanAt && id > thanId);
}

/**
 * When to remind, `daysBefore` days before the renewal at 09:00 in the customer's time zone; undefined when that moment
 * is past. In the night of a clock change 09:00 is still 09:00 by the wall clock.
 */
export function reminderTime(
  renewsAt: string,
  daysBefore: number,
  timeZone: string,
  now: Date,
): string | undefined {
  const renewal = Instant.toZonedDateTimeISO(Instant.fromString(renewsAt), timeZone);
  const day = ZonedDateTime.subtractDays(renewal, daysBefore);
  const due = ZonedDateTime.toInstant(ZonedDateTime.withPlainTime(day, PlainTime.create(REMINDER_HOUR)));
  return due.epochMilliseconds > now.getTime() ? new Date(due.epochMilliseconds).toISOString() : undefined;
}
