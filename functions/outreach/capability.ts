import { defineCapability } from '../platform/capability.ts';
import { MailEnvSchema, TableEnvSchema } from '../platform/env/env.ts';
import { outreachEvents } from './events.ts';
import { outreachRoutes } from './routes.ts';

export const outreach = defineCapability({
  name: 'outreach',
  events: outreachEvents,
  functions: {
    outreach: {
      entry: 'functions/outreach/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      impact: 'Agents cannot see which emails a customer received or will receive.',
      environment: TableEnvSchema,
      routes: outreachRoutes,
      table: { actions: ['Query'] },
    },
    'outreach-worker': {
      entry: 'functions/outreach/worker.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 60,
      impact:
        'Reminders do not go out, so subscriptions lapse unnoticed, and bounces and complaints are ignored.',
      environment: MailEnvSchema,
      table: { actions: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] },
      sendsMail: true,
      countsUnknownSends: true,
    },
  },
  queues: {
    // Two at once, ten emails each: SES first allows an account 14 emails a second; throttled sends are
    // postponed.
    outreach: {
      worker: 'outreach-worker',
      impact: 'Reminders come late, and bounces and complaints are handled late.',
      tolerableAgeMinutes: 15,
      batchSize: 10,
      maxConcurrency: 2,
      subscribes: { prefixes: ['subscription.'] },
      notices: 'mailEvents',
      timedWork: ['outreach.renewal_reminder', 'outreach.send_unanswered'],
    },
  },
});
