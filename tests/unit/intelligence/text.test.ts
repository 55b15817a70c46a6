import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeniedBefore, isDeniedBehind } from '../../../functions/intelligence/text/negation.ts';
import { ownWords } from '../../../functions/intelligence/text/own-words.ts';
import { longest, phraseFinder, phrasesOf } from '../../../functions/intelligence/text/phrases.ts';
import { sentencesOf } from '../../../functions/intelligence/text/sentences.ts';
import { fold, MAX_TEXT, quote, wordsOf } from '../../../functions/intelligence/text/words.ts';

const wordsIn = (text: string) => wordsOf(text).words.map(({ word }) => word);

describe('words', () => {
  it('are folded to one spelling, whatever case, accent or umlaut', () => {
    expect(wordsIn('Koennen KÖNNEN können Straße élève')).toEqual([
      'koennen',
      'koennen',
      'koennen',
      'strasse',
      'eleve',
    ]);
    expect(fold('ﬀ'.normalize('NFD'))).toBe('ﬀ');
  });

  it('keep English contractions whole and part French elisions', () => {
    expect(wordsIn("don't isn’t l'argent d’accord")).toEqual(['dont', 'isnt', 'l', 'argent', 'd', 'accord']);
  });

  it('know their sentence and clause; a dot inside a number or an address ends neither', () => {
    const { words } = wordsOf('At 15.30 on example.org, but no. Then!');
    expect(words.map(({ sentence }) => sentence)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(words.slice(0, 6).every(({ clause }) => clause === 0)).toBe(true);
    expect(words[6]?.clause).toBeGreaterThan(0);
  });

  it('point to what was written', () => {
    const text = wordsOf('Bitte  SOFORT\nanrufen');
    expect(quote(text, 0, 3)).toBe('Bitte SOFORT anrufen');
  });

  it('beyond 65,536 characters are not read', () => {
    expect(wordsIn(`${'a '.repeat(MAX_TEXT)}end`)).not.toContain('end');
  });

  it('of any text stand in order and within it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (input) => {
        const { words, text } = wordsOf(input);
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
    phraseFinder(() => phrasesOf('en', 'test', true, pattern))(wordsOf(text)).map(({ from, to }) => [
      from,
      to,
    ]);

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
  ] as const)('“%s” in “%s”', (pattern, text, found) => {
    expect(find(pattern, text)).toEqual(found);
  });

  it('that begin with a gap or have no letters are refused when they are first used', () => {
    const use = (pattern: string) =>
      phraseFinder(() => phrasesOf('en', 'test', 1, pattern))(wordsOf('again'));
    expect(() => use('_ again')).toThrow('begins with a gap');
    expect(() => use('a *')).toThrow('without letters');
  });

  it('that overlap leave the longest, in the order of the text', () => {
    const found = phraseFinder(() => phrasesOf('en', 'a', 1, 'no\nproblem\nno problem\ngreat'))(
      wordsOf('great, no problem'),
    );
    expect(longest(found).map(({ phrase }) => phrase.pattern)).toEqual(['great', 'no problem']);
  });
});

describe('negation', () => {
  const denied = (text: string, word: string) => {
    const { words } = wordsOf(text);
    const at = words.findIndex((one) => one.word === word);
    return isDeniedBefore(words, at) || isDeniedBehind(words, at + 1);
  };

  it.each([
    ['I am not at all happy', 'happy', true],
    ['I am not here and very happy', 'happy', false],
    ['It was not cheap, but good', 'good', false],
    ['not only good', 'good', false],
    ['Das hilft mir gar nicht', 'hilft', true],
    ['Das hilft, nicht wahr', 'hilft', false],
  ])('“%s”: “%s” denied: %s', (text, word, expected) => {
    expect(denied(text, word)).toBe(expected);
  });
});

describe('own words', () => {
  it('leave out quoted lines and who wrote them, and keep what stands between and below', () => {
    const mail = 'My answer.\n\nOn Monday, Tom wrote:\n> What is it?\nAnd one more thing.\n> Really?';
    expect(ownWords(mail)).toBe('My answer.\n\nAnd one more thing.');
  });

  it('end at the signature and at the original message', () => {
    expect(ownWords('Yes.\n-- \nAnn, 0171 234')).toBe('Yes.');
    expect(ownWords('Ja.\n-----Ursprüngliche Nachricht-----\nVon: wir')).toBe('Ja.');
  });

  it('of a mail that is quotes only are the whole mail', () => {
    expect(ownWords('> All of it')).toBe('> All of it');
  });
});

describe('sentences', () => {
  it('do not break at decimals, times or German dates', () => {
    expect(
      sentencesOf('Es kostet 3.50 Euro. Wir kommen am 3. April um 15.30 Uhr. Gut?').map(({ text }) => text),
    ).toEqual(['Es kostet 3.50 Euro.', 'Wir kommen am 3. April um 15.30 Uhr.', 'Gut?']);
  });

  it('are at most 400', () => {
    expect(sentencesOf('A b.\n'.repeat(1000))).toHaveLength(400);
  });
});
