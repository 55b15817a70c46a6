import { defineCapability } from '../platform/capability.ts';
import { TableEnvSchema } from '../platform/env/env.ts';
import { promiseErrors } from './errors.ts';
import { promiseEvents } from './events.ts';
import { promiseRoutes } from './routes.ts';

export const promises = defineCapability({
  name: 'promises',
  events: promiseEvents,
  errors: promiseErrors,
  functions: {
    promises: {
      entry: 'functions/promises/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      reservedPercent: 3,
      impact: 'Staff cannot write down what they promise, nor see what was promised to whom.',
      environment: TableEnvSchema,
      routes: promiseRoutes,
      table: {
        actions: ['GetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
        indexes: ['list', 'view', 'queue', 'breach'],
      },
    },
    'promises-worker': {
      entry: 'functions/promises/worker.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 30,
      impact: 'Promises are missed unnoticed: owners are not reminded and leads do not hear of it.',
      environment: TableEnvSchema,
      table: { actions: ['GetItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'] },
    },
  },
  queues: {
    promises: {
      worker: 'promises-worker',
      impact: 'Promises are about to be missed, or were, and nobody is told.',
      tolerableAgeMinutes: 5,
      batchSize: 10,
      maxConcurrency: 10,
      // Messages of staff to customers may contain promises.
      subscribes: { types: ['ticket.message_added'] },
      timedWork: ['promises.wake'],
    },
  },
});
