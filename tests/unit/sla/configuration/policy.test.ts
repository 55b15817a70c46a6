import { describe, expect, it } from 'vitest';
import { clockFactOf } from '../../../../functions/sla/clocks/clock-facts.ts';
import { termsFor } from '../../../../functions/sla/configuration/policy.ts';
import { type Changes, TicketTriaged, TicketUpdated } from '../../../../functions/tickets/events.ts';
import { parsedEvent } from '../../../support/domain-event.ts';
import { clocksOf, policyWith, slaConfigWith, threadOf } from '../../../support/sla/sla.ts';

const subject = {
  priority: 'high',
  channel: 'email',
  kinds: ['complaint'],
  segments: ['gold', 'trial'],
  account: 'acme',
  topic: 'billing',
  language: 'de-AT',
} as const;

describe('the policy of a ticket', () => {
  it.each([
    ['priority', ['urgent', 'high'], ['low']],
    ['channel', ['chat', 'email'], ['phone']],
    ['account', ['acme'], ['other']],
    ['segment', ['none', 'trial'], ['silver']],
    ['topic', ['billing'], ['delivery']],
    ['language', ['de'], ['d']],
    ['language', ['de-AT'], ['de-DE']],
    ['sensitive', ['vulnerable', 'complaint'], ['billing_dispute']],
  ])('matches by %s: %j, and not %j', (name, matching, other) => {
    const of = (values: readonly string[]) =>
      termsFor(slaConfigWith([policyWith({ conditions: { [name]: values } })]), subject).policyId;
    expect([of(matching), of(other)]).toEqual(['standard', undefined]);
  });

  it('is the first from the top of which everything matches', () => {
    const policies = [
      policyWith({ id: 'a', conditions: { priority: ['high'], channel: ['chat'] } }),
      policyWith({ id: 'b', conditions: { priority: ['high'], segment: ['gold'] } }),
      policyWith({ id: 'c' }),
    ];
    expect(termsFor(slaConfigWith(policies), subject).policyId).toBe('b');
    expect(termsFor(slaConfigWith(policies), { ...subject, segments: [] }).policyId).toBe('c');
  });

  it('asks for nothing that is not known of the ticket', () => {
    const { topic: _topic, account: _account, language: _language, ...unknown } = subject;
    for (const conditions of [{ topic: ['billing'] }, { account: ['acme'] }, { language: ['de'] }])
      expect(termsFor(slaConfigWith([policyWith({ conditions })]), unknown).policyId).toBeUndefined();
  });
});

describe('what a change of the ticket says', () => {
  const attributes = (changes: Changes) => {
    const fact = clockFactOf(parsedEvent(TicketUpdated, { changes }));
    return fact?.kind === 'changed' ? fact.attributes : undefined;
  };

  it('names the sensitive kinds; none when all of them were taken away', () => {
    expect(attributes({ sensitive: { from: [], to: ['complaint'] } })).toEqual({ kinds: ['complaint'] });
    expect(attributes({ sensitive: { from: ['complaint'] } })).toEqual({ kinds: [] });
  });

  it('names the topic, undefined when it was taken away', () => {
    expect(attributes({ topic: { to: 'billing' } })).toEqual({ topic: 'billing' });
    expect(attributes({ topic: { from: 'billing' } })).toEqual({ topic: undefined });
  });

  it('says what the analysis of the opening has changed', () => {
    const fact = clockFactOf(parsedEvent(TicketTriaged, { changes: { priority: { to: 'urgent' } } }));
    expect(fact).toMatchObject({ kind: 'changed', attributes: { priority: 'urgent' } });
  });

  it('changes no attribute when it is none of the clocks’ business', () => {
    expect(attributes({ tags: { to: ['x'] } })).toEqual({});
  });

  it('of a ticket that turns out to be a complaint puts it on the policy of complaints', () => {
    const config = slaConfigWith([
      policyWith({ id: 'complaints', conditions: { sensitive: ['complaint'] } }),
      policyWith(),
    ]);
    const changes = { sensitive: { from: [], to: ['complaint'] } };
    const thread = threadOf(
      ['2026-03-10T08:00Z', 'opened'],
      ['2026-03-10T08:00:02Z', 'triaged', { changes }],
    );
    expect(clocksOf(thread.slice(0, 1), [config], '2026-03-10T09:00Z').state.terms.policyId).toBe('standard');
    expect(clocksOf(thread, [config], '2026-03-10T09:00Z').state.terms.policyId).toBe('complaints');
  });
});
