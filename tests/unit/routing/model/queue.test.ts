import { describe, expect, it } from 'vitest';
import { KNOWN_TOPIC, queueOf } from '../../../../functions/routing/model/queue.ts';
import type { Ticket } from '../../../../functions/tickets/core/ticket.ts';
import { queueWith } from '../../../support/routing/agents.ts';
import { ticketWith } from '../../../support/tickets/tickets.ts';

const topic = (id: string, confidence = 1, by: 'model' | 'staff' = 'model') => ({ id, confidence, by });

describe('the queue of a ticket', () => {
  const queues = [
    queueWith('phones', { position: 1, conditions: { channels: ['phone'] } }),
    queueWith('german-bills', { position: 2, conditions: { topics: ['billing'], languages: ['de'] } }),
    queueWith('bills', { position: 3, conditions: { topics: ['billing', 'refund'] } }),
    queueWith('vips', { position: 4, conditions: { vipTiers: [1, 2], priorities: ['urgent'] } }),
    queueWith('gold', { position: 5, conditions: { segments: ['gold'] } }),
    queueWith('returns', { position: 6, conditions: { tags: ['return'] } }),
  ];
  const triage = queueWith('triage', { position: 0 });

  it.each<[string, Partial<Ticket>, string]>([
    ['the first from the top that fits', { channel: 'phone', topic: topic('billing') }, 'phones'],
    ['only where all conditions hold', { topic: topic('billing'), language: 'en' }, 'bills'],
    ['whichever region of the language', { topic: topic('billing'), language: 'de-CH' }, 'german-bills'],
    ['one of a list is enough', { topic: topic('refund') }, 'bills'],
    ['a topic known well enough', { topic: topic('billing', KNOWN_TOPIC) }, 'bills'],
    ['a topic that is a guess is none', { topic: topic('billing', KNOWN_TOPIC - 0.01) }, 'general'],
    ['what staff say is no guess', { topic: topic('billing', 0, 'staff') }, 'bills'],
    ['a VIP of the tier, and urgent', { vipTier: 2, priority: 'urgent' }, 'vips'],
    ['not a VIP of another tier', { vipTier: 3, priority: 'urgent' }, 'general'],
    ['a segment of the customer', { segments: ['silver', 'gold'] }, 'gold'],
    ['a tag', { tags: ['return'] }, 'returns'],
    ['general when nothing fits', {}, 'general'],
    ['where it was put by hand', { queueId: 'gold', queuedBy: 'staff', channel: 'phone' }, 'gold'],
    ['not where the conditions put it before', { queueId: 'gold', channel: 'phone' }, 'phones'],
    [
      'by the conditions when the queue it was put into is gone',
      { queueId: 'gone', queuedBy: 'staff' },
      'general',
    ],
  ])('%s', (_name, over, expected) => {
    expect(queueOf(ticketWith(over), queues).id).toBe(expected);
  });

  it('is triage, where it is configured, when nothing fits and nobody knows the topic', () => {
    const all = [...queues, triage];
    expect(queueOf(ticketWith({}), all).id).toBe('triage');
    expect(queueOf(ticketWith({ topic: topic('other', 0.2) }), all).id).toBe('triage');
    expect(queueOf(ticketWith({ topic: topic('other') }), all).id).toBe('general');
    expect(queueOf(ticketWith({ channel: 'phone' }), all).id).toBe('phones');
  });

  it('is the same in whatever order the queues are stored', () => {
    const ticket = ticketWith({ channel: 'phone', topic: topic('billing'), language: 'de' });
    expect(queueOf(ticket, queues.toReversed()).id).toBe('phones');
  });

  it('general can be saved to change how it is served, and takes what is left all the same', () => {
    const general = queueWith('general', {
      position: 0,
      acceptSeconds: 30,
      conditions: { channels: ['chat'] },
    });
    expect(queueOf(ticketWith({}), [...queues, general])).toMatchObject({ id: 'general', acceptSeconds: 30 });
    expect(queueOf(ticketWith({ channel: 'phone' }), [general, ...queues]).id).toBe('phones');
  });
});
