import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestReplies } from '../../../functions/intelligence/thread/suggest-replies.ts';
import {
  summarise,
  summaryParts,
  type ThreadMessage,
} from '../../../functions/intelligence/thread/summarise.ts';

const thread: ThreadMessage[] = [
  {
    id: 'm1',
    from: 'customer',
    text: 'Hello,\nmy router loses the connection every evening since the update. I restarted it twice. Can you help me?\nBest, Ann',
  },
  {
    id: 'm2',
    from: 'staff',
    text: 'Hello Ann,\nI have reset the line and checked the signal. Please restart the router once more.\nTom',
  },
  {
    id: 'm3',
    from: 'customer',
    text: 'I did, it did not help. This is getting really annoying! I work from home.',
  },
  { id: 'm4', from: 'staff', text: 'I am sorry. We will send you a new router by Friday.' },
  {
    id: 'm5',
    from: 'customer',
    text: '> We will send you a new router by Friday.\nFine. Do I have to return the old router?',
  },
];
const part = (name: string, messages = thread) =>
  summarise(messages).lines.filter((line) => line.part === name);

describe('the summary of a thread', () => {
  it('quotes what was asked, tried and promised, with the message of each', () => {
    expect(part('asked')[0]).toEqual({
      part: 'asked',
      text: 'my router loses the connection every evening since the update.',
      messageIds: ['m1'],
    });
    expect(part('tried').map(({ messageIds: [id] }) => id)).toContain('m2');
    expect(part('promised')).toEqual([
      { part: 'promised', text: 'We will send you a new router by Friday.', messageIds: ['m4'] },
    ]);
  });

  it('describes the customer’s mood and its change', () => {
    expect(part('mood', thread.slice(0, 3))).toMatchObject([
      { text: expect.stringMatching(/^negative.*“annoying”/), messageIds: expect.arrayContaining(['m3']) },
    ]);
  });

  it('works in German', () => {
    const german: ThreadMessage[] = [
      {
        id: 'a',
        from: 'customer',
        text: 'Guten Tag, meine Waschmaschine schleudert seit gestern nicht mehr.',
      },
      {
        id: 'b',
        from: 'staff',
        text: 'Ich habe den Filter geprüft. Wir schicken Ihnen bis Freitag einen Techniker.',
      },
    ];
    expect(part('asked', german)[0]?.text).toContain('Waschmaschine');
    expect(part('tried', german)[0]?.text).toBe('Ich habe den Filter geprüft.');
    expect(part('promised', german)[0]?.text).toBe('Wir schicken Ihnen bis Freitag einen Techniker.');
  });

  it('is empty for an empty thread', () => {
    expect(summarise([]).lines).toEqual([]);
  });

  it('has at most eight lines, each quoted from the thread except the mood', () => {
    const sentence = fc.constantFrom(
      'Please help me with the broken lamp.',
      'Can you send the invoice for March?',
      'I tried it twice already.',
      'We will call you by Friday.',
      'Thank you very much!',
      'The router shows an error message again.',
    );
    const message = fc.record({
      id: fc.uuid(),
      from: fc.constantFrom('customer' as const, 'staff' as const),
      text: fc.array(sentence, { maxLength: 8 }).map((parts) => parts.join(' ')),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
        const { lines } = summarise(messages);
        expect(lines.length).toBeLessThanOrEqual(8);
        const places = lines.map((line) => summaryParts.indexOf(line.part));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        for (const line of lines) {
          const texts = messages.filter(({ id }) => line.messageIds.includes(id)).map(({ text }) => text);
          expect(texts.length).toBeGreaterThan(0);
          expect(line.part === 'mood' || texts.some((text) => text.includes(line.text))).toBe(true);
        }
      }),
    );
  });
});

describe('suggested replies', () => {
  const candidates = [
    { id: 'router', title: 'Router loses connection', text: 'Restart the router and update its firmware.' },
    { id: 'shoes', title: 'Return shoes', text: 'Print the label and send the parcel.' },
    { id: 'wifi', title: 'Slow wifi', text: 'Move the router to another room.' },
  ];

  it('are ranked by similarity to the message, with the shared words', () => {
    const found = suggestReplies('My router keeps losing the connection', candidates);
    expect(found[0]).toMatchObject({
      id: 'router',
      sharedTerms: expect.arrayContaining(['router', 'connection']),
    });
    expect(found.some(({ id }) => id === 'shoes')).toBe(false);
    expect(found[0]?.score).toBeLessThanOrEqual(1);
  });

  it('match inflected German words', () => {
    const german = [
      { id: 'a', title: 'Rechnungen herunterladen', text: 'Alle Rechnungen stehen im Konto.' },
      { id: 'b', title: 'Schuhe zurückgeben', text: 'Das Etikett liegt bei.' },
    ];
    expect(suggestReplies('Wo finde ich meine Rechnung?', german)[0]?.id).toBe('a');
  });

  it('are at most five, and sorted by id for equal scores', () => {
    const same = ['f', 'b', 'a', 'd', 'c', 'e'].map((id) => ({ id, title: 'Router', text: 'Restart it.' }));
    expect(
      suggestReplies(
        'my router',
        [...same, candidates[1] ?? same[0]].flatMap((one) => one ?? []),
      ).map(({ id }) => id),
    ).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('are empty without significant words or without candidates', () => {
    expect(suggestReplies('Hello!', candidates)).toEqual([]);
    expect(suggestReplies('my router', [])).toEqual([]);
  });
});
