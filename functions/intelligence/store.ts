// Topics, what was learned, and the trained model on the table.
import { gunzipSync, gzipSync } from 'node:zlib';
import { parseStoredDocuments, reportQuarantined, storedIdOf } from '../platform/config/stored-document.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem, queryRange } from '../platform/table/read.ts';
import { done, stale } from '../platform/table/refusal.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { create, put, remove, replace, update, type Write } from '../platform/table/write.ts';
import type { PhraseCount } from './sensitive/learn-weights.ts';
import { bagOf } from './topics/features.ts';
import type { TopicCorrection } from './topics/topic.ts';
import { type TopicChange, TopicChangeSchema, type TopicSet } from './topics/topic-set.ts';
import type { TopicModel } from './topics/train-topics.ts';

const TOPICS_TO = 'T~';

/** All that the team has said of topics: one Query, more pages only of very long examples. */
export async function loadTopicSet(table: Table): Promise<TopicSet> {
  const { pk, sk } = keys.topicSet();
  const items = await everyItem(table, { pk, from: sk, to: TOPICS_TO, consistent: true });
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

/** Writes a topic on the set as it was read: of two changes at the same time one is tried again. */
export function saveTopic(set: TopicSet, topic: TopicChange): Write[] {
  const head = { t: 'topic_set', version: set.version + 1 };
  return [
    set.version === 0
      ? create(keys.topicSet(), head, stale)
      : replace(keys.topicSet(), head, set.version, stale),
    put(keys.topic(topic.id), { t: 'topic', topic }),
  ];
}

/**
 * Keeps what a message was about, by an agent's word: the bag of its words, not the message, so that no sentence of a
 * customer stays in the training data. The newest correction of a ticket is the one that is kept, in whatever order they arrive.
 */
export function recordTopicCorrection(
  ticketId: string,
  text: string,
  topicId: string | undefined,
  at: string,
): Write {
  return put(
    keys.topicCorrection(ticketId),
    { t: 'topic_correction', at, topicId, words: topicId === undefined ? [] : bagOf(text) },
    { expression: 'attribute_not_exists(pk) OR #at < :at', values: { at } },
    done,
  );
}

/** A correction by its place and time. */
export interface Correction {
  ticketId: string;
  at: string;
}

export interface Corrections {
  kept: TopicCorrection[];
  /** Beyond the newest of their topic: to be forgotten. */
  surplus: Correction[];
}

/**
 * The newest corrections of each topic, by the age of the ticket, and those beyond `mostATopic`. One that says that a ticket
 * has none of the topics is not trained on, but stands, as long as it is among the newest, against older ones that come late.
 */
export async function loadTopicCorrections(
  table: Table,
  { mostATopic, most }: { mostATopic: number; most: number },
): Promise<Corrections> {
  const { pk } = keys.topicCorrection('');
  const counts = new Map<string | undefined, number>();
  const found: Corrections = { kept: [], surplus: [] };
  for (const item of await everyItem(table, { pk, newestFirst: true })) {
    const topicId = item.topicId as string | undefined;
    const count = (counts.get(topicId) ?? 0) + 1;
    if (count > mostATopic || found.kept.length >= most) {
      found.surplus.push({ ticketId: String(item.sk), at: String(item.at) });
      continue;
    }
    counts.set(topicId, count);
    if (topicId !== undefined) found.kept.push({ topicId, words: item.words as string[] });
  }
  return found;
}

/** Deletes a correction, unless a newer one has taken its place: then the training is tried again. */
export function forgetCorrection({ ticketId, at }: Correction): Write {
  return remove(
    keys.topicCorrection(ticketId),
    { expression: 'attribute_not_exists(pk) OR #at = :at', values: { at } },
    stale,
  );
}

/** Counts a phrase for or against. */
export function countPhrase(id: string, verdict: 'away' | 'kept'): Write {
  return update(keys.phraseCount(id), { add: { [verdict]: 1 }, set: { t: 'phrase_count' } });
}

export async function loadPhraseCounts(table: Table): Promise<PhraseCount[]> {
  const { pk } = keys.phraseCount('');
  const items = await everyItem(table, { pk });
  return items.map(({ sk, away, kept }) => ({
    id: String(sk),
    away: Number(away ?? 0),
    kept: Number(kept ?? 0),
  }));
}

/** Everything that was learned. */
export interface Learned {
  topics: TopicModel;
  phrases: { version: string; weights: Record<string, number> };
}

export interface ModelHead {
  version: string;
  trainedAt: string;
}

export async function loadModelHead(table: Table): Promise<ModelHead | undefined> {
  const item = await getItem(table, keys.modelHead());
  return item && { version: String(item.version), trainedAt: String(item.trainedAt) };
}

export async function loadModel(table: Table): Promise<Learned | undefined> {
  const item = await getItem(table, keys.modelBody());
  if (!item) return undefined;
  try {
    return JSON.parse(gunzipSync(item.model as Uint8Array).toString('utf8')) as Learned;
  } catch {
    reportQuarantined([{ document: `model ${String(item.version)}`, problem: 'it cannot be unpacked' }]);
    return undefined;
  }
}

/** The model, compressed, and its head. A training that began earlier does not replace one that began later. */
export function saveModel(learned: Learned, trainedAt: string): Write[] {
  const version = `${learned.topics.version}.${learned.phrases.version}`;
  const newest = {
    expression: 'attribute_not_exists(pk) OR #trainedAt <= :trainedAt',
    values: { trainedAt },
  };
  const late = done;
  return [
    put(keys.modelHead(), { t: 'model_head', version, trainedAt }, newest, late),
    put(keys.modelBody(), { t: 'model', version, model: gzipSync(JSON.stringify(learned)) }),
  ];
}

async function everyItem(table: Table, range: Parameters<typeof queryRange>[1]): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await queryRange(table, { ...range, cursor });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}
