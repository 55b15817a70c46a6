import type { Context } from '../platform/context.ts';
import { claim, type DueMessage } from '../platform/scheduling/timed-work.ts';
import { commit } from '../platform/table/commit.ts';
import { requireApplied } from '../platform/table/outcome.ts';
import type { Table } from '../platform/table/table.ts';
import { learnWeights } from './sensitive/learn-weights.ts';
import {
  forgetCorrection,
  loadPhraseCounts,
  loadTopicCorrections,
  loadTopicSet,
  saveModel,
} from './store.ts';
import { topicsOf } from './topics/topic-set.ts';
import { trainTopics } from './topics/train-topics.ts';

const MOST_CORRECTIONS_A_TOPIC = 2000;
const MOST_CORRECTIONS = 20_000;
/** With the claim and the model well below the 100 actions of a transaction; the rest goes with the next training. */
const MOST_FORGOTTEN = 80;

/** Trains on everything that is there now and forgets the corrections beyond the newest. Of two deliveries one counts. */
export async function train(table: Table, message: DueMessage, context: Context): Promise<void> {
  const trainedAt = context.now.toISOString();
  const [set, corrections, counts] = await Promise.all([
    loadTopicSet(table),
    loadTopicCorrections(table, { mostATopic: MOST_CORRECTIONS_A_TOPIC, most: MOST_CORRECTIONS }),
    loadPhraseCounts(table),
  ]);
  const topics = trainTopics(topicsOf(set), corrections.kept);
  await requireApplied(
    commit(table, context, {
      writes: [
        claim(message),
        ...saveModel({ topics, phrases: learnWeights(counts) }, trainedAt),
        ...corrections.surplus.slice(0, MOST_FORGOTTEN).map(forgetCorrection),
      ],
    }),
  );
}
