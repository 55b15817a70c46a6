import { SubscriptionEnded, SubscriptionRenewed, SubscriptionStarted } from '../customers/events.ts';
import { MailEnvSchema, readEnv } from '../platform/env/env.ts';
import { sesSender } from '../platform/mail/ses.ts';
import { createWorker, on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { handleSubscriptionEvent, REMINDER_KIND } from './reminders/follow-subscription.ts';
import { sendReminder } from './reminders/send-reminder.ts';
import { markUnanswered, UNANSWERED_KIND } from './sending/claim-send.ts';
import { recordProviderReport } from './sending/record-provider-report.ts';
import type { SendDeps } from './sending/send-due-email.ts';

export function outreachHandlers(deps: SendDeps): WorkerHandlers {
  return {
    events: [
      on([SubscriptionStarted, SubscriptionRenewed, SubscriptionEnded], (event, context) =>
        handleSubscriptionEvent(deps.table, event, context),
      ),
    ],
    due: {
      [REMINDER_KIND]: (message, context) => sendReminder(deps, message, context),
      [UNANSWERED_KIND]: (message, context) => markUnanswered(deps.table, message, context),
    },
    mail: (report, context) => recordProviderReport(deps.table, report, context),
  };
}

const env = readEnv(MailEnvSchema);
const deps = {
  table: openTable(env.TABLE_NAME),
  sendMail: sesSender(env.MAIL_CONFIGURATION_SET),
  mailFrom: env.MAIL_FROM,
};
export const handler = createWorker('outreach', outreachHandlers(deps));
