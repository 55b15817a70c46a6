import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable } from '../platform/table/table.ts';
import { returnHandlers } from './handlers.ts';
import { returnRoutes } from './routes.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createApi('returns', returnRoutes, returnHandlers(table), {
  readMarker: markerReader(table),
});
