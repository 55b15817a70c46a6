import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { deskCounts } from './desk-counts.ts';
import { readMetric } from './read-metric.ts';
import { metricsRoutes } from './routes.ts';

export const metricsHandlers = (table: Table): Handlers<typeof metricsRoutes> => ({
  getDeskCounts: ({ query }) => deskCounts(table, query.by, query.id),
  getMetric: ({ params, query }) => readMetric(table, { ...params, ...query }),
});

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createApi('metrics', metricsRoutes, metricsHandlers(table), {
  readMarker: markerReader(table),
});
