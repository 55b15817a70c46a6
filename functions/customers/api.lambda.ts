import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable } from '../platform/table/table.ts';
import { listOpenPromises } from '../promises/index.ts';
import { customerHandlers } from './handlers.ts';
import { customerRoutes } from './routes.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
const openPromises = (customerId: string) => listOpenPromises(table, customerId);
export const handler = createApi('customers', customerRoutes, customerHandlers({ table, openPromises }), {
  readMarker: markerReader(table),
});
