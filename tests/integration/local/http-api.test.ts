import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from '../../support/local-fixture/start-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture?.rapport.stop());

const bearer = async (
  role: 'agent' | 'service' | 'customer',
  expiresIn = 60,
): Promise<{ headers: { authorization: string } }> => {
  const token = await fixture.rapport.token({ role, sub: 'someone', expiresIn });
  return { headers: { authorization: `Bearer ${token}` } };
};

interface Echo {
  event: { [key: string]: unknown; requestContext: { [key: string]: unknown } };
  remaining: number;
  arn: string;
  base: string;
}

const echoBody = (type: string, body: string | Buffer) =>
  fixture.json('/echo/1', {
    method: 'POST',
    body,
    headers: { 'content-type': type },
  }) as Promise<unknown> as Promise<Echo>;

const post = (path: string, body: unknown) =>
  fixture.fetch(path, { method: 'POST', body: JSON.stringify(body) });

describe('the HTTP API', () => {
  it('rejects a missing, forged or expired token and one of the other issuer', async () => {
    const forged = (await bearer('customer')).headers.authorization.slice(0, -4);
    const headers = [
      undefined,
      'Bearer nonsense',
      `${forged}AAAA`,
      (await bearer('customer', -10)).headers.authorization,
      (await bearer('agent')).headers.authorization,
    ];
    for (const authorization of headers) {
      const response = await fixture.fetch(
        '/echo/1',
        authorization === undefined ? {} : { headers: { authorization } },
      );
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
      expect(await response.json()).toEqual({ message: 'Unauthorized' });
    }
  });

  it('requires the scopes of a route', async () => {
    expect((await fixture.fetch('/machine', await bearer('agent'))).status).toBe(403);
    expect((await fixture.fetch('/machine', await bearer('service'))).status).toBe(200);
  });

  it('passes claims as text, lists in brackets', async () => {
    const { authorizer } = (await fixture.json('/staff', await bearer('agent'))) as {
      authorizer: { jwt: { claims: Record<string, string>; scopes: null } };
    };
    expect(authorizer.jwt.scopes).toBeNull();
    expect(authorizer.jwt.claims).toMatchObject({
      sub: 'someone',
      'cognito:groups': '[agent]',
      token_use: 'access',
    });
    expect(authorizer.jwt.claims.iss).toMatch(
      /^https:\/\/cognito-idp\.eu-west-1\.amazonaws\.com\/eu-west-1_\w+$/,
    );
    expect(typeof authorizer.jwt.claims.exp).toBe('string');
  });

  it('sends the payload format 2.0', async () => {
    const init = await bearer('customer');
    const headers = { ...init.headers, Cookie: 'a=1; b=2', 'X-Custom': 'yes' };
    const { event, arn, remaining, base } = (await fixture.json('/echo/a%20b?x=1&x=2&y=%C3%A4', {
      headers,
    })) as unknown as Echo;
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /echo/{id}',
      rawPath: '/echo/a%20b',
      rawQueryString: 'x=1&x=2&y=%C3%A4',
      cookies: ['a=1', 'b=2'],
      queryStringParameters: { x: '1,2', y: 'ä' },
      pathParameters: { id: 'a b' },
      headers: { 'x-custom': 'yes' },
      isBase64Encoded: false,
      requestContext: { stage: '$default', http: { method: 'GET', path: '/echo/a%20b' } },
    });
    expect(event).not.toHaveProperty('headers.cookie');
    expect(event).not.toHaveProperty('body');
    expect(arn).toMatch(/^arn:aws:lambda:eu-west-1:000000000000:function:/);
    expect(remaining).toBeLessThanOrEqual(60_000);
    expect(base).toBe(fixture.rapport.apiUrl);
  });

  it('passes text bodies as text and all others in base64', async () => {
    expect((await echoBody('application/json; charset=utf-8', '{"a":1}')).event).toMatchObject({
      body: '{"a":1}',
      isBase64Encoded: false,
    });
    expect((await echoBody('image/png', Buffer.from([0, 255]))).event).toMatchObject({
      body: 'AP8=',
      isBase64Encoded: true,
    });
  });

  it('writes cookies, binary bodies and bare values as API Gateway does', async () => {
    const cookies = await fixture.fetch('/cookies');
    expect(cookies.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
    const binary = await fixture.fetch('/binary');
    expect(binary.headers.get('content-type')).toBe('image/png');
    expect([...new Uint8Array(await binary.arrayBuffer())]).toEqual([0, 255, 1]);
    const plain = await fixture.fetch('/plain');
    expect(plain.headers.get('content-type')).toBe('application/json');
    expect(await plain.json()).toEqual({ hello: 'world' });
  });

  it('answers preflights itself and replaces the function’s CORS headers', async () => {
    const preflight = (origin: string) =>
      fixture.fetch('/echo/1', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const allowed = await preflight('https://desk.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://desk.example');
    expect(allowed.headers.get('access-control-allow-methods')).toBe('GET,POST');
    expect((await preflight('https://evil.example')).headers.has('access-control-allow-origin')).toBe(false);
    const actual = await fixture.fetch('/cookies', { headers: { origin: 'https://desk.example' } });
    expect(actual.headers.get('access-control-allow-origin')).toBe('https://desk.example');
    expect((await fixture.fetch('/cookies')).headers.has('access-control-allow-origin')).toBe(false);
  });

  it('answers 404 for unknown routes and 413 for bodies above 10 MB', async () => {
    const missing = await fixture.fetch('/nowhere');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toEqual({ message: 'Not Found' });
    const large = await fixture.fetch('/echo/1', { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });
    expect(large.status).toBe(413);
  });

  it('answers 500 for a thrown error, a dead process and a time-out, and continues in a fresh environment', async () => {
    for (const path of ['/throw', '/exit', '/slow']) {
      const response = await fixture.fetch(path);
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({ message: 'Internal Server Error' });
    }
    expect((await fixture.fetch('/plain')).status).toBe(200);
    const lines = ['front', 'slow']
      .flatMap((name) => fixture.rapport.logs(name))
      .map(({ line }) => line)
      .join('\n');
    expect(lines).toContain('thrown on purpose');
    expect(lines).toContain('the process exited with code 3');
    expect(lines).toContain('Task timed out after 1.00 seconds');
  });
});

