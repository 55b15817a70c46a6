// Reads replies and threads with rules alone, without a trained model.

import { proposePromises } from '../promises/propose-promises.ts';
import { suggestReplies } from '../thread/suggest-replies.ts';
import { summarise } from '../thread/summarise.ts';
import type { PromiseReader, ThreadReader } from './analyser.ts';
import { RULES_VERSION } from './local-analyser.ts';

export const promiseReader: PromiseReader = { proposePromises };

/** The methods are async, so that a rule that throws rejects. */
export const threadReader: ThreadReader = {
  version: RULES_VERSION,
  summarise: async (thread) => summarise(thread),
  suggestReplies: async (message, candidates) => suggestReplies(message, candidates),
};
