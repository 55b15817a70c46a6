import type { Contact } from '../../customers/index.ts';
import type { Context } from '../../platform/context.ts';
import { escapeHtml } from '../../platform/mail/compose-mail.ts';
import type { DueMessage } from '../../platform/scheduling/timed-work.ts';
import { outreachWork } from '../keys.ts';
import { type SendDeps, sendDueEmail } from '../sending/send-due-email.ts';
import { loadSubscription } from './follow-subscription.ts';

interface ReminderData {
  customerId: string;
  subscriptionId: string;
  renewsAt: string;
  daysBefore: number;
}

/** Sends a renewal reminder if the subscription still renews on the date for which it was scheduled. */
export async function sendReminder(deps: SendDeps, due: DueMessage, context: Context): Promise<void> {
  const data = due.data as unknown as ReminderData;
  const { customerId, subscriptionId, renewsAt, daysBefore } = data;
  const subscription = await loadSubscription(deps.table, customerId, subscriptionId);
  const isCurrent = subscription?.status === 'active' && subscription.renewsAt === renewsAt;
  await sendDueEmail(
    deps,
    {
      due,
      queue: 'outreach',
      customerId,
      purpose: 'service',
      step: outreachWork.reminder(customerId, subscriptionId, daysBefore).name,
      obsolete: isCurrent ? undefined : 'not_due_any_more',
      compose: (contact) => reminderMail(contact, subscription?.plan ?? 'subscription', renewsAt),
    },
    context,
  );
}

function reminderMail(contact: Contact, plan: string, renewsAt: string) {
  const day = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeZone: contact.timeZone ?? 'UTC',
  }).format(new Date(renewsAt));
  const greeting = contact.name ? `Hello ${contact.name},` : 'Hello,';
  const lines = [
    greeting,
    `your ${plan} renews on ${day}.`,
    'You need not do anything if you wish to keep it. If you want to change or end it, answer this mail.',
  ];
  return {
    subject: `Your ${plan} renews on ${day}`,
    text: `${lines.join('\n\n')}\n`,
    html: lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n'),
  };
}
