import { defineCapability } from '../platform/capability.ts';
import { TableEnvSchema } from '../platform/env/env.ts';
import { customerErrors } from './errors.ts';
import { customerEvents } from './events.ts';
import { customerRoutes } from './routes.ts';

export const customers = defineCapability({
  name: 'customers',
  events: customerEvents,
  errors: customerErrors,
  functions: {
    customers: {
      entry: 'functions/customers/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 20,
      reservedPercent: 10,
      impact: 'Agents cannot open customer profiles, and events sent by shops and apps are refused.',
      environment: TableEnvSchema,
      routes: customerRoutes,
      table: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'], indexes: ['view'] },
    },
    timeline: {
      entry: 'functions/customers/worker.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 30,
      impact:
        'Customer timelines miss tickets, surveys and mails: agents answer without knowing the history.',
      environment: TableEnvSchema,
      table: { actions: ['PutItem'] },
    },
  },
  queues: {
    timeline: {
      worker: 'timeline',
      impact: 'Customer timelines lag: agents answer without the newest history.',
      tolerableAgeMinutes: 5,
      batchSize: 10,
      maxConcurrency: 20,
      // Events that are not stored in the customer's own partition.
      subscribes: { prefixes: ['ticket.', 'survey.', 'promise.', 'grant.', 'return.', 'complaint.'] },
    },
  },
});
