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

describe('policy selection', () => {
  it.each([
    ['priority', ['urgent', 'high'], ['low']],
    ['channel', ['chat', 'email'], ['phone']],
    ['account', ['acme'], ['other']],
    ['segment', ['none', 'trial'], ['silver']],
    ['topic', ['billing'], ['delivery']],
    ['language', ['de'], ['d']],
    ['language', ['de-AT'], ['de-DE']],
    ['sensitive', ['vulnerable', 'complaint'], ['billing_dispute']],
  ])('matches the condition %s on %j and not on %j', (name, matching, other) => {
    const of = (values: readonly string[]) =>
      termsFor(slaConfigWith([policyWith({ conditions: { [name]: values } })]), subject).policyId;
    expect([of(matching), of(other)]).toEqual(['standard', undefined]);
  });

  it('selects the first policy whose conditions all match', () => {
    const policies = [
      policyWith({ id: 'a', conditions: { priority: ['high'], channel: ['chat'] } }),
      policyWith({ id: 'b', conditions: { priority: ['high'], segment: ['gold'] } }),
      policyWith({ id: 'c' }),
    ];
    expect(termsFor(slaConfigWith(policies), subject).policyId).toBe('b');
    expect(termsFor(slaConfigWith(policies), { ...subject, segments: [] }).policyId).toBe('c');
  });

  it('does not match a condition on an attribute that the ticket does not have', () => {
    const { topic: _topic, account: _account, language: _language, ...unknown } = subject;
    for (const conditions of [{ topic: ['billing'] }, { account: ['acme'] }, { language: ['de'] }])
      expect(termsFor(slaConfigWith([policyWith({ conditions })]), unknown).policyId).toBeUndefined();
  });
});

describe('the clock fact of a ticket change', () => {
  const attributes = (changes: Changes) => {
    const fact = clockFactOf(parsedEvent(TicketUpdated, { changes }));
    return fact?.kind === 'changed' ? fact.attributes : undefined;
  };

  it('names the new sensitive kinds, and an empty list when all were removed', () => {
    expect(attributes({ sensitive: { from: [], to: ['complaint'] } })).toEqual({ kinds: ['complaint'] });
    expect(attributes({ sensitive: { from: ['complaint'] } })).toEqual({ kinds: [] });
  });

  it('names the new topic, and undefined when it was removed', () => {
    expect(attributes({ topic: { to: 'billing' } })).toEqual({ topic: 'billing' });
    expect(attributes({ topic: { from: 'billing' } })).toEqual({ topic: undefined });
  });

  it('names what the analysis of the opening changed', () => {
    const fact = clockFactOf(parsedEvent(TicketTriaged, { changes: { priority: { to: 'urgent' } } }));
    expect(fact).toMatchObject({ kind: 'changed', attributes: { priority: 'urgent' } });
  });

  it('names no attribute when the change does not affect the clocks', () => {
    expect(attributes({ tags: { to: ['x'] } })).toEqual({});
  });

  it('applies the complaints policy when the ticket becomes a complaint', () => {
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
