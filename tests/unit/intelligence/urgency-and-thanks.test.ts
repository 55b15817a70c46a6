import { detectAll } from 'tinyld/light';
import { describe, expect, it } from 'vitest';
import { detectThanks } from '../../../functions/intelligence/analyser/detect-thanks.ts';
import { detectUrgency } from '../../../functions/intelligence/message/detect-urgency.ts';
import { decideLanguage } from '../../../functions/intelligence/text/detect-language.ts';
import { tokenise } from '../../../functions/intelligence/text/tokenise.ts';
import { notThanks, thanks } from './samples/thanks.ts';
import { urgencySamples } from './samples/urgencies.ts';

const urgencyOf = (text: string) => {
  const words = tokenise(text);
  return detectUrgency(words, decideLanguage(words, detectAll));
};

describe('urgency', () => {
  it.each(urgencySamples)('is %s in “%s”', (level, text) => {
    expect(urgencyOf(text).level).toBe(level);
  });

  it('names the deciding words as they were written', () => {
    expect(urgencyOf('Bitte HEUTE NOCH antworten')).toEqual({
      level: 'high',
      words: ['HEUTE NOCH'],
      reason: '“HEUTE NOCH”',
    });
    expect(urgencyOf('Hello')).toEqual({ level: 'none', words: [], reason: 'no words of urgency' });
  });
});

describe('a message', () => {
  it.each(thanks)('is only thanks: “%s”', (text) => {
    expect(detectThanks(text)).toMatchObject({ isThanks: true });
  });

  it.each(notThanks)('is more than thanks: “%s”', (text) => {
    const { isThanks: said, reason } = detectThanks(text);
    expect(said).toBe(false);
    expect(reason).not.toBe('');
  });

  it('is more than thanks if it has more than 60 words', () => {
    expect(detectThanks('thanks '.repeat(60)).isThanks).toBe(true);
    expect(detectThanks('thanks '.repeat(61))).toEqual({
      isThanks: false,
      reason: '61 words are more than thanks',
    });
  });
});
