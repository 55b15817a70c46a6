import { describe, expect, it } from 'vitest';
import { clockFactOf } from '../../../../functions/sla/clocks/clock-facts.ts';
import { termsFor } from '../../../../functions/sla/configuration/policy.ts';
import { domainEvent } from '../../../support/domain-event.ts';
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
  const attributes = (type: string, data: Record<string, unknown>) => {
    const fact = clockFactOf(domainEvent(type, data));
    return fact?.kind === 'changed' ? fact.attributes : undefined;
  };

  it.each([
    ['the kinds alone', { changes: { sensitive: { from: [], to: ['complaint'] } } }],
    [
      'the field with its reasons',
      { changes: { sensitive: { to: { kinds: ['complaint'], reasons: ['x'] } } } },
    ],
  ])('of sensitivity is read from %s', (_what, data) => {
    expect(attributes('ticket.updated', data)).toEqual({ kinds: ['complaint'] });
  });

  it('of topic is read from its id alone and from the field; what is taken away is gone', () => {
    expect(attributes('ticket.updated', { changes: { topic: { to: 'billing' } } })).toEqual({
      topic: 'billing',
    });
    expect(attributes('ticket.triaged', { topic: { id: 'billing', confidence: 0.9, by: 'model' } })).toEqual({
      topic: 'billing',
    });
    expect(
      attributes('ticket.updated', { changes: { topic: { from: 'billing' }, sensitive: { to: null } } }),
    ).toEqual({ topic: undefined, kinds: [] });
  });

  it('that is none of the clocks’ business changes nothing', () => {
    expect(
      attributes('ticket.updated', { changes: { tags: { to: ['x'] }, priority: { to: 'nonsense' } } }),
    ).toEqual({});
    expect(clockFactOf(domainEvent('ticket.assigned', {}))).toBeUndefined();
    expect(clockFactOf(domainEvent('sla.breached', {}))).toBeUndefined();
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
