import fc from 'fast-check';
import { detectAll } from 'tinyld/light';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../functions/intelligence/language/detect-language.ts';
import { subjectOf } from '../../../functions/intelligence/sensitive/assertion.ts';
import {
  detectSensitive,
  phrasesIn,
  type SensitiveFinding,
} from '../../../functions/intelligence/sensitive/detect-sensitive.ts';
import type { Circumstances } from '../../../functions/intelligence/sensitive/evidence.ts';
import {
  REPORTED_FROM,
  type SensitiveKind,
  sensitiveKinds,
} from '../../../functions/intelligence/sensitive/kinds.ts';
import { learnWeights } from '../../../functions/intelligence/sensitive/learn-weights.ts';
import { likenessOf } from '../../../functions/intelligence/sensitive/likeness.ts';
import { sensitivePhrases } from '../../../functions/intelligence/sensitive/phrases.ts';
import { scoreSentiment } from '../../../functions/intelligence/sentiment/score-sentiment.ts';
import { wordsOf } from '../../../functions/intelligence/text/words.ts';
import { halfSeen, type Sample, sensitiveSamples, unseen } from './samples/sensitive.ts';

const NOW = new Date('2026-03-10T12:00:00Z');
const named: Record<string, SensitiveKind> = {
  c: 'complaint',
  b: 'billing_dispute',
  f: 'service_failure',
  v: 'vulnerable',
};

function of(text: string, over: Partial<Circumstances> = {}): SensitiveFinding[] {
  const words = wordsOf(text);
  const language = languageOf(words, detectAll);
  const alike = likenessOf(words, subjectOf(words, over.begins ?? 0).sentences);
  return detectSensitive(words, language, {
    sentiment: scoreSentiment(words, language),
    now: NOW,
    alike,
    ...over,
  });
}
const kindsIn = (text: string, over?: Partial<Circumstances>) => of(text, over).map(({ kind }) => kind);

function measure(samples: readonly Sample[]) {
  const results = samples.map(([kinds, text]) => ({
    wanted: [...kinds].map((letter) => named[letter]),
    found: kindsIn(text),
  }));
  const share = (part: number, whole: number) => Math.round((100 * part) / Math.max(1, whole)) / 100;
  const byKind = Object.fromEntries(
    sensitiveKinds.map((kind) => {
      const wanted = results.filter((result) => result.wanted.includes(kind));
      const found = results.filter((result) => result.found.includes(kind));
      const both = wanted.filter((result) => result.found.includes(kind)).length;
      return [kind, { recall: share(both, wanted.length), precision: share(both, found.length) }];
    }),
  ) as Record<SensitiveKind, { recall: number; precision: number }>;
  const ordinary = results.filter(({ wanted }) => wanted.length === 0);
  const sensitive = results.filter(({ wanted }) => wanted.length > 0);
  return {
    ...byKind,
    flagged: share(sensitive.filter(({ found }) => found.length > 0).length, sensitive.length),
    falseAlarms: share(ordinary.filter(({ found }) => found.length > 0).length, ordinary.length),
  };
}

