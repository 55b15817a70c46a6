import { detectAll } from 'tinyld/light';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../functions/intelligence/language/detect-language.ts';
import { wordsOf } from '../../../functions/intelligence/text/words.ts';
import { isThanks } from '../../../functions/intelligence/thanks.ts';
import { findUrgency } from '../../../functions/intelligence/urgency.ts';
import { notThanks, thanks } from './samples/thanks.ts';
import { urgencySamples } from './samples/urgencies.ts';

const urgencyOf = (text: string) => {
  const words = wordsOf(text);
  return findUrgency(words, languageOf(words, detectAll));
};

describe('urgency', () => {
  it.each(urgencySamples)('is %s in “%s”', (level, text) => {
    expect(urgencyOf(text).level).toBe(level);
  });

  it('says the words that said so, as they were written', () => {
    expect(urgencyOf('Bitte HEUTE NOCH antworten')).toEqual({
      level: 'high',
      words: ['HEUTE NOCH'],
      reason: '“HEUTE NOCH”',
    });
    expect(urgencyOf('Hello')).toEqual({ level: 'none', words: [], reason: 'no words of urgency' });
  });
});

describe('a message', () => {
  it.each(thanks)('is thanks alone: “%s”', (text) => {
    expect(isThanks(text)).toMatchObject({ isThanks: true });
  });

  it.each(notThanks)('is more than thanks: “%s”', (text) => {
    const { isThanks: said, reason } = isThanks(text);
    expect(said).toBe(false);
    expect(reason).not.toBe('');
  });

  it('of more than 60 words is more than thanks', () => {
    expect(isThanks('thanks '.repeat(60)).isThanks).toBe(true);
    expect(isThanks('thanks '.repeat(61))).toEqual({
      isThanks: false,
      reason: '61 words are more than thanks',
    });
  });
});
