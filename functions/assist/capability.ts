import { defineCapability } from '../platform/capability.ts';
import { TableEnvSchema } from '../platform/env/env.ts';
import { assistRoutes } from './routes.ts';

export const assist = defineCapability({
  name: 'assist',
  functions: {
    assist: {
      entry: 'functions/assist/api.lambda.ts',
      memoryMb: 1769,
      timeoutSeconds: 15,
      impact: 'Agents read threads whole and write every answer anew.',
      environment: TableEnvSchema,
      routes: assistRoutes,
      table: { actions: ['GetItem', 'Query'] },
    },
    'assist-worker': {
      entry: 'functions/assist/worker.lambda.ts',
      memoryMb: 1769,
      timeoutSeconds: 30,
      impact: 'Tickets are handed over without a summary, and solved tickets are not suggested as answers.',
      environment: TableEnvSchema,
      table: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] },
    },
  },
  queues: {
    assist: {
      worker: 'assist-worker',
      impact: 'Summaries come after the ticket has changed hands.',
      tolerableAgeMinutes: 15,
      batchSize: 5,
      maxConcurrency: 5,
      // The next agent gets a summary of the thread. The answer that solved a ticket is stored for similar
      // tickets.
      subscribes: { types: ['ticket.assigned', 'ticket.solved'] },
    },
  },
});
