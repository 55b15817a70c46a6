import fc from 'fast-check';
import { detectAll } from 'tinyld/light';
import { describe, expect, it } from 'vitest';
import { scoreSentiment } from '../../../functions/intelligence/message/score-sentiment.ts';
import { classifySensitivity } from '../../../functions/intelligence/sensitivity/classify-sensitivity.ts';
import {
  detectSensitivity,
  type SensitiveFinding,
} from '../../../functions/intelligence/sensitivity/detect-sensitivity.ts';
import type { DetectionContext } from '../../../functions/intelligence/sensitivity/evidence.ts';
import { indicatorPhrasesIn } from '../../../functions/intelligence/sensitivity/find-indicators.ts';
import { indicatorPhrases } from '../../../functions/intelligence/sensitivity/indicator-phrases.ts';
import {
  REPORT_THRESHOLD,
  type SensitiveKind,
  sensitiveKinds,
} from '../../../functions/intelligence/sensitivity/kinds.ts';
import { learnPhraseWeights } from '../../../functions/intelligence/sensitivity/learn-phrase-weights.ts';
import { subjectExtent } from '../../../functions/intelligence/sensitivity/modality.ts';
import { decideLanguage } from '../../../functions/intelligence/text/detect-language.ts';
import { tokenise } from '../../../functions/intelligence/text/tokenise.ts';
import { halfSeen, type Sample, sensitiveSamples, unseen } from './samples/sensitivity.ts';

const NOW = new Date('2026-03-10T12:00:00Z');
const named: Record<string, SensitiveKind> = {
  c: 'complaint',
  b: 'billing_dispute',
  f: 'service_failure',
  v: 'vulnerable',
};

function of(text: string, over: Partial<DetectionContext> = {}): SensitiveFinding[] {
  const words = tokenise(text);
  const language = decideLanguage(words, detectAll);
  const predictions = classifySensitivity(words, subjectExtent(words, over.bodyStart ?? 0).sentences);
  return detectSensitivity(words, language, {
    sentiment: scoreSentiment(words, language),
    now: NOW,
    predictions,
    ...over,
  });
}
const kindsIn = (text: string, over?: Partial<DetectionContext>) => of(text, over).map(({ kind }) => kind);

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
  it('are found in the messages that the phrases were written with', () => {
    const measured = measure(sensitiveSamples);
    expect(sensitiveSamples.length).toBeGreaterThanOrEqual(120);
    for (const kind of sensitiveKinds) {
      expect([kind, measured[kind].recall >= 0.95]).toEqual([kind, true]);
      expect([kind, measured[kind].precision >= 0.85]).toEqual([kind, true]);
    }
    expect(measured.vulnerable.recall).toBe(1);
    expect(measured.falseAlarms).toBeLessThanOrEqual(0.1);
  });

  it('are found in unseen messages as often as was measured', () => {
    const [half, fresh] = [measure(halfSeen), measure(unseen)];
    console.info(JSON.stringify({ half, fresh }, null, 1));
    expect(fresh.vulnerable.recall).toBeGreaterThanOrEqual(0.85);
    expect(fresh.flagged).toBeGreaterThanOrEqual(0.9);
    expect(half.flagged).toBeGreaterThanOrEqual(0.9);
    for (const kind of sensitiveKinds) expect([kind, fresh[kind].recall >= 0.85]).toEqual([kind, true]);
    // One message of sixteen and one of eighteen.
    expect(fresh.falseAlarms).toBeLessThanOrEqual(0.07);
    expect(half.falseAlarms).toBeLessThanOrEqual(0.06);
  });

  it('have reasons that quote the message', () => {
    const [first] = of('My husband passed away in May.');
    expect(first).toMatchObject({ kind: 'vulnerable', drivers: ['life_event'] });
    expect(first?.reasons[0]).toBe('says “passed away”');
  });

  it.each([
    ['health', 'I have cancer.'],
    ['life_event', 'Mein Mann ist verstorben.'],
    ['resilience', 'Der Gerichtsvollzieher war da.'],
    ['capability', 'I am dyslexic.'],
  ])('name the driver of vulnerability: %s', (driver, text) => {
    expect(of(text).find(({ kind }) => kind === 'vulnerable')?.drivers).toContain(driver);
  });

  it('are not found in a negation, except vulnerability', () => {
    expect(kindsIn('I am not angry.')).toEqual([]);
    expect(kindsIn('The lamp is not broken.')).toEqual([]);
    expect(kindsIn('I am not suicidal.')).toContain('vulnerable');
  });

  it.each([
    ['The screen is broken.', 'Is it covered when the screen is broken?', 'service_failure'],
    ['You charged me twice.', 'What if you charged me twice?', 'billing_dispute'],
    ['Die Heizung ist ausgefallen.', 'Wer kommt, falls die Heizung ausgefallen ist?', 'service_failure'],
  ] as const)('are found in “%s” but not in “%s”', (told, supposed, kind) => {
    expect(kindsIn(told)).toContain(kind);
    expect(kindsIn(supposed)).not.toContain(kind);
  });

  it('are found in a question for complaints and vulnerability', () => {
    expect(kindsIn('Is this a joke?')).toContain('complaint');
    expect(kindsIn('Can I pay later if my husband has died?')).toContain('vulnerable');
  });

  it('are not found by the subject line alone if the body is long enough', () => {
    const subject = 'Outage\n';
    const below = (text: string) => kindsIn(subject + text, { bodyStart: subject.length });
    expect(below('I only wanted to thank your colleague for the good advice.')).toEqual([]);
    expect(below('Our shop has been offline since nine this morning.')).toContain('service_failure');
    expect(below('since nine')).toContain('service_failure');
  });

  it('are not found inside a longer phrase about something else', () => {
    expect(kindsIn('I am sick.')).toContain('vulnerable');
    expect(kindsIn('I am sick of your excuses.')).toEqual(['complaint']);
  });

  it('name the words by which a message resembles the examples', () => {
    const [finding] = of('Three colleagues gave me three different answers.');
    expect(finding).toMatchObject({ kind: 'complaint', phrases: [] });
    expect(finding?.reasons.join()).toMatch(/resembles messages of this kind \(0\.\d+\): “/);
  });

  it('are found by phrases of several words in another language', () => {
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

  it('is found in the third contact about a topic within 14 days', () => {
    expect(withContacts(contactsAt(1))).toEqual([]);
    const [finding] = withContacts(contactsAt(1, 14));
    expect(finding?.kind).toBe('complaint');
    expect(finding?.reasons[0]).toBe('contact number 3 about “delivery” in 14 days');
  });

  it('is not found in contacts that are older, later or about another topic', () => {
    expect(withContacts(contactsAt(1, 14.01))).toEqual([]);
    expect(withContacts(contactsAt(1, -1))).toEqual([]);
    expect(withContacts(contactsAt(1, 2), 'returns')).toEqual([]);
    expect(of(neutral, { history: { contacts: contactsAt(1, 2), complaints: [] } })).toEqual([]);
  });

  it('is not found in unhappy words that another kind explains', () => {
    expect(kindsIn('The plate is broken and the glass is damaged.')).toEqual(['service_failure']);
  });

  it('has a higher confidence after an earlier complaint', () => {
    const text = 'That was too long.';
    const history = { contacts: [], complaints: [{ at: '2026-02-01T00:00:00.000Z' }] };
    const [before] = of(text, { history });
    expect(before?.confidence ?? 0).toBeGreaterThan(of(text)[0]?.confidence ?? 0);
    expect(before?.reasons.join()).toContain('1 earlier complaint in 90 days');
  });
});

