import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seal, unseal } from '../../../../functions/platform/signing/seal.ts';
import { keyOf, keyringOf, testKeys } from '../../../support/keyring.ts';

const sealed = await seal(testKeys, 'ticket 1', '["cus","web","high"]', '1');
const read = (token: string, about = 'ticket 1', ring = testKeys) => unseal(ring, about, token);
const characters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ %'];

describe('a sealed text', () => {
  it('is readable for the purpose that it was sealed for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), async (text, about) => {
        expect(await read(await seal(testKeys, about, text, '1'), about)).toBe(text);
      }),
    );
  });

  it('reveals neither its text nor whether it equals that of another occasion', async () => {
    const bytes = Buffer.from(sealed.split('.')[1] ?? '', 'base64url').toString('latin1');
    for (const part of ['cus', 'web', 'high']) expect(`${sealed}${bytes}`).not.toContain(part);
    const later = await seal(testKeys, 'ticket 1', '["cus","web","high"]', '2');
    const common = [...later].filter((character, at) => sealed[at] === character).length;
    expect(common).toBeLessThan(sealed.length / 4);
  });

  it('is the same if it is sealed again', async () => {
    expect(await seal(testKeys, 'ticket 1', '["cus","web","high"]', '1')).toBe(sealed);
  });

  it('is rejected with any character changed, removed, doubled or added', async () => {
    const passing: string[] = [];
    const attempt = async (changed: string) => {
      if (changed !== sealed && (await read(changed)) !== undefined) passing.push(changed);
    };
    for (let at = 0; at <= sealed.length; at += 1) {
      for (const character of characters) {
        await attempt(sealed.slice(0, at) + character + sealed.slice(at + 1));
        await attempt(sealed.slice(0, at) + character + sealed.slice(at));
      }
      await attempt(sealed.slice(0, at) + sealed.slice(at + 1));
    }
    expect(passing).toEqual([]);
  });

  it('is rejected for any other purpose, and under another key with the same id', async () => {
    for (const about of ['ticket 2', 'ticket', '', 'ticket 1 '])
      expect(await read(sealed, about)).toBeUndefined();
    expect(await read(sealed, 'ticket 1', keyringOf(keyOf('test', 8)))).toBeUndefined();
  });

  it('is readable as long as its key verifies, and not after', async () => {
    const [next, old] = [keyOf('next', 8), keyOf('test', 9)];
    expect(await read(sealed, 'ticket 1', keyringOf(next, old))).toBe('["cus","web","high"]');
    expect(await read(sealed, 'ticket 1', keyringOf(next))).toBeUndefined();
  });

  it('that was not made here is rejected without an error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.base64String().map((text) => `test.${text}`),
          fc
            .uint8Array({ maxLength: 100 })
            .map((bytes) => `test.${Buffer.from(bytes).toString('base64url')}`),
        ),
        async (token) => {
          expect(await read(token)).toBeUndefined();
        },
      ),
    );
  });
});
