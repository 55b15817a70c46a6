import { readEnv } from '../platform/env/env.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { commit } from '../platform/table/commit.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { deleteTopic, putTopic } from './change-topic.ts';
import { EnvSchema } from './env.ts';
import { intelligenceRoutes } from './routes.ts';
import { readAnalysisSettings, saveAnalysisSettings } from './settings.ts';
import { loadTopicSet } from './store.ts';
import { topicsOf } from './topics/topic-set.ts';

export const intelligenceHandlers = (table: Table): Handlers<typeof intelligenceRoutes> => ({
  listTopics: async () => ({ items: topicsOf(await loadTopicSet(table)) }),
  putTopic: ({ params, body }, context) => putTopic(table, params.topicId, body, context),
  deleteTopic: ({ params }, context) => deleteTopic(table, params.topicId, context),
  getAnalysisSettings: () => readAnalysisSettings(table),
  putAnalysisSettings: async ({ body }, context) => {
    await commit(table, context, { writes: [saveAnalysisSettings(body)], answer: body });
    return body;
  },
});

const table = openTable(readEnv(EnvSchema).TABLE_NAME);
export const handler = createApi('intelligence', intelligenceRoutes, intelligenceHandlers(table));