describe('sensitive kinds', () => {
  it('are found in the messages that the phrases were written with, hard negatives among them', () => {
    const measured = measure(sensitiveSamples);
    expect(sensitiveSamples.length).toBeGreaterThanOrEqual(120);
    for (const kind of sensitiveKinds) {
      expect([kind, measured[kind].recall >= 0.95]).toEqual([kind, true]);
      expect([kind, measured[kind].precision >= 0.85]).toEqual([kind, true]);
    }
    expect(measured.vulnerable.recall).toBe(1);
    expect(measured.falseAlarms).toBeLessThanOrEqual(0.1);
  });

  it('are found in strangers’ words as far as was measured, and no less', () => {
    const [half, fresh] = [measure(halfSeen), measure(unseen)];
    console.info(JSON.stringify({ half, fresh }, null, 1));
    expect(fresh.vulnerable.recall).toBeGreaterThanOrEqual(0.85);
    expect(fresh.flagged).toBeGreaterThanOrEqual(0.9);
    expect(half.flagged).toBeGreaterThanOrEqual(0.9);
    for (const kind of sensitiveKinds) expect([kind, fresh[kind].recall >= 0.85]).toEqual([kind, true]);
    // One of sixteen and one of eighteen.
    expect(fresh.falseAlarms).toBeLessThanOrEqual(0.07);
    expect(half.falseAlarms).toBeLessThanOrEqual(0.06);
  });

  it('say why, with the words as they were written', () => {
    const [first] = of('My husband passed away in May.');
    expect(first).toMatchObject({ kind: 'vulnerable', drivers: ['life_event'] });
    expect(first?.reasons[0]).toBe('says “passed away”');
  });

  it.each([
    ['health', 'I have cancer.'],
    ['life_event', 'Mein Mann ist verstorben.'],
    ['resilience', 'Der Gerichtsvollzieher war da.'],
    ['capability', 'I am dyslexic.'],
  ])('name the driver %s', (driver, text) => {
    expect(of(text).find(({ kind }) => kind === 'vulnerable')?.drivers).toContain(driver);
  });

  it('are not read out of a denial, except of vulnerability', () => {
    expect(kindsIn('I am not angry.')).toEqual([]);
    expect(kindsIn('The lamp is not broken.')).toEqual([]);
    expect(kindsIn('I am not suicidal.')).toContain('vulnerable');
  });

  it.each([
    ['The screen is broken.', 'Is it covered when the screen is broken?', 'service_failure'],
    ['You charged me twice.', 'What if you charged me twice?', 'billing_dispute'],
    ['Die Heizung ist ausgefallen.', 'Wer kommt, falls die Heizung ausgefallen ist?', 'service_failure'],
  ] as const)('are told in “%s” and only supposed in “%s”', (told, supposed, kind) => {
    expect(kindsIn(told)).toContain(kind);
    expect(kindsIn(supposed)).not.toContain(kind);
  });

  it('are read in a question that reproaches, and of vulnerability however it is said', () => {
    expect(kindsIn('Is this a joke?')).toContain('complaint');
    expect(kindsIn('Can I pay later if my husband has died?')).toContain('vulnerable');
  });

  it('are not read out of a subject alone, above a text that could say so itself', () => {
    const subject = 'Outage\n';
    const below = (text: string) => kindsIn(subject + text, { begins: subject.length });
    expect(below('I only wanted to thank your colleague for the good advice.')).toEqual([]);
    expect(below('Our shop has been offline since nine this morning.')).toContain('service_failure');
    expect(below('since nine')).toContain('service_failure');
  });

  it('are not read out of a phrase about something else that holds them', () => {
    expect(kindsIn('I am sick.')).toContain('vulnerable');
    expect(kindsIn('I am sick of your excuses.')).toEqual(['complaint']);
  });

  it('that resemble examples say by which words', () => {
    const [finding] = of('Three colleagues gave me three different answers.');
    expect(finding).toMatchObject({ kind: 'complaint', phrases: [] });
    expect(finding?.reasons.join()).toMatch(/resembles messages of this kind \(0\.\d+\): “/);
  });

  it('are found by several words in a language that the message does not seem to be in', () => {
    const mixed =
      'Hello, please find my new address below, thank you. Mein Mann ist leider nicht mehr da, er hat sich das Leben nehmen wollen.';
    expect(kindsIn(mixed)).toContain('vulnerable');
  });
});