describe('the runner’s own endpoints', () => {
  it('issue a token over HTTP that the API accepts', async () => {
    const { token } = (await (await post('/_local/token', { role: 'customer', sub: 'cus_1' })).json()) as {
      token: string;
    };
    expect((await fixture.fetch('/echo/1', { headers: { authorization: `Bearer ${token}` } })).status).toBe(
      200,
    );
  });

  it('issue a machine client’s token with the requested scopes', async () => {
    const asked = { role: 'service', sub: 'shop', scope: 'rapport/tickets.read' };
    const { token } = (await (await post('/_local/token', asked)).json()) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    const { authorizer } = (await fixture.json('/staff', { headers })) as {
      authorizer: { jwt: { claims: Record<string, string> } };
    };
    expect(authorizer.jwt.claims).toMatchObject({ sub: 'shop', scope: 'rapport/tickets.read' });
  });

  it('name the field that is wrong in a request for a token', async () => {
    for (const [body, path] of [
      [{ role: 'boss', sub: 'x' }, 'role'],
      [{ role: 'agent' }, 'sub'],
      [{ role: 'agent', sub: 'x', expiresIn: 1.5 }, 'expiresIn'],
      [{ role: 'agent', sub: 'x', scope: 'rapport/service' }, 'scope'],
      [{ role: 'service', sub: 'x', scope: 7 }, 'scope'],
    ] as const) {
      const response = await post('/_local/token', body);
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ status: 400, errors: [{ path }] });
    }
  });

  it('show a start page and the runner’s health', async () => {
    expect(await (await fixture.fetch('/_local')).text()).toContain('openapi.json');
    expect(await fixture.json('/_local/health')).toMatchObject({ status: 'ok' });
  });
});
