import { defineCapability } from '../platform/capability.ts';
import { TableEnvSchema } from '../platform/env/env.ts';
import { triageEvents } from './events.ts';

/** The events of customers' messages. An unverified message is analysed when staff confirm its sender. */
const types = ['ticket.opened', 'ticket.message_added', 'ticket.sender_confirmed'] as const;

export const triage = defineCapability({
  name: 'triage',
  events: triageEvents,
  functions: {
    'triage-worker': {
      entry: 'functions/triage/worker.lambda.ts',
      // The analysis is CPU-bound: a whole vCPU keeps a message under 20 ms.
      memoryMb: 1769,
      timeoutSeconds: 30,
      reservedPercent: 5,
      impact: 'New tickets are not analysed, so they are not routed and no SLA clock runs for them.',
      environment: TableEnvSchema,
      table: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
    },
  },
  queues: {
    // Runs before routing and has the same two lanes. Concurrency is high because analyses do not contend for
    // items.
    triageUrgent: {
      worker: 'triage-worker',
      impact: 'Urgent tickets are analysed late, so they reach an agent late.',
      tolerableAgeMinutes: 1,
      batchSize: 5,
      maxConcurrency: 20,
      subscribes: { types, lane: 'urgent' },
    },
    triageStandard: {
      worker: 'triage-worker',
      impact: 'New tickets are analysed late, so they reach an agent late.',
      tolerableAgeMinutes: 5,
      batchSize: 5,
      maxConcurrency: 20,
      subscribes: { types, lane: 'standard' },
    },
  },
});
