import { defineCapability } from '../platform/capability.ts';
import { TableEnvSchema } from '../platform/env/env.ts';
import { complaintErrors } from './errors.ts';
import { complaintEvents } from './events.ts';
import { complaintRoutes } from './routes.ts';

export const complaints = defineCapability({
  name: 'complaints',
  events: complaintEvents,
  errors: complaintErrors,
  functions: {
    complaints: {
      entry: 'functions/complaints/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      impact: 'Complaints cannot be acknowledged or answered in writing, and their register cannot be read.',
      environment: TableEnvSchema,
      routes: complaintRoutes,
      table: {
        actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
        indexes: ['list'],
      },
    },
    'complaints-worker': {
      entry: 'functions/complaints/worker.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 30,
      impact: 'Complaints do not come into the register, and nobody is warned before their clocks run out.',
      environment: TableEnvSchema,
      table: { actions: ['GetItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'] },
    },
  },
  queues: {
    complaints: {
      worker: 'complaints-worker',
      impact: 'Complaints come late into the register, and warnings of their clocks come late.',
      tolerableAgeMinutes: 5,
      batchSize: 10,
      maxConcurrency: 10,
      // A complaint follows the analysis of its ticket, the corrections of staff, and merges.
      subscribes: { types: ['ticket.triaged', 'ticket.updated', 'ticket.closed', 'ticket.unmerged'] },
      timedWork: ['complaint.clock_alert'],
    },
  },
});
