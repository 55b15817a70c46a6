import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyTopic } from '../../../functions/intelligence/topics/classify-topic.ts';
import { defaultTopics } from '../../../functions/intelligence/topics/default-topics.ts';
import { bagOfWords } from '../../../functions/intelligence/topics/features.ts';
import type { TopicCorrection } from '../../../functions/intelligence/topics/topic.ts';
import { topicsOf, withoutTopic, withTopic } from '../../../functions/intelligence/topics/topic-set.ts';
import { trainTopics } from '../../../functions/intelligence/topics/train-topics.ts';
import { offTopic, topicSamples } from './samples/topics.ts';

const model = trainTopics(defaultTopics);
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('the default topics', () => {
  const held = Object.entries(topicSamples).flatMap(([id, texts]) =>
    texts.map((text) => ({ id, text, found: classifyTopic(text, model) })),
  );

  it('classify 80 % of unseen messages right, and 90 % of the confident ones', () => {
    const right = held.filter(({ id, found }) => found.candidates[0]?.id === id).length / held.length;
    const sure = held.filter(({ found }) => found.topic !== undefined);
    const rightWhenSure = sure.filter(({ id, found }) => found.topic?.id === id).length / sure.length;
    console.info(
      JSON.stringify({ right, sure: sure.length / held.length, rightWhenSure, messages: held.length }),
    );
    expect(right).toBeGreaterThanOrEqual(0.8);
    expect(rightWhenSure).toBeGreaterThanOrEqual(0.9);
    expect(sure.length / held.length).toBeGreaterThanOrEqual(0.65);
  });

  it('are measured on eight topics with twelve or more unseen messages each', () => {
    const examples = new Set(defaultTopics.flatMap((topic) => topic.examples));
    expect(Object.keys(topicSamples).toSorted()).toEqual(defaultTopics.map(({ id }) => id).toSorted());
    for (const texts of Object.values(topicSamples)) expect(texts.length).toBeGreaterThanOrEqual(12);
    expect(held.filter(({ text }) => examples.has(text))).toEqual([]);
  });

  it('leave at least seven of eight unrelated messages to a person', () => {
    const answered = offTopic.filter((text) => !classifyTopic(text, model).triage);
    expect(answered.length / offTopic.length).toBeLessThanOrEqual(1 / 8);
  });
});

