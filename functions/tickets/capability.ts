import { defineCapability } from '../platform/capability.ts';
import { FilesEnvSchema, TableEnvSchema } from '../platform/env/env.ts';
import { deskRoutes } from './desk-routes.ts';
import { ticketErrors } from './errors.ts';
import { ticketEvents } from './events.ts';
import { portalRoutes } from './portal-routes.ts';
import { ticketRoutes } from './routes.ts';

export const tickets = defineCapability({
  name: 'tickets',
  events: ticketEvents,
  errors: ticketErrors,
  functions: {
    // The staff and customer APIs sign links and upload forms, which act with the permissions of the
    // function.
    tickets: {
      entry: 'functions/tickets/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      impact: 'Agents cannot open tickets or answer customers.',
      environment: FilesEnvSchema,
      routes: ticketRoutes,
      table: {
        actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
        indexes: ['list', 'view', 'queue', 'breach'],
        secrets: ['ticket_token'],
      },
      files: { attachments: ['GetObject', 'PutObject'] },
    },
    portal: {
      entry: 'functions/tickets/portal-api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      reservedPercent: 10,
      impact: 'Customers cannot write to us from the site or the app, nor read our answers there.',
      environment: FilesEnvSchema,
      routes: portalRoutes,
      table: {
        actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
        secrets: ['ticket_token'],
      },
      files: { attachments: ['GetObject', 'PutObject'] },
    },
    desk: {
      entry: 'functions/tickets/desk-api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 20,
      impact:
        'Staff cannot merge or split tickets, use macros, drafts and incidents, or export views; answering goes on.',
      environment: TableEnvSchema,
      routes: deskRoutes,
      table: {
        actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
        indexes: ['list', 'view', 'queue', 'breach'],
        secrets: ['ticket_token'],
      },
    },
    'tickets-worker': {
      entry: 'functions/tickets/worker.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 30,
      impact:
        'Solved tickets are not closed, the solution of an incident does not reach its customers, and people who are mentioned on a ticket do not hear of it.',
      environment: FilesEnvSchema,
      table: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] },
      // Deletes files that were uploaded and never sent.
      files: { attachments: ['DeleteObject'] },
    },
  },
  queues: {
    tickets: {
      worker: 'tickets-worker',
      impact: 'Solved tickets are closed late, and people hear late of what they are mentioned in.',
      tolerableAgeMinutes: 15,
      batchSize: 10,
      maxConcurrency: 10,
      // Followers and mentioned people are notified.
      subscribes: { types: ['ticket.message_added', 'ticket.assigned', 'ticket.solved', 'ticket.reopened'] },
      timedWork: ['tickets.auto_close', 'tickets.solve_linked', 'tickets.upload'],
    },
  },
});
