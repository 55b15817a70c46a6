import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { replyAddress, ticketOfAddresses } from '../../../functions/email/threading/reply-address.ts';
import { DAY_MS } from '../../../functions/platform/clock.ts';
import { secretNames } from '../../../functions/platform/secret-names.ts';
import {
  keyring,
  newKey,
  REFRESH_MS,
  storedKeysIn,
  UNKNOWN_KEY_REFRESH_MS,
} from '../../../functions/platform/signing/keyring.ts';
import { rotateKey, SIGNING_DELAY_MS } from '../../../functions/platform/signing/rotate-key.ts';
import { checkToken, signToken } from '../../../functions/platform/signing/signed-token.ts';
import { keys } from '../../../functions/platform/table/keys.ts';
import { getItem } from '../../../functions/platform/table/read.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { rotateKeys } from '../../../tools/rotate-keys/rotate-keys.ts';
import { later, NOON, stoppedClock } from '../../support/context.ts';
import { lostConnection, withFault } from '../../support/table/faults.ts';
import { freshTable } from '../../support/table/fresh-table.ts';
import { metered } from '../../support/table/meter.ts';
import { TICKET_ID } from '../../support/tickets/tickets.ts';

let table: Table;
let measure: ReturnType<typeof metered>['measure'];
const clock = stoppedClock();
const pass = (ms: number) => clock.set(later(clock.now().toISOString(), ms));
/** Opens a keyring as an environment of a function does: it caches what it has read. */
const environment = () => keyring(table, 'survey', clock);
const stored = async () => storedKeysIn(await getItem(table, keys.secret('survey')));
const rotate = (options = {}) => rotateKey(table, 'survey', clock.now(), options);
const readsOf = async (work: () => Promise<unknown>) => (await measure(work)).cost.roundTrips;

beforeEach(async () => {
  ({ table, measure } = metered(await freshTable()));
  clock.set(NOON);
});

describe('a keyring', () => {
  it('is created by the first environment that needs it and shared by all others', async () => {
    const rings = Array.from({ length: 5 }, environment);
    const made = await Promise.all(rings.map((ring) => ring.newest()));
    expect(new Set(made.map(({ secret }) => secret.toString('hex'))).size).toBe(1);
    expect(await stored()).toHaveLength(1);
    expect(made[0]?.secret).toHaveLength(32);
    expect(made[0]?.id).toMatch(/^[0-9a-z]{4}$/);
  });

  it('is read once, and again after five minutes', async () => {
    const ring = environment();
    await ring.newest();
    const { id } = await ring.newest();
    pass(REFRESH_MS - 1);
    expect(await readsOf(async () => [await ring.newest(), await ring.find(id)])).toBe(0);
    pass(1);
    expect(await readsOf(async () => [await ring.newest(), await ring.find(id)])).toBe(1);
  });

  it('is read at most once in ten seconds for all forged ids together', async () => {
    const ring = environment();
    await ring.newest();
    pass(UNKNOWN_KEY_REFRESH_MS);
    const forge = () => Promise.all(Array.from({ length: 50 }, (_, at) => ring.find(`f${at}`)));
    expect(await readsOf(forge)).toBe(1);
    expect(await readsOf(forge)).toBe(0);
    pass(UNKNOWN_KEY_REFRESH_MS);
    expect(await readsOf(forge)).toBe(1);
  });

  it('is read again by the next caller after a failed read', async () => {
    const ring = environment();
    const fault = { command: 'GetItem', error: lostConnection } as const;
    await expect(withFault(table, fault, () => ring.newest())).rejects.toThrow(lostConnection().message);
    expect((await ring.newest()).id).toMatch(/^[0-9a-z]{4}$/);
  });

  it('of an older form is replaced by a new one', async () => {
    const Item = { ...keys.secret('survey'), key: 'b64' };
    await table.doc.send(new PutCommand({ TableName: table.name, Item }));
    expect((await environment().newest()).secret).toHaveLength(32);
  });
});

