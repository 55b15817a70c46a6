import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable } from '../platform/table/table.ts';
import { metricsHandlers } from './api-handlers.ts';
import { metricsRoutes } from './routes.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createApi('metrics', metricsRoutes, metricsHandlers(table), {
  readMarker: markerReader(table),
});
