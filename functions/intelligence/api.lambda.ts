import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi } from '../platform/http/create-api.ts';
import { openTable } from '../platform/table/table.ts';
import { intelligenceHandlers } from './handlers.ts';
import { intelligenceRoutes } from './routes.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createApi('intelligence', intelligenceRoutes, intelligenceHandlers(table));
