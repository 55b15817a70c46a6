import { threadReader } from '../intelligence/index.ts';
import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi } from '../platform/http/create-api.ts';
import { openTable } from '../platform/table/table.ts';
import { assistHandlers } from './api-handlers.ts';
import { assistRoutes } from './routes.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createApi('assist', assistRoutes, assistHandlers({ table, reader: threadReader }));
