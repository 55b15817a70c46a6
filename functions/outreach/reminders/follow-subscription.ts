import { getContact } from '../../customers/index.ts';
import type { Context } from '../../platform/context.ts';
import { cancelWork, schedule } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import { getItem } from '../../platform/table/read.ts';
import { stale } from '../../platform/table/refusal.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, replace, type Write } from '../../platform/table/write.ts';
import { outreachKeys, outreachWork } from '../keys.ts';
import {
  applySubscriptionEvent,
  reminderDays,
  reminderTime,
  type Subscription,
  type SubscriptionEvent,
} from './subscription.ts';

export const REMINDER_KIND = 'outreach.renewal_reminder';

export async function loadSubscription(table: Table, customerId: string, subscriptionId: string) {
  const item = await getItem(table, outreachKeys.subscription(customerId, subscriptionId));
  return item?.subscription as Subscription | undefined;
}

/**
 * Applies a subscription event: stores the renewal date and, in the same transaction, schedules, moves or
 * cancels its reminders. Any order and any number of deliveries lead to the same reminders.
 */
export async function handleSubscriptionEvent(
  table: Table,
  event: SubscriptionEvent,
  context: Context,
): Promise<void> {
  const customerId = event.customerId ?? '';
  const { subscriptionId } = event.data;
  const current = await loadSubscription(table, customerId, subscriptionId);
  const next = applySubscriptionEvent(current, event);
  const contact = await getContact(table, customerId);
  const applied = { consumer: 'outreach', eventId: event.id };
  if (!next || !contact) {
    await requireApplied(commit(table, context, { applied }));
    return;
  }
  await requireApplied(
    commit(table, context, {
      applied,
      writes: [saveSubscription(current, next), ...reminders(next, contact.timeZone ?? 'UTC', context.now)],
    }),
  );
}

function saveSubscription(current: Subscription | undefined, next: Subscription): Write {
  const key = outreachKeys.subscription(next.customerId, next.subscriptionId);
  const item: Item = { t: 'subscription', version: next.version, subscription: next };
  return current ? replace(key, item, current.version, stale) : create(key, item, stale);
}

function reminders(
  { customerId, subscriptionId, renewsAt }: Subscription,
  timeZone: string,
  now: Date,
): Write[] {
  return reminderDays.map((daysBefore) => {
    const work = outreachWork.reminder(customerId, subscriptionId, daysBefore);
    const at = renewsAt && reminderTime(renewsAt, daysBefore, timeZone, now);
    if (!at) return cancelWork(work);
    const data = { customerId, subscriptionId, renewsAt, daysBefore };
    return schedule({ ...work, at, queue: 'outreach', kind: REMINDER_KIND, data });
  });
}
