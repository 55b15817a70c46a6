import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNegatedAfter, isNegatedBefore } from '../../../functions/intelligence/text/negation.ts';
import {
  createPhraseFinder,
  longestMatches,
  makePhrases,
} from '../../../functions/intelligence/text/phrases.ts';
import { splitSentences } from '../../../functions/intelligence/text/split-sentences.ts';
import { stripQuoted } from '../../../functions/intelligence/text/strip-quoted.ts';
import {
  MAX_TEXT_LENGTH,
  normaliseWord,
  originalText,
  tokenise,
} from '../../../functions/intelligence/text/tokenise.ts';

const wordsIn = (text: string) => tokenise(text).tokens.map(({ word }) => word);

describe('tokens', () => {
  it('are normalised in case, accents and umlauts', () => {
    expect(wordsIn('Koennen KÖNNEN können Straße élève')).toEqual([
      'koennen',
      'koennen',
      'koennen',
      'strasse',
      'eleve',
    ]);
    expect(normaliseWord('ﬀ'.normalize('NFD'))).toBe('ﬀ');
  });

  it('join English contractions and split French elisions', () => {
    expect(wordsIn("don't isn’t l'argent d’accord")).toEqual(['dont', 'isnt', 'l', 'argent', 'd', 'accord']);
  });

  it('have a sentence and a clause, which a dot in a number or address does not end', () => {
    const { tokens: words } = tokenise('At 15.30 on example.org, but no. Then!');
    expect(words.map(({ sentence }) => sentence)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(words.slice(0, 6).every(({ clause }) => clause === 0)).toBe(true);
    expect(words[6]?.clause).toBeGreaterThan(0);
  });

  it('point to the original text', () => {
    const text = tokenise('Bitte  SOFORT\nanrufen');
    expect(originalText(text, 0, 3)).toBe('Bitte SOFORT anrufen');
  });

  it('end at 65,536 characters', () => {
    expect(wordsIn(`${'a '.repeat(MAX_TEXT_LENGTH)}end`)).not.toContain('end');
  });

  it('are in order and inside the text for any input', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (input) => {
        const { tokens: words, text } = tokenise(input);
        words.forEach(({ from, to }, at) => {
          expect(from).toBeGreaterThanOrEqual(words[at - 1]?.to ?? 0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
        });
      }),
    );
  });
});

describe('phrases', () => {
  const find = (pattern: string, text: string) =>
    createPhraseFinder(() => makePhrases('en', 'test', true, [pattern]))(tokenise(text)).map(
      ({ from, to }) => [from, to],
    );

  it.each([
    ['still waiting', 'I am still waiting', [[2, 4]]],
    ['charged|billed twice', 'You billed twice', [[1, 3]]],
    ['disappoint*', 'Disappointing!', [[0, 1]]],
    ['*ausfall', 'ein Internetausfall', [[1, 2]]],
    ['*ausfall*', 'bei Internetausfällen', []],
    ['*beatmung*', 'mit Heimbeatmungsgerät', [[1, 2]]],
    ['never _ again', 'I will never ever buy here again', [[2, 7]]],
    ['never _ again', 'never in my whole life again', []],
    ['invoice __ wrong', 'the invoice of the first of March is just wrong', [[1, 10]]],
    ['not good', 'not. Good', []],
    ['a b', 'a a b b', [[1, 3]]],
  ] as const)('with the pattern “%s” are found in “%s”', (pattern, text, found) => {
    expect(find(pattern, text)).toEqual(found);
  });

  it('are refused on first use if they begin with a gap or have no letters', () => {
    const use = (pattern: string) =>
      createPhraseFinder(() => makePhrases('en', 'test', 1, [pattern]))(tokenise('again'));
    expect(() => use('_ again')).toThrow('begins with a gap');
    expect(() => use('a *')).toThrow('without letters');
  });

  it('are reduced to the longest of overlapping matches, in the order of the text', () => {
    const found = createPhraseFinder(() =>
      makePhrases('en', 'a', 1, ['no', 'problem', 'no problem', 'great']),
    )(tokenise('great, no problem'));
    expect(longestMatches(found).map(({ phrase }) => phrase.pattern)).toEqual(['great', 'no problem']);
  });
});

describe('negation', () => {
  const denied = (text: string, word: string) => {
    const { tokens: words } = tokenise(text);
    const at = words.findIndex((one) => one.word === word);
    return isNegatedBefore(words, at) || isNegatedAfter(words, at + 1);
  };

  it.each([
    ['I am not at all happy', 'happy', true],
    ['I am not here and very happy', 'happy', false],
    ['It was not cheap, but good', 'good', false],
    ['not only good', 'good', false],
    ['Das hilft mir gar nicht', 'hilft', true],
    ['Das hilft, nicht wahr', 'hilft', false],
  ])('in “%s” applies to “%s”: %s', (text, word, expected) => {
    expect(denied(text, word)).toBe(expected);
  });
});

describe('stripping quoted text', () => {
  it('drops quoted lines and their attribution, and keeps text between and below', () => {
    const mail = 'My answer.\n\nOn Monday, Tom wrote:\n> What is it?\nAnd one more thing.\n> Really?';
    expect(stripQuoted(mail)).toBe('My answer.\n\nAnd one more thing.');
  });

  it('ends at the signature or the original message', () => {
    expect(stripQuoted('Yes.\n-- \nAnn, 0171 234')).toBe('Yes.');
    expect(stripQuoted('Ja.\n-----Ursprüngliche Nachricht-----\nVon: wir')).toBe('Ja.');
  });

  it('returns a mail of nothing but quotes whole', () => {
    expect(stripQuoted('> All of it')).toBe('> All of it');
  });
});

describe('sentences', () => {
  it('do not end at decimals, times or German dates', () => {
    expect(
      splitSentences('Es kostet 3.50 Euro. Wir kommen am 3. April um 15.30 Uhr. Gut?').map(
        ({ text }) => text,
      ),
    ).toEqual(['Es kostet 3.50 Euro.', 'Wir kommen am 3. April um 15.30 Uhr.', 'Gut?']);
  });

  it('are limited to 400', () => {
    expect(splitSentences('A b.\n'.repeat(1000))).toHaveLength(400);
  });
});
