import { describe, expect, it } from 'vitest';
import { routeTable } from '../../../../functions/capabilities.ts';
import { audienceOf, type Route } from '../../../../functions/platform/contract/route.ts';
import { actorOf, assertPermission } from '../../../../functions/platform/http/actor.ts';
import { CUSTOMER_ID } from '../../../support/tickets/tickets.ts';

const staff = (claims: Record<string, unknown>) => actorOf('staff', { token_use: 'access', ...claims });
/** Returns the caller of an operation, if they may call it. */
function authorised(capability: string, route: Route, claims: Record<string, unknown>) {
  const actor = actorOf(audienceOf(route), claims);
  assertPermission(actor, capability, route, claims);
  return actor;
}
const refused = (code: string) => expect.objectContaining({ code });

describe('the actor of a staff token', () => {
  it('has the highest role among the groups, in API Gateway’s list format', () => {
    expect(staff({ sub: 's', 'cognito:groups': '[lead agent]' })).toEqual({ role: 'lead', id: 's' });
    expect(staff({ sub: 's', 'cognito:groups': '[agent admin lead]' })).toEqual({ role: 'admin', id: 's' });
    expect(staff({ sub: 's', 'cognito:groups': '[agent]' })).toEqual({ role: 'agent', id: 's' });
  });

  it.each([
    '[x,admin]',
    '[admin,x]',
    '[x,admin,y]',
    '[x, admin,]',
    '[[admin]]',
    '["admin"]',
    '[xadmin adminx]',
    '[Admin]',
    '[ADMIN]',
    '[admin\n]',
    '[admin\t]',
    '[аdmin]',
    'admin',
    'admin]',
    '[admin',
    'agent,admin',
    [['admin']],
    { 0: 'admin' },
  ])('is not an admin because a group only looks like it: %j', (groups) => {
    expect(() => staff({ sub: 's', 'cognito:groups': groups })).toThrow(refused('auth.forbidden'));
  });

  it('has its role from an array of groups, as an emulator passes it', () => {
    expect(staff({ sub: 's', 'cognito:groups': ['agent', 'lead'] })).toEqual({ role: 'lead', id: 's' });
  });

  it('has its role from a known group, beside groups that only look like a higher one', () => {
    for (const other of ['x,admin', 'admin,x', '[admin]', 'Admin', 'admin\n'])
      expect(staff({ sub: 's', 'cognito:groups': `[agent ${other}]` })).toMatchObject({ role: 'agent' });
  });

  it('is a machine client if it has one of our scopes, with or without a subject', () => {
    expect(staff({ client_id: 'c', scope: 'rapport/service' })).toEqual({ role: 'service', id: 'c' });
    expect(staff({ client_id: 'c', scope: 'rapport/tickets.read' })).toEqual({ role: 'service', id: 'c' });
    expect(staff({ sub: 's', client_id: 'c', scope: 'openid rapport/service' })).toEqual({
      role: 'service',
      id: 's',
    });
  });

  it('is not a machine client because a scope only looks like ours', () => {
    for (const scope of [
      'xrapport/service',
      'rapport',
      'rapport service',
      'a,rapport/service',
      ['rapport/service'],
    ]) {
      expect(() => staff({ client_id: 'c', scope })).toThrow(refused('auth.forbidden'));
    }
  });

  it.each(['a|b', 'ann@example.org', 'x'.repeat(65), 'a\u0000b', ' '])(
    'is rejected with the subject %j, which no answer could contain',
    (sub) => {
      for (const claims of [
        { sub, 'cognito:groups': '[agent]' },
        { client_id: sub, scope: 'rapport/service' },
      ])
        expect(() => staff(claims)).toThrow(refused('auth.forbidden'));
    },
  );

  it('is a person if it has groups or a name, whatever the scopes', () => {
    const scope = 'aws.cognito.signin.user.admin rapport/service';
    expect(staff({ sub: 's', username: 's', scope, 'cognito:groups': '[agent]' })).toMatchObject({
      role: 'agent',
    });
    expect(() => staff({ sub: 's', username: 's', scope })).toThrow(refused('auth.forbidden'));
    expect(() => staff({ sub: 's', scope, 'cognito:groups': '[guests]' })).toThrow(refused('auth.forbidden'));
  });

  it('is rejected as forbidden without a known group', () => {
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

  it('is rejected as unauthenticated without a subject', () => {
    for (const sub of [undefined, '', 7, null]) {
      expect(() => staff({ sub, 'cognito:groups': '[admin]' })).toThrow(refused('auth.unauthenticated'));
    }
    expect(() => actorOf('staff', undefined)).toThrow(refused('auth.unauthenticated'));
  });

  it.each(['id', undefined, '', 'refresh', 'ACCESS'])(
    'is rejected with a token for another use: %j',
    (token_use) => {
      const claims = { sub: 's', 'cognito:groups': '[admin]', token_use };
      expect(() => actorOf('staff', claims)).toThrow(refused('auth.forbidden'));
      expect(() => actorOf('staff', { client_id: 'c', scope: 'rapport/service', token_use })).toThrow(
        refused('auth.forbidden'),
      );
    },
  );

  it.each(['a#b', 'a/b', 'a b', 'A#leads', '\u0000', 'é', 'x'.repeat(65), 'a\n'])(
    'is rejected with a subject that is not an id: %j',
    (sub) => {
      expect(() => staff({ sub, 'cognito:groups': '[admin]' })).toThrow(refused('auth.forbidden'));
      expect(() => staff({ client_id: sub, scope: 'rapport/service' })).toThrow(refused('auth.forbidden'));
    },
  );
});

describe('the actor of a customer’s token', () => {
  it('is a customer, whatever else the claims say', () => {
    const claims = { sub: CUSTOMER_ID, 'cognito:groups': '[admin]', scope: 'rapport/service' };
    for (const use of [{}, { token_use: 'access' }])
      expect(actorOf('customer', { ...claims, ...use })).toEqual({ role: 'customer', id: CUSTOMER_ID });
  });

  it.each([{ token_use: 'id' }, { nonce: 'n-0S6_WzA2Mj' }, { at_hash: 'MTIzNDU2' }, { c_hash: 'LDktKdoQ' }])(
    'is rejected with an ID token of any issuer: %j',
    (claims) => {
      expect(() => actorOf('customer', { sub: CUSTOMER_ID, ...claims })).toThrow(refused('auth.forbidden'));
    },
  );

  it.each([{ auth_time: 1 }, { azp: 'app' }, { scope: 'openid' }, { aud: 'app' }])(
    'is accepted with claims that access tokens also have: %j',
    (claims) => {
      expect(actorOf('customer', { sub: CUSTOMER_ID, ...claims })).toMatchObject({ id: CUSTOMER_ID });
    },
  );

  it('is rejected without a subject; a client id does not count', () => {
    expect(() => actorOf('customer', { client_id: 'c' })).toThrow(refused('auth.unauthenticated'));
    expect(() => actorOf('customer', undefined)).toThrow(refused('auth.unauthenticated'));
  });

  it('is rejected with a token that tells an app who signed in', () => {
    expect(() => actorOf('customer', { sub: CUSTOMER_ID, token_use: 'id' })).toThrow(
      refused('auth.forbidden'),
    );
  });

  it.each(['cus_1', 'someone', `${CUSTOMER_ID}#x`, CUSTOMER_ID.toLowerCase(), `${CUSTOMER_ID}\n`])(
    'is rejected with a subject that is not a customer id: %j',
    (sub) => {
      expect(() => actorOf('customer', { sub })).toThrow(refused('auth.forbidden'));
    },
  );
});

describe('the actor of a public route', () => {
  it('is anonymous, whatever the claims', () => {
    expect(actorOf('public', { sub: 's', 'cognito:groups': '[admin]' })).toEqual({
      role: 'public',
      id: 'public',
    });
  });
});

describe('a machine client', () => {
  const { getTicket, addMessage } = routeTable.tickets;
  const as = (scope: string) => ({ client_id: 'c', scope, token_use: 'access' });

  it('may call what its scopes cover, and learns which scope it lacks', () => {
    expect(authorised('tickets', getTicket, as('rapport/tickets.read'))).toMatchObject({ role: 'service' });
    expect(authorised('tickets', addMessage, as('rapport/tickets.read rapport/tickets.write'))).toMatchObject(
      {
        role: 'service',
      },
    );
    for (const [route, scope, needed] of [
      [addMessage, 'rapport/tickets.read', 'rapport/tickets.write'],
      [getTicket, 'rapport/tickets.write', 'rapport/tickets.read'],
      [getTicket, 'rapport/customers.read rapport/customers.write', 'rapport/tickets.read'],
      [getTicket, 'rapport/tickets', 'rapport/tickets.read'],
      [getTicket, 'rapport/tickets.readx', 'rapport/tickets.read'],
      [getTicket, 'rapport/service2', 'rapport/tickets.read'],
    ] as const)
      expect(() => authorised('tickets', route, as(scope))).toThrow(
        expect.objectContaining({ code: 'auth.forbidden', message: `The token needs the scope ${needed}.` }),
      );
  });

  it('may call everything that is open to machine clients with rapport/service, and nothing else', () => {
    expect(authorised('tickets', addMessage, as('rapport/service'))).toEqual({ role: 'service', id: 'c' });
    const forPeople = Object.values(routeTable.desk).filter(
      ({ roles }) => !(roles as readonly string[]).includes('service'),
    );
    expect(forPeople.length).toBeGreaterThan(0);
    for (const route of forPeople)
      for (const scope of ['rapport/service', 'rapport/desk.read rapport/desk.write'])
        expect(() => authorised('desk', route, as(scope))).toThrow(refused('auth.forbidden'));
  });

  it('is the only caller that needs a scope', () => {
    const agent = { sub: 'a', username: 'a', 'cognito:groups': '[agent]', token_use: 'access' };
    expect(authorised('tickets', addMessage, agent)).toEqual({ role: 'agent', id: 'a' });
  });
});
