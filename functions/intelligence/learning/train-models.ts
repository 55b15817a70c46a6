import type { Context } from '../../platform/context.ts';
import { claim, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import type { Table } from '../../platform/table/table.ts';
import { learnPhraseWeights } from '../sensitivity/learn-phrase-weights.ts';
import {
  deleteCorrection,
  loadPhraseCounts,
  loadTopicCorrections,
  loadTopicSet,
  saveModel,
} from '../store.ts';
import { topicsOf } from '../topics/topic-set.ts';
import { trainTopics } from '../topics/train-topics.ts';

const MAX_CORRECTIONS_PER_TOPIC = 2000;
const MAX_CORRECTIONS = 20_000;
/**
 * With the claim and the model well below the 100 actions of a transaction; the next training deletes the
 * rest.
 */
const MAX_DELETIONS = 80;

/**
 * Trains on all topics and corrections and deletes surplus corrections. Only one of two deliveries takes
 * effect.
 */
export async function trainModels(table: Table, message: DueMessage, context: Context): Promise<void> {
  const trainedAt = context.now.toISOString();
  const [set, corrections, counts] = await Promise.all([
    loadTopicSet(table),
    loadTopicCorrections(table, { maxPerTopic: MAX_CORRECTIONS_PER_TOPIC, max: MAX_CORRECTIONS }),
    loadPhraseCounts(table),
  ]);
  const topics = trainTopics(topicsOf(set), corrections.kept);
  await requireApplied(
    commit(table, context, {
      writes: [
        claim(message),
        ...saveModel({ topics, phrases: learnPhraseWeights(counts) }, trainedAt),
        ...corrections.surplus.slice(0, MAX_DELETIONS).map(deleteCorrection),
      ],
    }),
  );
}
