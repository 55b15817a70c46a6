import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkToken, signToken } from '../../../../functions/platform/signing/signed-token.ts';
import { NOON } from '../../../support/context.ts';
import { keyOf, keyringOf, testKeys } from '../../../support/keyring.ts';

const expires = new Date('2026-04-09T12:00:00.000Z');
const token = await signToken(testKeys, 'survey', 'srv_01ARZ3NDEKTSV4RRFFQ69G5FAV', expires);
const check = (text: string, at = NOON, purpose = 'survey', by = testKeys) =>
  checkToken(by, purpose, text, new Date(at));

/** Every character that a token may contain, and some that it may not. */
const characters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ %'];

describe('a signed token', () => {
  it('returns its subject to the one who checks it', async () => {
    expect(await check(token)).toEqual({
      valid: true,
      subject: 'srv_01ARZ3NDEKTSV4RRFFQ69G5FAV',
      expired: false,
    });
  });

  it('is rejected with any character changed', async () => {
    const passing: string[] = [];
    for (let at = 0; at < token.length; at += 1) {
      for (const character of characters.filter((one) => one !== token[at])) {
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        if ((await check(changed)).valid) passing.push(changed);
      }
    }
    expect(passing).toEqual([]);
  });

  it('is rejected with any character removed, doubled or added', async () => {
    for (let at = 0; at <= token.length; at += 1) {
      expect((await check(token.slice(0, at) + token.slice(at + 1))).valid).toBe(at === token.length);
      expect((await check(`${token.slice(0, at)}A${token.slice(at)}`)).valid).toBe(false);
    }
    expect((await check(`${token}.`)).valid).toBe(false);
    expect((await check(`${token}=`)).valid).toBe(false);
  });

  it('is rejected under another key or for another purpose', async () => {
    expect((await check(token, NOON, 'survey', keyringOf(keyOf('test', 8)))).valid).toBe(false);
    expect((await check(token, NOON, 'unsubscribe')).valid).toBe(false);
  });

  it('is expired from the exact second of its expiry', async () => {
    expect(await check(token, '2026-04-09T11:59:59.999Z')).toMatchObject({ valid: true, expired: false });
    expect(await check(token, '2026-04-09T12:00:00.000Z')).toMatchObject({ valid: true, expired: true });
  });

  it('with any other text is rejected without an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        expect((await check(text)).valid).toBe(false);
      }),
    );
  });

  it('is accepted after its key was replaced, as long as that key verifies', async () => {
    const [next, old] = [keyOf('next', 8), keyOf('test', 9)];
    expect((await check(token, NOON, 'survey', keyringOf(next, old))).valid).toBe(true);
    expect((await signToken(keyringOf(next, old), 'survey', 'srv_1', expires)).startsWith('next.')).toBe(
      true,
    );
    expect((await check(token, NOON, 'survey', keyringOf(next))).valid).toBe(false);
  });
});
