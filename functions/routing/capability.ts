import { defineCapability } from '../platform/capability.ts';
import { TableEnvSchema } from '../platform/env/env.ts';
import { WorkerEnvSchema } from './env.ts';
import { routingErrors } from './errors.ts';
import { routingEvents } from './events.ts';
import { routingRoutes } from './routes.ts';

const types = [
  'ticket.triaged',
  'ticket.reopened',
  'ticket.released',
  'ticket.updated',
  'ticket.unmerged',
  'ticket.solved',
  'ticket.closed',
  // The outcome of a ticket is evidence of its agent's skills.
  'survey.answered',
  'agent.capacity_freed',
  'agent.presence_changed',
  'agent.heartbeat_started',
] as const;

export const routing = defineCapability({
  name: 'routing',
  events: routingEvents,
  errors: routingErrors,
  functions: {
    routing: {
      entry: 'functions/routing/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      impact: 'Agents cannot go online or offline: they get no tickets, or tickets they will not see.',
      environment: TableEnvSchema,
      routes: routingRoutes,
      table: {
        actions: [
          'GetItem',
          'BatchGetItem',
          'Query',
          'PutItem',
          'UpdateItem',
          'DeleteItem',
          'ConditionCheckItem',
        ],
        indexes: ['list'],
      },
    },
    'routing-worker': {
      entry: 'functions/routing/worker.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 30,
      reservedPercent: 3,
      impact: 'New tickets reach no agent: customers wait although people are free.',
      environment: WorkerEnvSchema,
      table: {
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
        indexes: ['list'],
      },
      // It sends itself delayed messages for work that cannot wait for the scheduler.
      sendsTo: ['routingStandard'],
    },
  },
  queues: {
    // Two queues, so that urgent tickets never wait behind a flood of standard ones. Concurrency is low,
    // because all invocations compete for capacity of the same agents.
    routingUrgent: {
      worker: 'routing-worker',
      impact: 'Urgent tickets, complaints and vulnerable customers among them, wait for an agent.',
      tolerableAgeMinutes: 1,
      batchSize: 5,
      maxConcurrency: 10,
      subscribes: { types, lane: 'urgent' },
    },
    routingStandard: {
      worker: 'routing-worker',
      impact: 'New tickets wait for an agent.',
      tolerableAgeMinutes: 5,
      batchSize: 5,
      maxConcurrency: 10,
      subscribes: { types, lane: 'standard' },
      timedWork: [
        'routing.reevaluate_ticket',
        'routing.reevaluate_ticket_once',
        'routing.reevaluate_group',
        'routing.reevaluate_queue',
        'routing.offer_ended',
        'routing.requeue_offline',
        'routing.heartbeat',
        'routing.shift',
      ],
    },
  },
});
