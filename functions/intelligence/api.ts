import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { deleteTopic, putTopic } from './change-topic.ts';
import { intelligenceRoutes } from './routes.ts';
import { putAnalysisSettings, readAnalysisSettings } from './settings.ts';
import { loadTopicSet } from './store.ts';
import { topicsOf } from './topics/topic-set.ts';

export const intelligenceHandlers = (table: Table): Handlers<typeof intelligenceRoutes> => ({
  listTopics: async () => ({ items: topicsOf(await loadTopicSet(table)) }),
  putTopic: ({ params, body, version }, context) =>
    putTopic(table, params.topicId, { ...body, version }, context),
  deleteTopic: ({ params, version }, context) => deleteTopic(table, params.topicId, version, context),
  getAnalysisSettings: () => readAnalysisSettings(table),
  putAnalysisSettings: ({ body, version }, context) =>
    putAnalysisSettings(table, { ...body, version }, context),
});

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createApi('intelligence', intelligenceRoutes, intelligenceHandlers(table));
