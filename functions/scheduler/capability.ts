import { defineCapability } from '../platform/capability.ts';
import { EnvSchema } from './env.ts';

export const scheduler = defineCapability({
  name: 'scheduler',
  functions: {
    scheduler: {
      entry: 'functions/scheduler/worker.lambda.ts',
      // A whole vCPU: it sends a million items that are due in one minute in less than a minute
      // (docs/adr/0005).
      memoryMb: 1769,
      timeoutSeconds: 55,
      reservedPercent: 1,
      impact: 'Timed work does not run: reminders, surveys and requeues come late.',
      environment: EnvSchema,
      table: { actions: ['GetItem', 'PutItem'], indexes: ['due'] },
      schedule: { name: 'Sweep', expression: 'rate(1 minute)' },
      sendsTo: 'timedWork',
    },
  },
});
