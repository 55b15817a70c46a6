import { describe, expect, it } from 'vitest';
import shippedFile from '../../../data/sensitivity/model.json' with { type: 'json' };
import { classifySensitivity } from '../../../functions/intelligence/sensitivity/classify-sensitivity.ts';
import { sensitiveKinds } from '../../../functions/intelligence/sensitivity/kinds.ts';
import { decodeModel, encodeModel } from '../../../functions/intelligence/sensitivity/model.ts';
import { sentenceFeatures } from '../../../functions/intelligence/sensitivity/sentence-features.ts';
import { synonymGroupsOf } from '../../../functions/intelligence/text/synonym-groups.ts';
import { tokenise } from '../../../functions/intelligence/text/tokenise.ts';
import { readExamples } from '../../../scripts/sensitivity/examples.ts';
import {
  dataFolder,
  manifestOnDisk,
  recordedManifest,
  trainFromData,
} from '../../../scripts/sensitivity/model-files.ts';
import { labelledMessages } from './evaluation.ts';

const of = (text: string, from = 0) =>
  Object.fromEntries(classifySensitivity(tokenise(text), from).map((one) => [one.kind, one]));
const featuresOf = (text: string) => sentenceFeatures(tokenise(text)).map(({ features }) => features);

// When one of the first two fails: node scripts/train-sensitivity.ts
describe('the sensitivity model', () => {
  it('was trained from the current examples and synonym groups', () => {
    expect(manifestOnDisk()).toEqual(recordedManifest());
  });

  it('is reproduced exactly by training again', { timeout: 120_000 }, () => {
    expect(trainFromData()).toEqual(shippedFile);
  });

  it('survives decoding and encoding unchanged', () => {
    const { version: _, ...encoded } = shippedFile;
    expect(encodeModel(decodeModel(encoded))).toEqual(encoded);
  });

  it('has less than 150 KB', () => {
    expect(JSON.stringify(shippedFile).length).toBeLessThan(150_000);
  });

  it('was not trained on the messages that measure it', () => {
    const examples = new Set(readExamples(`${dataFolder}/sensitivity`).map(({ text }) => text));
    const measured = (['held-out', 'afterwards', 'everyday'] as const).flatMap(labelledMessages);
    expect(measured.filter(({ text }) => text.length > 20 && examples.has(text))).toEqual([]);
  });

  it('has more than 200 examples of each kind and more than 30 % ordinary ones', () => {
    const examples = readExamples(`${dataFolder}/sensitivity`);
    const ordinary = examples.filter(({ kinds }) => kinds.length === 0).length;
    for (const kind of sensitiveKinds)
      expect(examples.filter(({ kinds }) => kinds.includes(kind)).length).toBeGreaterThan(200);
    expect(ordinary / examples.length).toBeGreaterThan(0.3);
  });
});

describe('the sensitivity classifier', () => {
  it('recognises words that no example has by their synonym groups', () => {
    expect(of('The fitter never turned up on Wednesday.').service_failure?.probability).toBeGreaterThan(0.3);
    expect(of('What time does the fitter arrive on Wednesday?').service_failure?.probability).toBeLessThan(
      0.3,
    );
  });

  it('names up to three deciding words as written and in their order', () => {
    const { words = [] } = of('Hello! NOBODY answers my letters.').complaint ?? {};
    expect(words.length).toBeGreaterThan(0);
    expect(words.length).toBeLessThanOrEqual(3);
    const places = words.map((word) => 'Hello! NOBODY answers my letters.'.indexOf(word));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('lets the body decide, not the subject line', () => {
    const text = 'My husband died\nWhen do you open?';
    const [all, below] = [of(text), of(text, 1)];
    expect(below.vulnerable?.probability).toBeLessThan(all.vulnerable?.probability ?? 0);
    expect(below.vulnerable?.sentence).toBe(1);
  });

  it('predicts nothing for a text without words or without a body', () => {
    expect(classifySensitivity(tokenise('?'))).toEqual([]);
    expect(classifySensitivity(tokenise('one sentence'), 1)).toEqual([]);
  });
});

describe('the features of a sentence', () => {
  it('are words, n-grams, bigrams, synonym groups and their order', () => {
    const [features] = featuresOf('Nobody answered');
    expect([...(features?.keys() ?? [])]).toEqual(
      expect.arrayContaining([
        '=nobody',
        '=answered',
        '_ans',
        'nobody+answered',
        '<nobody',
        '<nobody<answer',
      ]),
    );
  });

  it('mark the groups in a question', () => {
    expect(featuresOf('It is broken.')[0]?.has('?<broken')).toBe(false);
    expect(featuresOf('Is it broken?')[0]?.has('?<broken')).toBe(true);
  });

  it('contain no numbers and no other alphabets, which could identify a person', () => {
    const names = featuresOf('Konto 4711 東京 a1').flatMap((features) => [...features.keys()]);
    expect(names.filter((name) => /\d|[^\u0020-\u007e]/.test(name))).toEqual([]);
  });

  it('are limited to the first 1,500 words', () => {
    const many = featuresOf(`${'word. '.repeat(1500)}late.`);
    expect(many).toHaveLength(1500);
  });
});

describe('synonym groups', () => {
  it('join words and prefixes of several languages', () => {
    expect(synonymGroupsOf('versprochen')).toContain('promise');
    expect(synonymGroupsOf('promised')).toContain('promise');
    expect(synonymGroupsOf('4711')).toEqual(['number']);
    expect(synonymGroupsOf('nicht')).toContain('not');
    expect(synonymGroupsOf('constructor')).toEqual([]);
  });
});
