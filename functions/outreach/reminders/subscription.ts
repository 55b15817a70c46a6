// The subscription as outreach stores it, and the due times of its reminders. Pure.
// Uses Temporal's functional form, of which the bundler drops what is not called (the classes take 55 KB).
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
  /** Incremented by every change, for the condition of the write. */
  version: z.int(),
  plan: z.optional(z.string()),
  /** The newest event that named a plan; not every event does. */
  planEventAt: z.optional(z.string()),
  planEventId: z.optional(z.string()),
  status: z.enum(['active', 'ended']),
  renewsAt: z.optional(z.string()),
  /** The newest event that was applied; an older event that arrives late can only add a plan. */
  lastEventAt: z.string(),
  lastEventId: z.string(),
});
export type Subscription = z.output<typeof SubscriptionSchema>;

/** The days before the renewal on which a reminder is sent, and the local hour. */
export const reminderDays = [14, 3] as const;
const REMINDER_HOUR = 9;

/**
 * Applies an event to a subscription, or returns undefined if the event changes nothing. Events may arrive
 * late or out of order: the latest event decides status and renewal, the latest event that names a plan
 * decides the plan, and the id breaks ties. So every order of arrival leads to the same state.
 */
export function applySubscriptionEvent(
  current: Subscription | undefined,
  event: SubscriptionEvent,
): Subscription | undefined {
  const { subscriptionId } = event.data;
  const plan = event.type === 'subscription.started' ? event.data.plan : undefined;
  const renewsAt = event.type === 'subscription.ended' ? undefined : event.data.renewsAt;
  const isLatest = isNewer(event, current?.lastEventAt, current?.lastEventId);
  const setsPlan = plan !== undefined && isNewer(event, current?.planEventAt, current?.planEventId);
  if (current && !isLatest && !setsPlan) return undefined;
  const state: Pick<Subscription, 'status' | 'renewsAt' | 'lastEventAt' | 'lastEventId'> =
    current && !isLatest
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
    ...(setsPlan ? { plan, planEventAt: event.at, planEventId: event.id } : {}),
    subscriptionId,
    customerId: event.customerId ?? '',
    version: (current?.version ?? 0) + 1,
  };
}

function isNewer({ at, id }: SubscriptionEvent, thanAt = '', thanId = ''): boolean {
  return at > thanAt || (at === thanAt && id > thanId);
}

/**
 * Returns the due time of a reminder: 09:00 in the customer's time zone, `daysBefore` days before the
 * renewal. Returns undefined if that moment is past. After a clock change 09:00 is still 09:00 by the wall
 * clock.
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
