import { detectAll } from 'tinyld/light';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../functions/intelligence/language/detect-language.ts';
import { scoreSentiment } from '../../../functions/intelligence/sentiment/score-sentiment.ts';
import { wordsOf } from '../../../functions/intelligence/text/words.ts';
import { sentimentSamples } from './samples/sentiments.ts';

const of = (text: string) => {
  const words = wordsOf(text);
  return scoreSentiment(words, languageOf(words, detectAll));
};

describe('sentiment', () => {
  it.each(Object.entries(sentimentSamples))(
    'in %s is what a person reads in at least 9 of 10 messages',
    (_, samples) => {
      const right = samples.filter(([label, text]) => of(text).label === label).length;
      expect(right / samples.length).toBeGreaterThanOrEqual(0.9);
    },
  );

  it.each([
    ['I am happy with the repair.', 'I am not happy with the repair.'],
    ['Das hilft mir sehr.', 'Das hilft mir gar nicht.'],
    ['The service is good.', 'The service is not good at all.'],
  ])('“%s” is better than “%s”', (better, worse) => {
    expect(of(better).score).toBeGreaterThan(of(worse).score);
  });

  it.each([
    ['I am disappointed.', 'I am very disappointed!'],
    ['The support is terrible.', 'The support is TERRIBLE.'],
  ])('“%s” is milder than “%s”', (milder, stronger) => {
    expect(of(stronger).score).toBeLessThan(of(milder).score);
  });

  it('weighs what comes after a “but” more than what came before', () => {
    expect(of('The food was good, but the service was bad.').score).toBeLessThan(
      of('The service was bad, but the food was good.').score,
    );
  });

  it('does not take politeness for joy', () => {
    expect(of('Dear team, thanks in advance. Kind regards').label).toBe('neutral');
    expect(of('Sehr geehrte Damen und Herren, vielen Dank im Voraus. Mit freundlichen Grüßen').label).toBe(
      'neutral',
    );
  });

  it('reads faces in any language', () => {
    expect(of('😡😡').label).toBe('negative');
    expect(of('Zamówienie 👍 ❤️').label).toBe('positive');
  });

  it('says which words said so, strongest first', () => {
    const { words, reason } = of(
      'The driver was friendly but the lamp is broken and you are liars and scammers.',
    );
    expect(words[0]).toMatchObject({ word: 'scammers' });
    expect(words.map(({ word }) => word)).toContain('broken');
    expect(reason).toContain('“scammers”');
  });

  it('of an unknown language is neutral with little confidence, and says why', () => {
    expect(of('Gdzie jest moje zamówienie, proszę o odpowiedź')).toMatchObject({
      label: 'neutral',
      confidence: 0.2,
      reason: expect.stringContaining('language not known'),
    });
  });

  it('stays within −1 and 1 however much is said', () => {
    expect(of('terrible '.repeat(5000)).score).toBeGreaterThanOrEqual(-1);
    expect(of('excellent '.repeat(5000)).score).toBeLessThanOrEqual(1);
  });
});
