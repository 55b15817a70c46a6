import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposePromises } from '../../../functions/intelligence/promises/propose-promises.ts';

/** A Tuesday, noon in Berlin. */
const NOW = new Date('2026-03-10T11:00:00Z');
const of = (text: string, timeZone = 'Europe/Berlin', now = NOW) => proposePromises({ text, now, timeZone });

describe('promises in a reply', () => {
  it.each([
    ['We’ll call you by Friday 15:00.', 'call', '2026-03-13T14:00:00.000Z'],
    ['We call you by Friday 15:00.', 'call', '2026-03-13T14:00:00.000Z'],
    ['Dear Ada, we refund the amount by the 3rd.', 'refund', '2026-04-03T16:00:00.000Z'],
    ['You get your money back by Friday.', 'refund', '2026-03-13T17:00:00.000Z'],
    ['The replacement reaches you by 20 March.', 'delivery', '2026-03-20T17:00:00.000Z'],
    ['You will get the refund by the 3rd.', 'refund', '2026-04-03T16:00:00.000Z'],
    ['I’ll get back to you within two days.', 'reply', '2026-03-12T17:00:00.000Z'],
    ['We will deliver the replacement on 3 April.', 'delivery', '2026-04-03T16:00:00.000Z'],
    ['I’ll reply within 24 hours', 'reply', '2026-03-11T11:00:00.000Z'],
    ['We will refund you within 3-5 working days.', 'refund', '2026-03-17T17:00:00.000Z'],
    ['We’ll let you know by the end of the week.', 'reply', '2026-03-13T17:00:00.000Z'],
    ['I will call you tomorrow morning.', 'call', '2026-03-11T11:00:00.000Z'],
    ['It will be sorted by 12/04/2026.', 'other', '2026-04-12T16:00:00.000Z'],
    ['Wir rufen Sie bis Freitag 15 Uhr an.', 'call', '2026-03-13T14:00:00.000Z'],
    ['Die Erstattung erfolgt bis zum 3.', 'refund', '2026-04-03T16:00:00.000Z'],
    ['Ich melde mich innerhalb von zwei Tagen bei Ihnen.', 'reply', '2026-03-12T17:00:00.000Z'],
    ['Sie erhalten das Ersatzgerät am 3. April.', 'delivery', '2026-04-03T16:00:00.000Z'],
    ['Wir erstatten den Betrag binnen 5 Werktagen.', 'refund', '2026-03-17T17:00:00.000Z'],
    ['Ich melde mich heute noch.', 'reply', '2026-03-10T17:00:00.000Z'],
    ['Wir melden uns bis Ende der Woche.', 'reply', '2026-03-13T17:00:00.000Z'],
    ['Ich rufe Sie morgen früh an.', 'call', '2026-03-11T11:00:00.000Z'],
  ])('reads “%s” as %s by %s', async (text, kind, dueAt) => {
    expect(await of(text)).toMatchObject([{ kind, dueAt }]);
  });

  it.each([
    'Can we call you on Friday?',
    'We called you on Monday.',
    'If you get no mail by Friday, write to us.',
    'Once we receive the lamp by Friday, it is checked.',
    'You received it on Friday.',
    'Please reply by Friday.',
    'I cannot promise that it arrives by Friday.',
    'You can return it within 14 days.',
    'We will call you soon.',
    'Passt Ihnen Freitag?',
    'Bitte antworten Sie bis Freitag.',
    'Wir haben Sie am Montag angerufen.',
    'Ich kümmere mich darum.',
    '> We will call you by Friday.\nThat was the plan',
    '',
  ])('are not found in “%s”', async (text) => {
    const found = await of(text);
    expect(found.filter(({ text: sentence }) => !sentence.startsWith('>'))).toEqual([]);
  });

  it('are found one per sentence, with the sentence and the words for the due time', async () => {
    const found = await of(
      'Sorry! I will call you tomorrow at 9. The refund will be on your account by 20 March. Bye',
    );
    expect(found).toMatchObject([
      { text: 'I will call you tomorrow at 9.', kind: 'call', dueAt: '2026-03-11T08:00:00.000Z' },
      {
        kind: 'refund',
        reason: expect.stringContaining('“20 March” in Europe/Berlin, read as the end of that day'),
      },
    ]);
  });

  it('are due at local time, across the change to summer time', async () => {
    const text = 'We will call you on 30 March at 9:00.';
    expect(await of(text)).toMatchObject([{ dueAt: '2026-03-30T07:00:00.000Z' }]);
    expect(await of(text, 'America/New_York')).toMatchObject([{ dueAt: '2026-03-30T13:00:00.000Z' }]);
    expect(await of(text, 'Asia/Tokyo')).toMatchObject([{ dueAt: '2026-03-30T00:00:00.000Z' }]);
  });

  it('are due after the gap if the clock skips the time', async () => {
    expect(await of('Der Techniker kommt am 29.03.2026 um 2:30 Uhr.')).toMatchObject([
      { dueAt: '2026-03-29T01:30:00.000Z' },
    ]);
  });

  it('read 03/04 as 3 April, in America as 4 March', async () => {
    const text = 'We will call you on 03/04/2027.';
    expect(await of(text)).toMatchObject([{ dueAt: '2027-04-03T16:00:00.000Z' }]);
    expect(await of(text, 'America/New_York')).toMatchObject([{ dueAt: '2027-03-04T23:00:00.000Z' }]);
  });

  it('for today are due by midnight if it is after 18:00', async () => {
    const evening = new Date('2026-03-10T19:00:00Z');
    expect(await of('I will call you today.', 'Europe/Berlin', evening)).toMatchObject([
      { dueAt: '2026-03-10T22:59:00.000Z' },
    ]);
  });

  it('are always due in the future', async () => {
    const word = fc.constantFrom(
      'we will call you',
      'by',
      'Friday',
      'the 3rd',
      'within two days',
      '5',
      '31.',
      'am',
      'Ende des Monats',
      'tomorrow',
      '12:00',
      '99/99',
      'werde',
      '.',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 12 }), async (words) => {
        for (const { dueAt } of await of(words.join(' ')))
          expect(Date.parse(dueAt)).toBeGreaterThan(NOW.getTime());
      }),
    );
  });
});