describe('classifying', () => {
  const text = 'My card was billed two times.';
  const { candidates } = classifyTopic(text, model);
  const confidence = candidates[0]?.confidence ?? 0;

  it('is confident at the threshold and asks a person just above it', () => {
    expect(classifyTopic(text, model, confidence)).toMatchObject({
      triage: false,
      topic: { id: 'billing', confidence },
    });
    expect(classifyTopic(text, model, confidence + 0.01)).toMatchObject({ triage: true });
  });

  it('names the deciding words and the version of the model', () => {
    expect(classifyTopic(text, model).reason).toContain('“billed”');
    expect(classifyTopic(text, model).version).toBe(model.version);
  });

  it('asks a person without a known word or without topics', () => {
    expect(classifyTopic('', model)).toMatchObject({ triage: true, candidates: [] });
    expect(classifyTopic(text, trainTopics([]))).toMatchObject({ triage: true, candidates: [] });
  });

  it('treats names of inherited properties as ordinary words', () => {
    expect(classifyTopic('constructor prototype toString hasOwnProperty __proto__', model).triage).toBe(true);
  });

  it('returns confidences from 0 to 1 for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (any) => {
        for (const candidate of classifyTopic(any, model).candidates) {
          expect(candidate.confidence).toBeGreaterThanOrEqual(0);
          expect(candidate.confidence).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('training', () => {
  const correction = (topicId: string, text: string): TopicCorrection => ({
    topicId,
    words: bagOfWords(text),
  });

  it('gives the same model whatever the order of topics and corrections', () => {
    const corrections = [
      correction('billing', 'The levy is odd'),
      correction('returns', 'levy of the crate'),
    ];
    const again = trainTopics(defaultTopics.toReversed(), corrections.toReversed());
    expect(again).toEqual(trainTopics(defaultTopics, corrections));
    expect(again.version).not.toBe(model.version);
  });

  it('learns from corrections by agents', () => {
    const text = 'My gizmo subscription voucher is mute';
    const learned = trainTopics(
      defaultTopics,
      ['gizmo voucher is mute', 'the gizmo stays mute', 'mute gizmo again'].map((one) =>
        correction('technical', one),
      ),
    );
    expect(classifyTopic(text, model).topic?.id).not.toBe('technical');
    expect(classifyTopic(text, learned).candidates[0]?.id).toBe('technical');
  });

  it('ignores corrections to a deleted topic', () => {
    expect(trainTopics(defaultTopics, [correction('gone', 'gizmo gizmo mute')])).toEqual(model);
  });

  it('ignores a word of a single correction, so that no customer’s name enters the model', () => {
    const once = trainTopics(defaultTopics, [correction('billing', 'Regards Ottokar Xylander')]);
    expect(JSON.stringify(once)).not.toMatch(/xylander|ottokar/);
  });

  it('stays within 300 KB for 40 topics and thousands of corrections', () => {
    const word = (n: number) => `${n.toString(36).replaceAll(/\d/g, 'q')}${'z'.repeat(30)}`;
    const topics = Array.from({ length: 40 }, (_, n) => ({
      id: `topic-${n}`,
      name: 'N'.repeat(80),
      examples: Array.from({ length: 40 }, (__, m) => `${word(n * 40 + m)} ${word(m)} ${word(n)}`),
    }));
    const corrections = Array.from({ length: 4000 }, (_, n) => ({
      topicId: `topic-${n % 40}`,
      words: [word(n), word(n + 1), word(n + 2)],
    }));
    expect(bytesOf(trainTopics(topics, corrections))).toBeLessThanOrEqual(300_000);
    expect(bytesOf(model)).toBeLessThanOrEqual(300_000);
  });

  it('ignores numbers and addresses', () => {
    expect(bagOfWords('Ann ann@example.org 4711 https://x.example/y/z lamp LAMP')).toEqual(['ann', 'lamp']);
  });
});

describe('the set of topics', () => {
  const now = new Date('2026-03-10T12:00:00Z');
  const request = { name: 'Own', examples: ['one', 'two', 'three'] };
  const empty = { version: 0, changes: [] };

  it('begins with the default topics', () => {
    expect(topicsOf(empty).map(({ id }) => id)).toEqual(defaultTopics.map(({ id }) => id).toSorted());
  });

  it('contains changed topics and no deleted ones', () => {
    const changed = withTopic(empty, 'billing', { ...request, version: 1 }, now);
    expect(changed).toMatchObject({ id: 'billing', version: 2, name: 'Own' });
    const gone = withoutTopic({ version: 1, changes: [changed] }, 'billing', undefined, now);
    expect(gone).toMatchObject({ version: 3, deleted: true });
    expect(topicsOf({ version: 2, changes: [gone] }).some(({ id }) => id === 'billing')).toBe(false);
    expect(withTopic({ version: 2, changes: [gone] }, 'billing', request, now).version).toBe(4);
  });

  it('refuses the forty-first topic, but not a change of one of forty', () => {
    const changes = Array.from({ length: 32 }, (_, n) => ({ id: `own-${n}`, version: 1, ...request }));
    const full = { version: 1, changes };
    expect(topicsOf(full)).toHaveLength(40);
    expect(() => withTopic(full, 'one-more', request, now)).toThrow(
      expect.objectContaining({ code: 'topic.too_many' }),
    );
    expect(withTopic(full, 'own-3', { ...request, version: 1 }, now).version).toBe(2);
    expect(withTopic({ version: 1, changes: changes.slice(1) }, 'one-more', request, now).version).toBe(1);
  });

  it('refuses to delete an unknown topic', () => {
    expect(() => withoutTopic(empty, 'nothing', undefined, now)).toThrow(
      expect.objectContaining({ code: 'topic.not_found' }),
    );
  });
});
