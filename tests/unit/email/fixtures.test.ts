import { describe, expect, it } from 'vitest';
import { mailFixtures, outcomeOfFixture } from '../../support/email/mail-fixtures.ts';

const fixtures = mailFixtures();

describe('the email fixture', () => {
  it.each(fixtures)('$name is parsed and classified as expected', async ({ raw, expected }) => {
    const { becomes: _becomes, ...read } = expected;
    expect(await outcomeOfFixture(raw)).toEqual(read);
  });

  it('folder contains every kind of email', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(88);
    expect(new Set(fixtures.map(({ expected }) => expected.kind))).toEqual(
      new Set(['message', 'auto_reply', 'bounce', 'list', 'loop']),
    );
  });
});
