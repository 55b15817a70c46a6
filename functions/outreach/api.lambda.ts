import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable } from '../platform/table/table.ts';
import { outreachHandlers } from './api-handlers.ts';
import { outreachRoutes } from './routes.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createApi('outreach', outreachRoutes, outreachHandlers(table), {
  readMarker: markerReader(table),
});
