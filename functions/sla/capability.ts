import { defineCapability } from '../platform/capability.ts';
import { TableEnvSchema } from '../platform/env/env.ts';
import { slaErrors } from './errors.ts';
import { slaEvents } from './events.ts';
import { slaRoutes } from './routes.ts';

export const sla = defineCapability({
  name: 'sla',
  events: slaEvents,
  errors: slaErrors,
  functions: {
    sla: {
      entry: 'functions/sla/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      impact: 'Agents cannot see which targets are about to be breached, and leads cannot change them.',
      environment: TableEnvSchema,
      routes: slaRoutes,
      table: { actions: ['GetItem', 'Query', 'PutItem'] },
    },
    'sla-worker': {
      entry: 'functions/sla/worker.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 60,
      impact:
        'Nobody is warned before an SLA target is missed, and tickets close to a breach are not served first.',
      environment: TableEnvSchema,
      table: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'], indexes: ['list'] },
    },
  },
  queues: {
    sla: {
      worker: 'sla-worker',
      impact: 'Warnings of breached targets come late.',
      tolerableAgeMinutes: 5,
      batchSize: 10,
      maxConcurrency: 10,
      // Every event that can change a clock.
      subscribes: {
        types: [
          'ticket.opened',
          'ticket.triaged',
          'ticket.updated',
          'ticket.message_added',
          'ticket.status_changed',
          'ticket.solved',
          'ticket.reopened',
          'ticket.closed',
          'ticket.unmerged',
        ],
      },
      timedWork: ['sla.clock', 'sla.resync'],
    },
  },
});
