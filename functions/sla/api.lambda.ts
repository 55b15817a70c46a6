import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi } from '../platform/http/create-api.ts';
import { openTable } from '../platform/table/table.ts';
import { slaHandlers } from './api-handlers.ts';
import { slaRoutes } from './routes.ts';

export const handler = createApi(
  'sla',
  slaRoutes,
  slaHandlers(openTable(readEnv(TableEnvSchema).TABLE_NAME)),
);
