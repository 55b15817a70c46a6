import { analyserLoader } from '../intelligence/index.ts';
import { readEnv } from '../platform/env/env.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { openTable } from '../platform/table/table.ts';
import { EnvSchema } from './env.ts';
import type { AssistDeps } from './hand-over.ts';
import { assistRoutes } from './routes.ts';
import { suggest } from './suggest.ts';
import { readMessages } from './thread.ts';

export const assistHandlers = (deps: AssistDeps): Handlers<typeof assistRoutes> => ({
  getSummary: async ({ params }) => {
    const [{ messages }, reader] = await Promise.all([
      readMessages(deps.table, params.ticketId),
      deps.analyser(),
    ]);
    return { version: reader.version, ...(await reader.summarise(messages)) };
  },
  listSuggestions: ({ params }) => suggest(deps, params.ticketId),
});

const table = openTable(readEnv(EnvSchema).TABLE_NAME);
export const handler = createApi(assistRoutes, assistHandlers({ table, analyser: analyserLoader(table) }));
