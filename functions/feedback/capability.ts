import { defineCapability } from '../platform/capability.ts';
import { MailEnvSchema, TableEnvSchema } from '../platform/env/env.ts';
import { surveyErrors } from './errors.ts';
import { feedbackEvents } from './events.ts';
import { feedbackRoutes } from './routes.ts';

export const feedback = defineCapability({
  name: 'feedback',
  events: feedbackEvents,
  errors: surveyErrors,
  functions: {
    feedback: {
      entry: 'functions/feedback/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      reservedPercent: 3,
      impact:
        'Customers who click a survey link see an error, and their answer is lost unless they try again.',
      environment: TableEnvSchema,
      routes: feedbackRoutes,
      table: { actions: ['GetItem', 'PutItem', 'UpdateItem'], secrets: ['survey'] },
    },
    'feedback-worker': {
      entry: 'functions/feedback/worker.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 60,
      impact: 'Nobody is asked how their ticket went: satisfaction figures dry up.',
      environment: MailEnvSchema,
      table: { actions: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], secrets: ['survey'] },
      sendsMail: true,
    },
  },
  queues: {
    feedback: {
      worker: 'feedback-worker',
      impact: 'Customers are asked late how their ticket went.',
      tolerableAgeMinutes: 15,
      batchSize: 10,
      maxConcurrency: 2,
      subscribes: { types: ['ticket.solved', 'ticket.reopened'] },
      timedWork: ['feedback.survey'],
    },
  },
});
