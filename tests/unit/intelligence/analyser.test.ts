import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../../functions/intelligence/index.ts';
import { learnPhraseWeights } from '../../../functions/intelligence/sensitivity/learn-phrase-weights.ts';
import { defaultTopics } from '../../../functions/intelligence/topics/default-topics.ts';
import { trainTopics } from '../../../functions/intelligence/topics/train-topics.ts';

const NOW = new Date('2026-03-10T12:00:00Z');
const analyser = createAnalyser();
const of = (text: string, over = {}) => analyser.analyse({ text, now: NOW, ...over });

describe('the local analyser', () => {
  it('returns all parts of an analysis at once, each with a reason', async () => {
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

  it('has a version that changes with the topics and the learned weights', () => {
    const phrases = learnPhraseWeights([]);
    const topics = trainTopics(defaultTopics.slice(1));
    expect(createAnalyser({ topics }).version).not.toBe(analyser.version);
    expect(createAnalyser({ phrases }).version).toBe(`${analyser.version}.${phrases.version}`);
    expect(createAnalyser().version).toBe(analyser.version);
  });

  it('reads the subject line, but not that of a reply', async () => {
    expect((await of('see attachment', { subject: 'Wrong invoice' })).sensitive).toHaveLength(1);
    expect((await of('see attachment', { subject: 'Re: Wrong invoice' })).sensitive).toEqual([]);
    expect((await of('siehe Anhang', { subject: ' AW : Falsche Rechnung' })).sensitive).toEqual([]);
  });

  it('ignores quoted text of ours', async () => {
    const text =
      'Yes, Tuesday suits me.\n\nOn Monday Tom wrote:\n> Your complaint about the broken router is unacceptable.';
    expect((await of(text)).sensitive).toEqual([]);
  });

  it.each(['ok', 'danke', '??', '👍', '😡', ''])(
    'finds no language, urgency, topic or sensitive kind in “%s”',
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

  it('falls back to the customer’s language for short text, as not reliable', async () => {
    expect((await of('ok', { language: 'de-AT' })).language).toMatchObject({ tag: 'de', reliable: false });
    expect((await of('Where is my parcel, please?', { language: 'de' })).language).toMatchObject({
      tag: 'en',
      reliable: true,
    });
  });

  it('returns the same analysis for the same text, and only JSON values', async () => {
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

/** Texts of 64 KB designed to be slow: repetition, nesting, long words, many distinct words, stacked marks. */
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

/** Analyses the texts in a worker thread that can be stopped, so that a runaway pattern fails the test. */
async function readAll(texts: readonly string[]): Promise<number> {
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
  try {
    return await promise;
  } finally {
    clearTimeout(stop);
    await worker.terminate();
  }
}
/** A text takes about half a second; a backtracking pattern would take hours. */
const TIME_MS = 300_000;

describe('hostile messages of 64 KB', () => {
  it('are all analysed in time', async () => {
    expect(await readAll(Object.values(hostile))).toBe(Object.keys(hostile).length);
  });
});
