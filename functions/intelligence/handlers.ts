import type { Handlers } from '../platform/http/create-api.ts';
import { on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import type { Table } from '../platform/table/table.ts';
import { TicketCorrected } from '../tickets/events.ts';
import { learnFromCorrection } from './learning/learn-from-correction.ts';
import { trainModels } from './learning/train-models.ts';
import type { intelligenceRoutes } from './routes.ts';
import { putAnalysisSettings, readAnalysisSettings } from './settings.ts';
import { loadTopicSet } from './store.ts';
import { deleteTopic, putTopic } from './topics/change-topic.ts';
import { TRAIN_KIND } from './topics/schedule-training.ts';
import { topicsOf } from './topics/topic-set.ts';

/** Makes the handlers of the API's operations. */
export const intelligenceHandlers = (table: Table): Handlers<typeof intelligenceRoutes> => ({
  listTopics: async () => ({ items: topicsOf(await loadTopicSet(table)) }),
  putTopic: ({ params, body, version }, context) =>
    putTopic(table, params.topicId, { ...body, version }, context),
  deleteTopic: ({ params, version }, context) => deleteTopic(table, params.topicId, version, context),
  getAnalysisSettings: () => readAnalysisSettings(table),
  putAnalysisSettings: ({ body, version }, context) =>
    putAnalysisSettings(table, { ...body, version }, context),
});

/** Makes the handlers of the worker's events and timed work. */
export const intelligenceWorkerHandlers = (table: Table): WorkerHandlers => ({
  events: [on(TicketCorrected, (event, context) => learnFromCorrection(table, event, context))],
  due: { [TRAIN_KIND]: (message, context) => trainModels(table, message, context) },
});
