import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from '../../support/local-fixture/start-fixture.ts';

let fixture: Fixture;
let api: number;
let inbox: number;
beforeAll(async () => {
  fixture = await startFixture();
  api = Number(new URL(fixture.rapport.apiUrl).port);
  inbox = Number(new URL(fixture.rapport.inboxUrl).port);
});
afterAll(() => fixture?.rapport.stop());

/** Sends a request as a browser does for a foreign page, or for a foreign name that leads to 127.0.0.1. */
const ask = (port: number, method: string, path: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on('error', reject);
    outgoing.end(method === 'POST' ? '{"role":"admin","sub":"ada"}' : undefined);
  });

describe('the runner', () => {
  it('answers to its own names', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'LocalHost', '[::1]']) {
      expect(await ask(api, 'POST', '/_local/token', { host: `${name}:${api}` })).toBe(200);
      expect(await ask(inbox, 'GET', '/messages', { host: `${name}:${inbox}` })).toBe(200);
    }
  });

  it('rejects a foreign name that leads here, and its own name with another port', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${api}`,
      `127.0.0.1.evil.example:${api}`,
      'localhost',
      '127.0.0.1:1',
    ]) {
      for (const [method, path] of [
        ['POST', '/_local/token'],
        ['GET', '/_local/clock'],
        ['GET', '/_local'],
        ['GET', '/plain'],
      ] as const)
        expect(await ask(api, method, path, { host })).toBe(421);
      expect(await ask(inbox, 'GET', '/messages', { host })).toBe(421);
    }
  });

  it('lets only its own pages change anything', async () => {
    const host = `127.0.0.1:${api}`;
    const before = fixture.rapport.now().getTime();
    for (const origin of [
      'http://evil.example',
      'null',
      `https://127.0.0.1:${api}`,
      'http://127.0.0.1:1',
      `http://127.0.0.1:${api}.evil.example`,
    ]) {
      for (const path of ['/_local/token', '/_local/clock', '/_local/mail'])
        expect(await ask(api, 'POST', path, { host, origin })).toBe(403);
      expect(await ask(inbox, 'DELETE', '/messages', { host: `localhost:${inbox}`, origin })).toBe(403);
    }
    expect(fixture.rapport.now().getTime() - before).toBeLessThan(86_400_000);
    expect(await ask(api, 'POST', '/_local/token', { host, origin: `http://localhost:${api}` })).toBe(200);
    expect(
      await ask(inbox, 'DELETE', '/messages', {
        host: `127.0.0.1:${inbox}`,
        origin: `http://127.0.0.1:${inbox}`,
      }),
    ).toBe(204);
  });
});