describe('a complaint', () => {
  const neutral = 'It is about the parcel.';
  const contactsAt = (...days: number[]) =>
    days.map((day) => ({
      at: new Date(NOW.getTime() - day * 86_400_000).toISOString(),
      topicId: 'delivery',
    }));
  const withContacts = (contacts: { at: string; topicId?: string }[], topicId = 'delivery') =>
    of(neutral, { topicId, history: { contacts, complaints: [] } });

  it('is seen in the third contact about a topic within 14 days, with the reason', () => {
    expect(withContacts(contactsAt(1))).toEqual([]);
    const [finding] = withContacts(contactsAt(1, 14));
    expect(finding?.kind).toBe('complaint');
    expect(finding?.reasons[0]).toBe('contact number 3 about “delivery” in 14 days');
  });

  it('is not seen in contacts that are older, later or about something else', () => {
    expect(withContacts(contactsAt(1, 14.01))).toEqual([]);
    expect(withContacts(contactsAt(1, -1))).toEqual([]);
    expect(withContacts(contactsAt(1, 2), 'returns')).toEqual([]);
    expect(of(neutral, { history: { contacts: contactsAt(1, 2), complaints: [] } })).toEqual([]);
  });

  it('is not seen in unhappy words alone that the matter has', () => {
    expect(kindsIn('The plate is broken and the glass is damaged.')).toEqual(['service_failure']);
  });

  it('is seen sooner in a faint sign when there was one before', () => {
    const text = 'That was too long.';
    const history = { contacts: [], complaints: [{ at: '2026-02-01T00:00:00.000Z' }] };
    const [before] = of(text, { history });
    expect(before?.confidence ?? 0).toBeGreaterThan(of(text)[0]?.confidence ?? 0);
    expect(before?.reasons.join()).toContain('1 earlier complaint in 90 days');
  });
});

describe('weights learned from corrections', () => {
  const text = 'This is ridiculous.';
  const phrasesOf = (message: string) => {
    const words = wordsOf(message);
    return phrasesIn(words, languageOf(words, detectAll));
  };
  const [{ id: complaintId } = { id: '' }] = phrasesOf(text);

  it('stay whole after one wrong alarm, and fall by 15 % for each further one down to 40 %', () => {
    const left = (away: number, kept = 0) =>
      learnWeights([{ id: complaintId, away, kept }]).weights[complaintId] ?? 1;
    expect([left(0), left(1), left(2), left(3), left(5), left(100)]).toEqual([1, 1, 0.85, 0.7, 0.4, 0.4]);
  });

  it('recover by right alarms, each worth two wrong ones', () => {
    expect(learnWeights([{ id: complaintId, away: 5, kept: 2 }]).weights).toEqual({});
  });

  it('take a phrase below the report in the end', () => {
    const { weights } = learnWeights([{ id: complaintId, away: 9, kept: 0 }]);
    const neutral = scoreSentiment(wordsOf(''), languageOf(wordsOf(''), detectAll));
    expect(kindsIn(text, { sentiment: neutral })).toContain('complaint');
    expect(kindsIn(text, { sentiment: neutral, weights })).not.toContain('complaint');
  });

  it('never make it deaf to a vulnerable customer', () => {
    const counts = sensitivePhrases().map(({ id }) => ({ id, away: 10_000, kept: 0 }));
    const { weights } = learnWeights(counts);
    const deaf = sensitivePhrases().filter(
      ({ id, says: { kind, weight } }) =>
        kind === 'vulnerable' && weight >= REPORTED_FROM && weight * (weights[id] ?? 1) < REPORTED_FROM,
    );
    expect(deaf).toEqual([]);
    expect(kindsIn('My husband passed away.', { weights })).toContain('vulnerable');
  });

  it('are the same whatever the order of the counts, and bounded for any', () => {
    const ids = sensitivePhrases()
      .slice(0, 30)
      .map(({ id }) => id);
    const count = fc.record({ id: fc.constantFrom(...ids, 'gone'), away: fc.nat(50), kept: fc.nat(50) });
    fc.assert(
      fc.property(fc.uniqueArray(count, { selector: ({ id }) => id }), (counts) => {
        const learned = learnWeights(counts);
        expect(learnWeights(counts.toReversed())).toEqual(learned);
        for (const left of Object.values(learned.weights)) {
          expect(left).toBeGreaterThanOrEqual(0.4);
          expect(left).toBeLessThan(1);
        }
        expect(learned.weights.gone).toBeUndefined();
      }),
    );
  });
});

describe('the phrases', () => {
  it('have ids of their own, short enough for a key', () => {
    const ids = sensitivePhrases().map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(Math.max(...ids.map((id) => Buffer.byteLength(id)))).toBeLessThan(1024);
  });
});
