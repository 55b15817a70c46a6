import { defineCapability } from '../platform/capability.ts';
import { TableEnvSchema } from '../platform/env/env.ts';
import { returnErrors } from './errors.ts';
import { returnEvents } from './events.ts';
import { returnRoutes } from './routes.ts';

export const returns = defineCapability({
  name: 'returns',
  events: returnEvents,
  errors: returnErrors,
  functions: {
    returns: {
      entry: 'functions/returns/api.lambda.ts',
      memoryMb: 512,
      timeoutSeconds: 10,
      reservedPercent: 3,
      impact: 'Customers cannot send goods back, and returns stand still.',
      environment: TableEnvSchema,
      routes: returnRoutes,
      table: { actions: ['GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'] },
    },
  },
});
