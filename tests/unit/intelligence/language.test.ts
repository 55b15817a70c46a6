import { detectAll } from 'tinyld/light';
import { describe, expect, it } from 'vitest';
import {
  baseLanguage,
  detectLanguage,
  languageByWords,
  languageOf,
} from '../../../functions/intelligence/language/detect-language.ts';
import { wordsOf } from '../../../functions/intelligence/text/words.ts';
import { languageSamples } from './samples/languages.ts';

const of = (text: string) => languageOf(wordsOf(text), detectAll);

describe('the language of a message', () => {
  const all = Object.entries(languageSamples).flatMap(([tag, texts]) =>
    texts.map((text) => ({ tag, found: of(text) })),
  );

  it('is right in at least 97 of 100 short messages in ten languages', () => {
    const right = all.filter(({ tag, found }) => found.tag === tag).length / all.length;
    expect(all.length).toBeGreaterThanOrEqual(90);
    expect(right).toBeGreaterThanOrEqual(0.97);
  });

  it('is right in 99 of 100 of those that are called reliable, and they are nearly all', () => {
    const reliable = all.filter(({ found }) => found.reliable);
    const right = reliable.filter(({ tag, found }) => found.tag === tag).length / reliable.length;
    expect(right).toBeGreaterThanOrEqual(0.99);
    expect(reliable.length / all.length).toBeGreaterThanOrEqual(0.9);
  });

  it.each(['', '?', '12345', '👍', 'ok', 'Hi', 'asdf qwer zxcv', 'Danke', '東京'])(
    'of “%s” is not called reliable',
    (text) => {
      expect(of(text).reliable).toBe(false);
    },
  );

  it.each(['ok', 'danke', 'merci', 'no', 'si', 'die', '??', '👍👍', '😡', '4711', 'lol', 'Amir'])(
    'of “%s” is not known, so that nobody is asked for who speaks what it may be',
    (text) => {
      const found = of(text);
      expect(found.tag).toBeUndefined();
      expect(found.confidence).toBe(0);
    },
  );

  it('without any word has no tag, and says so', () => {
    expect(of('4711 !!')).toEqual({ confidence: 0, reliable: false, reason: 'no words' });
  });

  it('is not decided by addresses, numbers or links', () => {
    expect(
      of('Wo ist mein Paket? https://the-tracking.example.org/where/is/the/parcel 1Z999 help@the.example.org')
        .tag,
    ).toBe('de');
  });

  it('of a tag with a region is its language', () => {
    expect(baseLanguage('de-AT')).toBe('de');
  });

  it('is the same when it is detected with profiles loaded on demand', async () => {
    const words = wordsOf('Die App stürzt beim Anmelden ab.');
    expect(await detectLanguage(words)).toEqual(languageOf(words, detectAll));
  });

  it('by words alone is right wherever it is called reliable', () => {
    const found = Object.entries(languageSamples).flatMap(([tag, texts]) =>
      texts.map((text) => ({ ...languageByWords(wordsOf(text)), wanted: tag })),
    );
    const wrong = found.filter(({ reliable, tag, wanted }) => reliable && tag !== wanted);
    expect(wrong).toEqual([]);
    expect(found.filter(({ reliable }) => reliable).length / found.length).toBeGreaterThan(0.6);
  });
});