describe('phrase weights learned from corrections', () => {
  const text = 'This is ridiculous.';
  const phrasesOf = (message: string) => {
    const words = tokenise(message);
    return indicatorPhrasesIn(words, decideLanguage(words, detectAll));
  };
  const [{ id: complaintId } = { id: '' }] = phrasesOf(text);

  it('ignore the first rejection and fall by 15 % per further one, down to 40 %', () => {
    const left = (rejected: number, confirmed = 0) =>
      learnPhraseWeights([{ id: complaintId, rejected, confirmed }]).weights[complaintId] ?? 1;
    expect([left(0), left(1), left(2), left(3), left(5), left(100)]).toEqual([1, 1, 0.85, 0.7, 0.4, 0.4]);
  });

  it('recover with confirmations, each worth two rejections', () => {
    expect(learnPhraseWeights([{ id: complaintId, rejected: 5, confirmed: 2 }]).weights).toEqual({});
  });

  it('take a phrase below the threshold after enough rejections', () => {
    const { weights } = learnPhraseWeights([{ id: complaintId, rejected: 9, confirmed: 0 }]);
    const neutral = scoreSentiment(tokenise(''), decideLanguage(tokenise(''), detectAll));
    expect(kindsIn(text, { sentiment: neutral })).toContain('complaint');
    expect(kindsIn(text, { sentiment: neutral, phraseWeights: weights })).not.toContain('complaint');
  });

  it('never suppress a phrase that alone reports a vulnerable customer', () => {
    const counts = indicatorPhrases().map(({ id }) => ({ id, rejected: 10_000, confirmed: 0 }));
    const { weights } = learnPhraseWeights(counts);
    const deaf = indicatorPhrases().filter(
      ({ id, label: { kind, weight } }) =>
        kind === 'vulnerable' && weight >= REPORT_THRESHOLD && weight * (weights[id] ?? 1) < REPORT_THRESHOLD,
    );
    expect(deaf).toEqual([]);
    expect(kindsIn('My husband passed away.', { phraseWeights: weights })).toContain('vulnerable');
  });

  it('are bounded and do not depend on the order of the counts', () => {
    const ids = indicatorPhrases()
      .slice(0, 30)
      .map(({ id }) => id);
    const count = fc.record({
      id: fc.constantFrom(...ids, 'gone'),
      rejected: fc.nat(50),
      confirmed: fc.nat(50),
    });
    fc.assert(
      fc.property(fc.uniqueArray(count, { selector: ({ id }) => id }), (counts) => {
        const learned = learnPhraseWeights(counts);
        expect(learnPhraseWeights(counts.toReversed())).toEqual(learned);
        for (const left of Object.values(learned.weights)) {
          expect(left).toBeGreaterThanOrEqual(0.4);
          expect(left).toBeLessThan(1);
        }
        expect(learned.weights.gone).toBeUndefined();
      }),
    );
  });
});

describe('the indicator phrases', () => {
  it('have unique ids that fit into a key', () => {
    const ids = indicatorPhrases().map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(Math.max(...ids.map((id) => Buffer.byteLength(id)))).toBeLessThan(1024);
  });
});