describe('a rotation', () => {
  it('signs with the new key when every environment has read it, and never before', async () => {
    const [signer, checker] = [environment(), environment()];
    const old = await signer.newest();
    await checker.newest();
    const { id, signsFrom } = await rotate();
    expect(signsFrom).toBe(later(NOON, SIGNING_DELAY_MS));
    pass(SIGNING_DELAY_MS - 1);
    expect((await signer.newest()).id).toBe(old.id);
    await checker.newest();
    pass(1);
    expect((await signer.newest()).id).toBe(id);
    expect(await readsOf(() => checker.find(id))).toBe(0);
    expect((await checker.find(id))?.secret).toEqual((await signer.newest()).secret);
  });

  it.each([
    ['survey', 32],
    ['reply_address', 400],
    ['ticket_token', 1],
  ] as const)('of %s lets the older key verify for %i days more, to the millisecond', async (name, days) => {
    const ring = keyring(table, name, clock);
    const old = await ring.newest();
    await rotateKey(table, name, clock.now());
    pass(SIGNING_DELAY_MS + days * DAY_MS - 1);
    expect((await ring.find(old.id))?.secret).toEqual(old.secret);
    pass(1);
    expect(await ring.find(old.id)).toBeUndefined();
  });

  it('keeps the ends of older keys and removes expired ones', async () => {
    const first = (await environment().newest()).id;
    const second = (await rotate()).id;
    const ends = (await stored()).find(({ id }) => id === first)?.endsAt;
    pass(DAY_MS);
    const third = (await rotate()).id;
    expect((await stored()).map(({ id }) => id)).toEqual([third, second, first]);
    expect((await stored()).at(-1)?.endsAt).toBe(ends);
    pass(32 * DAY_MS);
    await rotate();
    expect((await stored()).map(({ id }) => id)).toEqual([expect.any(String), third, second]);
  });

  it('after a leak signs at once, and environments that read again accept no older key', async () => {
    const ring = environment();
    const old = await ring.newest();
    const { id, olderKeys: kept } = await rotate({ revoke: true });
    expect(kept).toEqual([]);
    pass(REFRESH_MS);
    expect((await ring.newest()).id).toBe(id);
    expect(await ring.find(old.id)).toBeUndefined();
  });

  it('after a leak is found by an environment that meets the new key first', async () => {
    const [ring, other] = [environment(), environment()];
    await ring.newest();
    const { id } = await rotate({ revoke: true });
    pass(UNKNOWN_KEY_REFRESH_MS);
    expect((await other.newest()).id).toBe(id);
    expect((await ring.find(id))?.id).toBe(id);
  });

  it('that is concurrent with another is refused and leaves nothing', async () => {
    await environment().newest();
    let rival = false;
    table.doc.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== 'PutItemCommand' || rival) return next(args);
          rival = true;
          await rotate();
          return next(args);
        },
      { step: 'initialize', name: 'rival' },
    );
    await expect(rotate().finally(() => table.doc.middlewareStack.remove('rival'))).rejects.toThrow(
      'try again',
    );
    expect(rival).toBe(true);
    expect(await stored()).toHaveLength(2);
  });

  it('keeps issued survey links and reply addresses valid until their key ends', async () => {
    const [surveys, replies] = [environment(), keyring(table, 'reply_address', clock)];
    const open = new Date(later(NOON, 30 * DAY_MS));
    const link = await signToken(surveys, 'survey', 'srv_1', open);
    const address = await replyAddress(replies, TICKET_ID, 'in.example.org');
    await rotate();
    await rotateKey(table, 'reply_address', clock.now());
    pass(30 * DAY_MS - 1);
    expect(await checkToken(environment(), 'survey', link, clock.now())).toMatchObject({
      valid: true,
      expired: false,
    });
    const ticketOf = () =>
      ticketOfAddresses(keyring(table, 'reply_address', clock), [address], 'in.example.org');
    expect(await ticketOf()).toBe(TICKET_ID);
    pass(371 * DAY_MS);
    expect(await ticketOf()).toBeUndefined();
  });

  it('of an unused keyring creates the first key', async () => {
    const { id, signsFrom, olderKeys: kept } = await rotate();
    expect([signsFrom, kept]).toEqual([NOON, []]);
    expect((await environment().newest()).id).toBe(id);
  });

  it('never gives a key the id of another', () => {
    const others = Array.from({ length: 200 }, () => newKey(new Date(NOON)));
    expect(others.map(({ id }) => id)).not.toContain(newKey(new Date(NOON), others).id);
  });
});

describe('npm run rotate-keys', () => {
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    const open = (name: string) => ({ ...table, name });
    const code = await rotateKeys(args, (line) => lines.push(line), open, clock.now());
    return { code, lines };
  };

  it.each(secretNames)(
    'rotates the key named %s of a table and says until when the old one verifies',
    async (name) => {
      const old = await keyring(table, name, clock).newest();
      const { code, lines } = await run('--name', name, '--table', table.name);
      expect(code).toBe(0);
      expect(lines).toEqual([
        expect.stringMatching(
          new RegExp(`^${name}: key [0-9a-z]{4} signs from ${later(NOON, SIGNING_DELAY_MS)} on$`),
        ),
        expect.stringContaining(`${name}: key ${old.id} verifies until `),
      ]);
      expect(storedKeysIn(await getItem(table, keys.secret(name)))).toHaveLength(2);
    },
  );

  it('prints its usage and changes nothing for an unknown name or without a table', async () => {
    for (const args of [['--name', 'none', '--table', table.name], ['--name', 'survey'], ['--all'], []]) {
      const { code, lines } = await run(...args);
      expect([code, lines[0]]).toEqual([2, expect.stringContaining('usage: npm run rotate-keys')]);
    }
    expect(await stored()).toEqual([]);
  });

  it('revokes all older keys with --revoke', async () => {
    await environment().newest();
    const { lines } = await run('--name', 'survey', '--table', table.name, '--revoke');
    expect(lines).toEqual([expect.stringContaining(`signs from ${NOON}`), 'survey: no older key verifies']);
    expect(await stored()).toHaveLength(1);
  });
});
