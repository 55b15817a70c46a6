import type { Context } from '../platform/context.ts';
import { readEnv } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/envelope.ts';
import { sesSender } from '../platform/mail/ses.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { giveUpAnswer, UNANSWERED_KIND } from './claim-send.ts';
import type { DeliverDeps } from './deliver.ts';
import { WorkerEnvSchema } from './env.ts';
import { followSubscription, REMINDER_KIND } from './follow-subscription.ts';
import { remind } from './remind.ts';
import { settleReport } from './settle-report.ts';

export function outreachHandlers(deps: DeliverDeps): WorkerHandlers {
  const follow = (event: DomainEvent, context: Context) => followSubscription(deps.table, event, context);
  return {
    events: { 'subscription.': follow },
    due: {
      [REMINDER_KIND]: (message, context) => remind(deps, message, context),
      [UNANSWERED_KIND]: (message, context) => giveUpAnswer(deps.table, message, context),
    },
    mail: (report, context) => settleReport(deps.table, report, context),
  };
}

const env = readEnv(WorkerEnvSchema);
const deps = {
  table: openTable(env.TABLE_NAME),
  sendMail: sesSender(env.MAIL_CONFIGURATION_SET),
  mailFrom: env.MAIL_FROM,
};
export const handler = createWorker('outreach', outreachHandlers(deps));
