import { describe, expect, it } from 'vitest';
import { mailFixtures, outcomeOfFixture } from '../../support/email/mail-fixtures.ts';

const fixtures = mailFixtures();

describe('a mail', () => {
  it.each(fixtures)('$name is read as it should be', async ({ raw, expected }) => {
    const { becomes: _becomes, ...read } = expected;
    expect(await outcomeOfFixture(raw)).toEqual(read);
  });

  it('comes in all kinds: the folder has not lost any', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(88);
    expect(new Set(fixtures.map(({ expected }) => expected.kind))).toEqual(
      new Set(['message', 'auto_reply', 'bounce', 'list', 'loop']),
    );
  });
});
