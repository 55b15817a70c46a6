import { defineCapability } from '../platform/capability.ts';
import { TableEnvSchema } from '../platform/env/env.ts';
import { InboundEnvSchema, ReplyEnvSchema } from './env.ts';
import { emailErrors } from './errors.ts';
import { emailRoutes } from './routes.ts';

export const email = defineCapability({
  name: 'email',
  errors: emailErrors,
  functions: {
    email: {
      entry: 'functions/email/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      impact: 'Agents cannot see or take up mails that were held back.',
      environment: TableEnvSchema,
      routes: emailRoutes,
      table: { actions: ['GetItem', 'PutItem'], indexes: ['list'] },
    },
    'email-worker': {
      entry: 'functions/email/worker.lambda.ts',
      // Holds the files of a few replies at once, up to 7 MB per reply, and the emails composed from them.
      memoryMb: 1024,
      timeoutSeconds: 60,
      impact: 'Agents’ answers do not leave by mail.',
      environment: ReplyEnvSchema,
      table: {
        actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
        secrets: ['reply_address'],
      },
      files: { attachments: ['GetObject'] },
      sendsMail: true,
    },
    'inbound-worker': {
      entry: 'functions/email/inbound-worker.lambda.ts',
      // One email of at most 40 MB: raw, decoded, as text and as parsed lines it takes up to 1.5 GB
      // (docs/adr/0053).
      memoryMb: 2048,
      timeoutSeconds: 60,
      impact: 'Mails of customers reach no agent.',
      environment: InboundEnvSchema,
      table: {
        actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
        secrets: ['reply_address'],
      },
      files: { inbound: ['GetObject'], attachments: ['PutObject'] },
    },
  },
  queues: {
    // Small batches, because the files of a reply are in memory while it is sent.
    email: {
      worker: 'email-worker',
      impact: 'Agents’ answers leave late by mail.',
      tolerableAgeMinutes: 5,
      batchSize: 5,
      maxConcurrency: 4,
      subscribes: {
        types: [
          'ticket.message_added',
          'outreach.failed',
          'outreach.bounced',
          'outreach.complained',
          'outreach.unknown',
          'outreach.confirmed',
        ],
      },
      timedWork: ['email.reply'],
    },
    // One email at a time: if one breaks the function, no other email fails or is retried with it.
    inboundEmail: {
      worker: 'inbound-worker',
      impact: 'Mails of customers are read late.',
      tolerableAgeMinutes: 5,
      batchSize: 1,
      maxConcurrency: 10,
      notices: 'inboundMail',
      timedWork: ['email.release'],
    },
  },
});
