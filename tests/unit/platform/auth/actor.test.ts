import { describe, expect, it } from 'vitest';
import { actorOf } from '../../../../functions/platform/auth/actor.ts';

const staff = (claims: Record<string, unknown>) => actorOf('staff', claims);
const refused = (code: string) => expect.objectContaining({ code });

describe('the actor of a staff token', () => {
  it('has the highest role among the groups, as API Gateway writes lists', () => {
    expect(staff({ sub: 's', 'cognito:groups': '[lead agent]' })).toEqual({ role: 'lead', id: 's' });
    expect(staff({ sub: 's', 'cognito:groups': '[agent admin lead]' })).toEqual({ role: 'admin', id: 's' });
    expect(staff({ sub: 's', 'cognito:groups': '[agent]' })).toEqual({ role: 'agent', id: 's' });
  });

  it('has its role from groups in any of the spellings of a list', () => {
    for (const groups of [['agent'], 'agent', 'x,agent', '[x, agent]']) {
      expect(staff({ sub: 's', 'cognito:groups': groups })).toMatchObject({ role: 'agent' });
    }
  });

  it('is a machine client by the scope rapport/service, with or without a subject', () => {
    expect(staff({ client_id: 'c', scope: 'rapport/service' })).toEqual({ role: 'service', id: 'c' });
    expect(staff({ sub: 's', client_id: 'c', scope: 'openid rapport/service' })).toEqual({
      role: 'service',
      id: 's',
    });
  });

  it('is not a machine client by a scope that only looks like it', () => {
    for (const scope of ['rapport/service2', 'xrapport/service', 'rapport']) {
      expect(() => staff({ client_id: 'c', scope })).toThrow(refused('auth.forbidden'));
    }
  });

  it.each(['a|b', 'ann@example.org', 'x'.repeat(65), 'a\u0000b', ' '])(
    'is refused under the subject %j, which no answer could show',
    (sub) => {
      for (const claims of [
        { sub, 'cognito:groups': '[agent]' },
        { client_id: sub, scope: 'rapport/service' },
      ])
        expect(() => staff(claims)).toThrow(refused('auth.unauthenticated'));
    },
  );

  it('is refused as forbidden without a group of ours', () => {
    for (const groups of [
      undefined,
      '',
      '[]',
      '[guests]',
      '[leader]',
      '[Admin]',
      '[service]',
      '[customer]',
    ]) {
      expect(() => staff({ sub: 's', 'cognito:groups': groups })).toThrow(refused('auth.forbidden'));
    }
  });

  it('is refused as unauthenticated without a subject', () => {
    for (const sub of [undefined, '', 7, null]) {
      expect(() => staff({ sub, 'cognito:groups': '[admin]' })).toThrow(refused('auth.unauthenticated'));
    }
    expect(() => actorOf('staff', undefined)).toThrow(refused('auth.unauthenticated'));
  });
});

describe('the actor of a customer’s token', () => {
  it('is a customer, whatever else the claims say', () => {
    const claims = { sub: 'cus_1', 'cognito:groups': '[admin]', scope: 'rapport/service' };
    expect(actorOf('customer', claims)).toEqual({ role: 'customer', id: 'cus_1' });
  });

  it('is refused without a subject, a client id is none', () => {
    expect(() => actorOf('customer', { client_id: 'c' })).toThrow(refused('auth.unauthenticated'));
    expect(() => actorOf('customer', undefined)).toThrow(refused('auth.unauthenticated'));
  });
});

describe('the actor of a public route', () => {
  it('is nobody in particular, whatever the claims', () => {
    expect(actorOf('public', { sub: 's', 'cognito:groups': '[admin]' })).toEqual({
      role: 'public',
      id: 'public',
    });
  });
});
