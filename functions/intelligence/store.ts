// Reads and writes topics, corrections and the trained model in the table.
import { gunzipSync, gzipSync } from 'node:zlib';
import { parseStoredDocuments, reportQuarantined, storedIdOf } from '../platform/config/stored-document.ts';

import { getItem, queryRange } from '../platform/table/read.ts';
import { done, stale } from '../platform/table/refusal.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { create, put, remove, replace, update, type Write } from '../platform/table/write.ts';
import { analysisKeys } from './keys.ts';
import type { PhraseCount } from './sensitivity/learn-phrase-weights.ts';
import { bagOfWords } from './topics/features.ts';
import type { TopicCorrection } from './topics/topic.ts';
import { type TopicChange, TopicChangeSchema, type TopicSet } from './topics/topic-set.ts';
import type { TopicModel } from './topics/train-topics.ts';

const TOPICS_TO = 'T~';

/** Loads the team's changes of topics with one Query; very long examples need more pages. */
export async function loadTopicSet(table: Table): Promise<TopicSet> {
  const { pk, sk } = analysisKeys.topicSet();
  const items = await queryAll(table, { pk, from: sk, to: TOPICS_TO, consistent: true });
  const head = items.find((item) => item.sk === sk);
  const stored = items.filter(({ t }) => t === 'topic').map(({ topic }) => topic);
  const { values, problems } = parseStoredDocuments(
    TopicChangeSchema,
    stored,
    (topic) => `topic ${storedIdOf(topic)}`,
  );
  reportQuarantined(problems);
  return { version: Number(head?.version ?? 0), changes: values };
}

/**
 * Saves a topic in the set that was read. Of two concurrent changes one is refused with `write.contended`, to
 * be retried.
 */
export function saveTopic(set: TopicSet, topic: TopicChange): Write[] {
  const head = { t: 'topic_set', version: set.version + 1 };
  return [
    set.version === 0
      ? create(analysisKeys.topicSet(), head, stale)
      : replace(analysisKeys.topicSet(), head, set.version, stale),
    put(analysisKeys.topic(topic.id), { t: 'topic', topic }),
  ];
}

/**
 * Records the topic that an agent chose for a message. It stores the bag of words, not the message, so that
 * no sentence of a customer stays in the training data. The newest correction of a ticket wins, in whatever
 * order they arrive.
 */
export function recordTopicCorrection(
  ticketId: string,
  text: string,
  topicId: string | undefined,
  at: string,
): Write {
  return put(
    analysisKeys.topicCorrection(ticketId),
    { t: 'topic_correction', at, topicId, words: topicId === undefined ? [] : bagOfWords(text) },
    { expression: 'attribute_not_exists(pk) OR #at < :at', values: { at } },
    done,
  );
}

/** Identifies one version of a correction. */
export interface Correction {
  ticketId: string;
  at: string;
}

export interface Corrections {
  kept: TopicCorrection[];
  /** Older than the newest ones of their topic: to be deleted. */
  surplus: Correction[];
}

/**
 * Loads the newest corrections of each topic, by the age of the ticket, and the surplus. A correction to
 * "none of the topics" is not used for training. It is kept while it is among the newest, as it overrides
 * older corrections that arrive late.
 */
export async function loadTopicCorrections(
  table: Table,
  { maxPerTopic, max }: { maxPerTopic: number; max: number },
): Promise<Corrections> {
  const { pk } = analysisKeys.topicCorrection('');
  const counts = new Map<string | undefined, number>();
  const found: Corrections = { kept: [], surplus: [] };
  for (const item of await queryAll(table, { pk, newestFirst: true })) {
    const topicId = item.topicId as string | undefined;
    const count = (counts.get(topicId) ?? 0) + 1;
    if (count > maxPerTopic || found.kept.length >= max) {
      found.surplus.push({ ticketId: String(item.sk), at: String(item.at) });
      continue;
    }
    counts.set(topicId, count);
    if (topicId !== undefined) found.kept.push({ topicId, words: item.words as string[] });
  }
  return found;
}

/** Deletes a correction. If a newer one has replaced it, the write fails and the training is retried. */
export function deleteCorrection({ ticketId, at }: Correction): Write {
  return remove(
    analysisKeys.topicCorrection(ticketId),
    { expression: 'attribute_not_exists(pk) OR #at = :at', values: { at } },
    stale,
  );
}

/** Counts a phrase as rejected or confirmed. */
export function countPhrase(id: string, verdict: 'rejected' | 'confirmed'): Write {
  return update(analysisKeys.phraseCount(id), { add: { [verdict]: 1 }, set: { t: 'phrase_count' } });
}

export async function loadPhraseCounts(table: Table): Promise<PhraseCount[]> {
  const { pk } = analysisKeys.phraseCount('');
  const items = await queryAll(table, { pk });
  return items.map(({ sk, rejected, confirmed }) => ({
    id: String(sk),
    rejected: Number(rejected ?? 0),
    confirmed: Number(confirmed ?? 0),
  }));
}

/** Everything that the training learns. */
export interface LearnedModels {
  topics: TopicModel;
  phrases: { version: string; weights: Record<string, number> };
}

export interface ModelHead {
  version: string;
  trainedAt: string;
}

export async function loadModelHead(table: Table): Promise<ModelHead | undefined> {
  const item = await getItem(table, analysisKeys.modelHead());
  return item && { version: String(item.version), trainedAt: String(item.trainedAt) };
}

export async function loadModel(table: Table): Promise<LearnedModels | undefined> {
  const item = await getItem(table, analysisKeys.modelBody());
  if (!item) return undefined;
  try {
    return JSON.parse(gunzipSync(item.model as Uint8Array).toString('utf8')) as LearnedModels;
  } catch {
    reportQuarantined([{ document: `model ${String(item.version)}`, problem: 'it cannot be unpacked' }]);
    return undefined;
  }
}

/**
 * Saves the compressed model and its head. A training that began earlier does not replace one that began
 * later.
 */
export function saveModel(learned: LearnedModels, trainedAt: string): Write[] {
  const version = `${learned.topics.version}.${learned.phrases.version}`;
  const newest = {
    expression: 'attribute_not_exists(pk) OR #trainedAt <= :trainedAt',
    values: { trainedAt },
  };
  const late = done;
  return [
    put(analysisKeys.modelHead(), { t: 'model_head', version, trainedAt }, newest, late),
    put(analysisKeys.modelBody(), { t: 'model', version, model: gzipSync(JSON.stringify(learned)) }),
  ];
}

async function queryAll(table: Table, range: Parameters<typeof queryRange>[1]): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await queryRange(table, { ...range, cursor });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}
