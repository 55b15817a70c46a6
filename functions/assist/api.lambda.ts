import { threadReader } from '../intelligence/index.ts';
import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { openTable } from '../platform/table/table.ts';
import type { AssistDeps } from './add-handover-note.ts';
import { readMessages } from './read-messages.ts';
import { assistRoutes } from './routes.ts';
import { suggestAnswers } from './suggest-answers.ts';

export const assistHandlers = (deps: AssistDeps): Handlers<typeof assistRoutes> => ({
  getSummary: async ({ params }) => {
    const { messages } = await readMessages(deps.table, params.ticketId);
    return { version: deps.reader.version, ...(await deps.reader.summarise(messages)) };
  },
  listSuggestions: ({ params }) => suggestAnswers(deps, params.ticketId),
});

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createApi('assist', assistRoutes, assistHandlers({ table, reader: threadReader }));
