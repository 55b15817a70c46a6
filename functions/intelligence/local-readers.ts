// What reads replies and threads by rules alone, without a trained model.
import type { PromiseReader, ThreadReader } from './analyser.ts';
import { RULES } from './local-analyser.ts';
import { proposePromises } from './promises/propose-promises.ts';
import { suggestReplies } from './replies/suggest-replies.ts';
import { summarise } from './summary/summarise.ts';

export const promiseReader: PromiseReader = { proposePromises };

/** Asynchronous by contract; a rule that throws rejects. */
export const threadReader: ThreadReader = {
  version: RULES,
  summarise: async (thread) => summarise(thread),
  suggestReplies: async (message, candidates) => suggestReplies(message, candidates),
};
