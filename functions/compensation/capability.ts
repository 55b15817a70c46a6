import { defineCapability } from '../platform/capability.ts';
import { TableEnvSchema } from '../platform/env/env.ts';
import { compensationErrors } from './errors.ts';
import { compensationEvents } from './events.ts';
import { compensationRoutes } from './routes.ts';

export const compensation = defineCapability({
  name: 'compensation',
  events: compensationEvents,
  errors: compensationErrors,
  functions: {
    compensation: {
      entry: 'functions/compensation/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      impact: 'Agents cannot grant refunds, and leads cannot approve them.',
      environment: TableEnvSchema,
      routes: compensationRoutes,
      table: {
        actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
        indexes: ['list'],
      },
    },
    'compensation-worker': {
      entry: 'functions/compensation/worker.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 30,
      impact: 'Approval requests do not expire, and agents are not notified of decisions.',
      environment: TableEnvSchema,
      table: { actions: ['GetItem', 'PutItem', 'DeleteItem'] },
    },
  },
  queues: {
    compensation: {
      worker: 'compensation-worker',
      impact: 'Approval requests expire late, and agents are notified late of decisions.',
      tolerableAgeMinutes: 15,
      batchSize: 10,
      maxConcurrency: 5,
      // The requester of a grant is notified of the outcome.
      subscribes: { types: ['approval.settled', 'grant.settled'] },
      timedWork: ['approval.expire'],
    },
  },
});
