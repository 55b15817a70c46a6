import { detectAll } from 'tinyld/light';
import { describe, expect, it } from 'vitest';
import { scoreSentiment } from '../../../functions/intelligence/message/score-sentiment.ts';
import { decideLanguage } from '../../../functions/intelligence/text/detect-language.ts';
import { tokenise } from '../../../functions/intelligence/text/tokenise.ts';
import { sentimentSamples } from './samples/sentiments.ts';

const of = (text: string) => {
  const words = tokenise(text);
  return scoreSentiment(words, decideLanguage(words, detectAll));
};

describe('sentiment', () => {
  it.each(Object.entries(sentimentSamples))(
    'agrees with a person in at least 90 % of messages in %s',
    (_, samples) => {
      const right = samples.filter(([label, text]) => of(text).label === label).length;
      expect(right / samples.length).toBeGreaterThanOrEqual(0.9);
    },
  );

  it.each([
    ['I am happy with the repair.', 'I am not happy with the repair.'],
    ['Das hilft mir sehr.', 'Das hilft mir gar nicht.'],
    ['The service is good.', 'The service is not good at all.'],
  ])('rates “%s” higher than “%s”', (better, worse) => {
    expect(of(better).score).toBeGreaterThan(of(worse).score);
  });

  it.each([
    ['I am disappointed.', 'I am very disappointed!'],
    ['The support is terrible.', 'The support is TERRIBLE.'],
  ])('rates “%s” milder than “%s”', (milder, stronger) => {
    expect(of(stronger).score).toBeLessThan(of(milder).score);
  });

  it('weighs what follows a “but” more than what precedes it', () => {
    expect(of('The food was good, but the service was bad.').score).toBeLessThan(
      of('The service was bad, but the food was good.').score,
    );
  });

  it('rates polite formulas as neutral', () => {
    expect(of('Dear team, thanks in advance. Kind regards').label).toBe('neutral');
    expect(of('Sehr geehrte Damen und Herren, vielen Dank im Voraus. Mit freundlichen Grüßen').label).toBe(
      'neutral',
    );
  });

  it('reads emojis in any language', () => {
    expect(of('😡😡').label).toBe('negative');
    expect(of('Zamówienie 👍 ❤️').label).toBe('positive');
  });

  it('names the deciding words, strongest first', () => {
    const { words, reason } = of(
      'The driver was friendly but the lamp is broken and you are liars and scammers.',
    );
    expect(words[0]).toMatchObject({ word: 'scammers' });
    expect(words.map(({ word }) => word)).toContain('broken');
    expect(reason).toContain('“scammers”');
  });

  it('is neutral with low confidence for an unknown language, with the reason', () => {
    expect(of('Gdzie jest moje zamówienie, proszę o odpowiedź')).toMatchObject({
      label: 'neutral',
      confidence: 0.2,
      reason: expect.stringContaining('language not known'),
    });
  });

  it('stays between −1 and 1 for any length', () => {
    expect(of('terrible '.repeat(5000)).score).toBeGreaterThanOrEqual(-1);
    expect(of('excellent '.repeat(5000)).score).toBeLessThanOrEqual(1);
  });
});
