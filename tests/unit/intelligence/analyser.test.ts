import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../../functions/intelligence/index.ts';
import { learnWeights } from '../../../functions/intelligence/sensitive/learn-weights.ts';
import { defaultTopics } from '../../../functions/intelligence/topics/default-topics.ts';
import { trainTopics } from '../../../functions/intelligence/topics/train-topics.ts';

const NOW = new Date('2026-03-10T12:00:00Z');
const analyser = createAnalyser();
const of = (text: string, over = {}) => analyser.analyse({ text, now: NOW, ...over });

describe('the local analyser', () => {
  it('says everything of a message at once, each with its reason', async () => {
    const analysis = await of('Meine Rechnung ist falsch und keiner antwortet, bitte heute noch klären!');
    expect(analysis).toMatchObject({
      version: analyser.version,
      language: { tag: 'de', reliable: true },
      sentiment: { label: 'negative' },
      urgency: { level: 'high', words: ['heute noch'] },
      topic: { topic: { id: 'billing' }, triage: false },
      thanks: { isThanks: false },
    });
    expect(analysis.sensitive.map(({ kind }) => kind).toSorted()).toEqual(['billing_dispute', 'complaint']);
    const confidences = analysis.sensitive.map(({ confidence }) => confidence);
    expect(confidences).toEqual(confidences.toSorted((one, other) => other - one));
    for (const { reason } of [
      analysis.language,
      analysis.sentiment,
      analysis.urgency,
      analysis.topic,
      analysis.thanks,
    ])
      expect(reason).not.toBe('');
  });

  it('has a version of its rules, its topics and its learned weights', () => {
    const phrases = learnWeights([]);
    const topics = trainTopics(defaultTopics.slice(1));
    expect(createAnalyser({ topics }).version).not.toBe(analyser.version);
    expect(createAnalyser({ phrases }).version).toBe(`${analyser.version}.${phrases.version}`);
    expect(createAnalyser().version).toBe(analyser.version);
  });

  it('reads the subject, but not that of the mail that is answered', async () => {
    expect((await of('see attachment', { subject: 'Wrong invoice' })).sensitive).toHaveLength(1);
    expect((await of('see attachment', { subject: 'Re: Wrong invoice' })).sensitive).toEqual([]);
    expect((await of('siehe Anhang', { subject: ' AW : Falsche Rechnung' })).sensitive).toEqual([]);
  });

  it('does not blame the customer for what we wrote and they quote', async () => {
    const text =
      'Yes, Tuesday suits me.\n\nOn Monday Tom wrote:\n> Your complaint about the broken router is unacceptable.';
    expect((await of(text)).sensitive).toEqual([]);
  });

  it.each(['ok', 'danke', '??', '👍', '😡', ''])(
    'makes nothing of “%s” that it does not say',
    async (text) => {
      const analysis = await of(text);
      expect(analysis).toMatchObject({
        language: { reliable: false },
        urgency: { level: 'none' },
        topic: { triage: true, candidates: [] },
        sensitive: [],
      });
      expect(analysis.language).not.toHaveProperty('tag');
    },
  );

  it('takes the customer’s language for text too short to tell, without calling it reliable', async () => {
    expect((await of('ok', { language: 'de-AT' })).language).toMatchObject({ tag: 'de', reliable: false });
    expect((await of('Where is my parcel, please?', { language: 'de' })).language).toMatchObject({
      tag: 'en',
      reliable: true,
    });
  });

  it('gives the same analysis for the same text, and none that JSON would lose', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), async (text) => {
        const analysis = await of(text);
        expect(await of(text)).toEqual(analysis);
        expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
      }),
      { numRuns: 60 },
    );
  });
});

/** Texts of 64 KB that are made to be slow: repetition, nesting, long words, many distinct words, marks on marks. */
const hostile: Record<string, string> = {
  'one letter': 'a'.repeat(65_536),
  'one word': 'not '.repeat(16_384),
  'beginnings of phrases': 'i am still waiting for the '.repeat(2400),
  'gaps of phrases': 'rechnung '.repeat(7200),
  apostrophes: "'".repeat(65_536),
  dots: '. '.repeat(32_768),
  'line breaks': '\n'.repeat(65_536),
  spaces: ' '.repeat(65_536),
  quotes: '> '.repeat(32_768),
  'at signs': '@'.repeat(65_536),
  slashes: 'a/'.repeat(32_768),
  digits: '1 2 3 '.repeat(11_000),
  marks: 'Z͑ͫ̓ͪ̂'.repeat(8000),
  faces: '👍🏽'.repeat(16_000),
  'many words': Array.from({ length: 9000 }, (_, n) => `w${n.toString(36)}x`).join(' '),
  promises: 'we will call you by the 3rd of friday within 5 '.repeat(1300),
  attributions: `${'wrote '.repeat(11_000)}:`,
  subjects: 're:'.repeat(21_000),
  surrogates: '\ud800'.repeat(65_536),
};

/** Reads each text in a thread that can be stopped: a pattern that runs away fails the test instead of hanging it. */
function readAll(texts: readonly string[]): Promise<number> {
  const source = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { createAnalyser, promiseReader, threadReader } = await import(workerData.module);
    const analyser = createAnalyser();
    const now = new Date('2026-03-10T12:00:00Z');
    for (const text of workerData.texts) {
      await analyser.analyse({ text, subject: text, now });
      await promiseReader.proposePromises({ text, now, timeZone: 'Europe/Berlin' });
      await threadReader.summarise([{ id: 'a', from: 'customer', text }, { id: 'b', from: 'staff', text }]);
      await threadReader.suggestReplies(text, [{ id: 'x', title: text.slice(0, 300), text }]);
      parentPort.postMessage('read');
    }
  `;
  const module = new URL('../../../functions/intelligence/index.ts', import.meta.url).href;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), {
    workerData: { module, texts },
  });
  let read = 0;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const stop = setTimeout(() => resolve(read), TIME_MS);
  worker.on('message', () => {
    read += 1;
    if (read === texts.length) resolve(read);
  });
  worker.once('error', reject);
  return promise.finally(() => {
    clearTimeout(stop);
    return worker.terminate();
  });
}
/** A text takes about half a second. What backtracks takes hours. */
const TIME_MS = 300_000;

describe('messages of 64 KB that are made to be slow', () => {
  it('are all read', async () => {
    expect(await readAll(Object.values(hostile))).toBe(Object.keys(hostile).length);
  });
});
