import { defineCapability } from '../platform/capability.ts';
import { TableEnvSchema } from '../platform/env/env.ts';
import { topicErrors } from './errors.ts';
import { intelligenceEvents } from './events.ts';
import { intelligenceRoutes } from './routes.ts';

export const intelligence = defineCapability({
  name: 'intelligence',
  events: intelligenceEvents,
  errors: topicErrors,
  functions: {
    intelligence: {
      entry: 'functions/intelligence/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      impact: 'Leads cannot see or change the topics that messages are sorted by.',
      environment: TableEnvSchema,
      routes: intelligenceRoutes,
      table: { actions: ['GetItem', 'Query', 'PutItem'] },
    },
    'intelligence-worker': {
      entry: 'functions/intelligence/worker.lambda.ts',
      // Training reads up to 20,000 corrections and is bound by CPU.
      memoryMb: 1769,
      timeoutSeconds: 60,
      impact: 'What agents correct is not learned: messages go on being sorted as before.',
      environment: TableEnvSchema,
      table: { actions: ['Query', 'PutItem', 'UpdateItem', 'DeleteItem'] },
    },
  },
  queues: {
    intelligence: {
      worker: 'intelligence-worker',
      impact: 'What agents correct is learned late.',
      tolerableAgeMinutes: 30,
      batchSize: 5,
      maxConcurrency: 2,
      // Corrections that staff made to an analysis.
      subscribes: { types: ['ticket.corrected'] },
      timedWork: ['intelligence.train'],
    },
  },
});
