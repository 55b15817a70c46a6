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
    ['is the first whose conditions hold', { channel: 'phone', topic: topic('billing') }, 'phones'],
    ['requires all conditions to hold', { topic: topic('billing'), language: 'en' }, 'bills'],
    ['ignores the region of the language', { topic: topic('billing'), language: 'de-CH' }, 'german-bills'],
    ['needs one value of a list to match', { topic: topic('refund') }, 'bills'],
    ['accepts a topic with enough confidence', { topic: topic('billing', KNOWN_TOPIC) }, 'bills'],
    [
      'ignores a topic with too little confidence',
      { topic: topic('billing', KNOWN_TOPIC - 0.01) },
      'general',
    ],
    ['accepts a topic set by staff', { topic: topic('billing', 0, 'staff') }, 'bills'],
    ['matches VIP tier and priority', { vipTier: 2, priority: 'urgent' }, 'vips'],
    ['does not match another VIP tier', { vipTier: 3, priority: 'urgent' }, 'general'],
    ['matches a segment of the customer', { segments: ['silver', 'gold'] }, 'gold'],
    ['matches a tag', { tags: ['return'] }, 'returns'],
    ['is general when no conditions hold', {}, 'general'],
    ['is the one that staff moved it to', { queueId: 'gold', queuedBy: 'staff', channel: 'phone' }, 'gold'],
    ['is not kept from an earlier match of conditions', { queueId: 'gold', channel: 'phone' }, 'phones'],
    [
      'follows the conditions when the queue that staff chose was deleted',
      { queueId: 'gone', queuedBy: 'staff' },
      'general',
    ],
  ])('%s', (_name, over, expected) => {
    expect(queueOf(ticketWith(over), queues).id).toBe(expected);
  });

  it('is triage, if configured, when no conditions hold and the topic is unknown', () => {
    const all = [...queues, triage];
    expect(queueOf(ticketWith({}), all).id).toBe('triage');
    expect(queueOf(ticketWith({ topic: topic('other', 0.2) }), all).id).toBe('triage');
    expect(queueOf(ticketWith({ topic: topic('other') }), all).id).toBe('general');
    expect(queueOf(ticketWith({ channel: 'phone' }), all).id).toBe('phones');
  });

  it('does not depend on the order in which the queues are stored', () => {
    const ticket = ticketWith({ channel: 'phone', topic: topic('billing'), language: 'de' });
    expect(queueOf(ticket, queues.toReversed()).id).toBe('phones');
  });

  it('is general for all other tickets even when general was saved with conditions', () => {
    const general = queueWith('general', {
      position: 0,
      acceptSeconds: 30,
      conditions: { channels: ['chat'] },
    });
    expect(queueOf(ticketWith({}), [...queues, general])).toMatchObject({ id: 'general', acceptSeconds: 30 });
    expect(queueOf(ticketWith({ channel: 'phone' }), [general, ...queues]).id).toBe('phones');
  });
});
