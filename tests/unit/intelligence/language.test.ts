import { detectAll } from 'tinyld/light';
import { describe, expect, it } from 'vitest';
import {
  baseLanguage,
  decideLanguage,
  detectLanguage,
  detectLanguageByWords,
} from '../../../functions/intelligence/text/detect-language.ts';
import { tokenise } from '../../../functions/intelligence/text/tokenise.ts';
import { languageSamples } from './samples/languages.ts';

const of = (text: string) => decideLanguage(tokenise(text), detectAll);

describe('language detection', () => {
  const all = Object.entries(languageSamples).flatMap(([tag, texts]) =>
    texts.map((text) => ({ tag, found: of(text) })),
  );

  it('is right in at least 97 % of short messages in ten languages', () => {
    const right = all.filter(({ tag, found }) => found.tag === tag).length / all.length;
    expect(all.length).toBeGreaterThanOrEqual(90);
    expect(right).toBeGreaterThanOrEqual(0.97);
  });

  it('is right in 99 % of the messages that it calls reliable, which are at least 90 %', () => {
    const reliable = all.filter(({ found }) => found.reliable);
    const right = reliable.filter(({ tag, found }) => found.tag === tag).length / reliable.length;
    expect(right).toBeGreaterThanOrEqual(0.99);
    expect(reliable.length / all.length).toBeGreaterThanOrEqual(0.9);
  });

  it.each(['', '?', '12345', '👍', 'ok', 'Hi', 'asdf qwer zxcv', 'Danke', '東京'])(
    'does not call “%s” reliable',
    (text) => {
      expect(of(text).reliable).toBe(false);
    },
  );

  it.each(['ok', 'danke', 'merci', 'no', 'si', 'die', '??', '👍👍', '😡', '4711', 'lol', 'Amir'])(
    'returns no language for “%s”, so that no agent is chosen by it',
    (text) => {
      const found = of(text);
      expect(found.tag).toBeUndefined();
      expect(found.confidence).toBe(0);
    },
  );

  it('returns no tag for a text without words, with the reason', () => {
    expect(of('4711 !!')).toEqual({ confidence: 0, reliable: false, reason: 'no words' });
  });

  it('ignores addresses, numbers and links', () => {
    expect(
      of('Wo ist mein Paket? https://the-tracking.example.org/where/is/the/parcel 1Z999 help@the.example.org')
        .tag,
    ).toBe('de');
  });

  it('drops the region of a language tag', () => {
    expect(baseLanguage('de-AT')).toBe('de');
  });

  it('gives the same result when the profiles are loaded on demand', async () => {
    const words = tokenise('Die App stürzt beim Anmelden ab.');
    expect(await detectLanguage(words)).toEqual(decideLanguage(words, detectAll));
  });

  it('is never reliable and wrong by function words alone', () => {
    const found = Object.entries(languageSamples).flatMap(([tag, texts]) =>
      texts.map((text) => ({ ...detectLanguageByWords(tokenise(text)), wanted: tag })),
    );
    const wrong = found.filter(({ reliable, tag, wanted }) => reliable && tag !== wanted);
    expect(wrong).toEqual([]);
    expect(found.filter(({ reliable }) => reliable).length / found.length).toBeGreaterThan(0.6);
  });
});
