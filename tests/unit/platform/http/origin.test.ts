import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { openapiRoutes } from '../../../../functions/openapi/routes.ts';
import type { Routes } from '../../../../functions/platform/contract/route.ts';
import { createApi } from '../../../../functions/platform/http/create-api.ts';
import {
  cameThroughEdge,
  ORIGIN_HEADER,
  originSecrets,
  requiredSecrets,
  VIEWER_HEADER,
  viewerAddressOf,
} from '../../../../functions/platform/http/origin.ts';
import { caller } from '../../../support/http/call-api.ts';

const by = (secret: string) => ({ [ORIGIN_HEADER]: secret, [VIEWER_HEADER]: '203.0.113.7' });

describe('the secret between CloudFront and the API', () => {
  it('is one, two during a rotation, or none', () => {
    expect(originSecrets({ ORIGIN_SECRETS: 'old,new' })).toEqual(['old', 'new']);
    expect(originSecrets({ ORIGIN_SECRETS: 'one' })).toEqual(['one']);
    expect(originSecrets({ ORIGIN_SECRETS: '' })).toEqual([]);
    expect(originSecrets({})).toEqual([]);
  });

  it('is not required while the stage answers direct calls, but accepted', () => {
    const source = { ORIGIN_SECRETS: 'one', DIRECT_CALLS: 'allowed' };
    expect(requiredSecrets(source)).toEqual([]);
    expect(originSecrets(source)).toEqual(['one']);
    expect(requiredSecrets({ ...source, DIRECT_CALLS: 'refused' })).toEqual(['one']);
    expect(requiredSecrets({ ORIGIN_SECRETS: 'one' })).toEqual(['one']);
  });

  it('identifies what CloudFront forwarded', () => {
    expect(cameThroughEdge(by('new'), ['old', 'new'])).toBe(true);
    expect(cameThroughEdge(by('old'), ['old', 'new'])).toBe(true);
    for (const wrong of ['', 'ne', 'newer', 'old,new', 'NEW'])
      expect(cameThroughEdge(by(wrong), ['old', 'new'])).toBe(false);
    expect(cameThroughEdge({}, ['old'])).toBe(false);
    expect(cameThroughEdge(by(''), [])).toBe(false);
  });

  it('is required to trust the address that the edge has set', () => {
    expect(viewerAddressOf(by('secret'), ['secret'])).toBe('203.0.113.7');
    expect(viewerAddressOf(by('guess'), ['secret'])).toBeUndefined();
    expect(viewerAddressOf(by('secret'), [])).toBeUndefined();
  });
});

describe('an API behind CloudFront', () => {
  const routes = {
    ping: {
      ...openapiRoutes.getOpenApi,
      path: '/v1/ping',
      success: { status: 200, body: z.object({ ok: z.boolean() }) },
    },
  } as unknown as Routes;
  const call = async (headers: Record<string, string>) => {
    const api = caller(routes, createApi('things', routes, { ping: async () => ({ ok: true }) }));
    const { status, body } = await api('ping', { headers });
    return { status, code: body.code };
  };
  afterEach(() => {
    delete process.env.ORIGIN_SECRETS;
  });

  it('rejects calls around CloudFront before it reads anything else', async () => {
    process.env.ORIGIN_SECRETS = 'old,new';
    const refused = { status: 403, code: 'request.direct_call' };
    expect(await call({})).toEqual(refused);
    expect(await call({ [ORIGIN_HEADER]: 'guess' })).toEqual(refused);
    expect(await call({ [ORIGIN_HEADER]: 'old' })).toMatchObject({ status: 200 });
    expect(await call({ [ORIGIN_HEADER]: 'new' })).toMatchObject({ status: 200 });
  });

  it('requires no secret on a stage without one', async () => {
    expect(await call({})).toMatchObject({ status: 200 });
  });
});
