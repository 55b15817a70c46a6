import { defineCapability } from '../platform/capability.ts';
import { TableEnvSchema } from '../platform/env/env.ts';
import { RollupEnvSchema } from './env.ts';
import { metricsRoutes } from './routes.ts';

export const metrics = defineCapability({
  name: 'metrics',
  functions: {
    metrics: {
      entry: 'functions/metrics/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      impact: 'Leads cannot read the figures.',
      environment: TableEnvSchema,
      routes: metricsRoutes,
      table: { actions: ['Query'] },
    },
    'metrics-rollup': {
      entry: 'functions/metrics/worker.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 60,
      impact: 'The figures stand still while the work goes on: leads decide on old numbers.',
      environment: RollupEnvSchema,
      table: { actions: ['UpdateItem'] },
      // Figures may be a few seconds old; fuller batches make fewer writes to the same counters.
      stream: { batchSize: 100, batchingWindowSeconds: 2 },
    },
  },
});
