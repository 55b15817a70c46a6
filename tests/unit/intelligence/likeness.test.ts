import { describe, expect, it } from 'vitest';
import { sensitiveExamples } from '../../../functions/intelligence/sensitive/examples.ts';
import { sensitiveKinds } from '../../../functions/intelligence/sensitive/kinds.ts';
import { likenessOf, readModel, writeModel } from '../../../functions/intelligence/sensitive/likeness.ts';
import { sentenceFeatures } from '../../../functions/intelligence/sensitive/likeness-features.ts';
import { trainLikeness } from '../../../functions/intelligence/sensitive/train-likeness.ts';
import { familiesOf } from '../../../functions/intelligence/text/families.ts';
import { wordsOf } from '../../../functions/intelligence/text/words.ts';
import { measuredMessages } from './measure.ts';

const of = (text: string, from = 0) =>
  Object.fromEntries(likenessOf(wordsOf(text), from).map((one) => [one.kind, one]));
const featuresOf = (text: string) => sentenceFeatures(wordsOf(text)).map(({ features }) => features);

describe('the model of likeness', () => {
  it('is what its examples teach: whoever changes one renews the other', async () => {
    const written = writeModel(trainLikeness(sensitiveExamples()));
    await expect(
      `// Learned from examples.ts; renewed by \`vitest run --project unit --update tests/unit/intelligence/likeness.test.ts\`.\nexport const likenessModel = \`${written}\`;\n`,
    ).toMatchFileSnapshot('../../../functions/intelligence/sensitive/likeness-model.ts');
    expect(writeModel(readModel(written))).toBe(written);
    expect(written.length).toBeLessThan(150_000);
  });

  it('has not learned from the messages that it is measured with', () => {
    const examples = new Set(sensitiveExamples().map(({ text }) => text));
    const measured = (['held-out', 'afterwards', 'everyday'] as const).flatMap(measuredMessages);
    expect(measured.filter(({ text }) => text.length > 20 && examples.has(text))).toEqual([]);
  });

  it('has examples of each kind in English and German, and as many ordinary ones', () => {
    const examples = sensitiveExamples();
    const ordinary = examples.filter(({ kinds }) => kinds.length === 0).length;
    for (const kind of sensitiveKinds)
      expect(examples.filter(({ kinds }) => kinds.includes(kind)).length).toBeGreaterThan(200);
    expect(ordinary / examples.length).toBeGreaterThan(0.3);
  });
});

describe('a likeness', () => {
  it('is the same in words that no example has, when their families stand as in examples', () => {
    expect(of('The fitter never turned up on Wednesday.').service_failure?.probability).toBeGreaterThan(0.3);
    expect(of('What time does the fitter arrive on Wednesday?').service_failure?.probability).toBeLessThan(
      0.3,
    );
  });

  it('says which words speak for it, as they were written and in their order', () => {
    const { words = [] } = of('Hello! NOBODY answers my letters.').complaint ?? {};
    expect(words.length).toBeGreaterThan(0);
    expect(words.length).toBeLessThanOrEqual(3);
    const places = words.map((word) => 'Hello! NOBODY answers my letters.'.indexOf(word));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('is decided by the sentences that are no subject', () => {
    const text = 'My husband died\nWhen do you open?';
    const [all, below] = [of(text), of(text, 1)];
    expect(below.vulnerable?.probability).toBeLessThan(all.vulnerable?.probability ?? 0);
    expect(below.vulnerable?.sentence).toBe(1);
  });

  it('of nothing is none', () => {
    expect(likenessOf(wordsOf('?'))).toEqual([]);
    expect(likenessOf(wordsOf('one sentence'), 1)).toEqual([]);
  });
});

describe('the features of a sentence', () => {
  it('are its words, their parts and neighbours, its families and which stands before which', () => {
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

  it('know what is asked', () => {
    expect(featuresOf('It is broken.')[0]?.has('?<broken')).toBe(false);
    expect(featuresOf('Is it broken?')[0]?.has('?<broken')).toBe(true);
  });

  it('have no numbers and no other alphabets, by which a person could be known', () => {
    const names = featuresOf('Konto 4711 東京 a1').flatMap((features) => [...features.keys()]);
    expect(names.filter((name) => /\d|[^\u0020-\u007e]/.test(name))).toEqual([]);
  });

  it('end at 1,500 words', () => {
    const many = featuresOf(`${'word. '.repeat(1500)}late.`);
    expect(many).toHaveLength(1500);
  });
});

describe('families', () => {
  it('join words of several languages, beginnings included', () => {
    expect(familiesOf('versprochen')).toContain('promise');
    expect(familiesOf('promised')).toContain('promise');
    expect(familiesOf('4711')).toEqual(['number']);
    expect(familiesOf('nicht')).toContain('not');
    expect(familiesOf('constructor')).toEqual([]);
  });
});
