import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerAddressOf, networkOf } from '../../../../functions/platform/caller-address.ts';

describe('the network of an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001::6', '2001:db8:1::/48', '2001:db8:1:0::/64'],
    ['::1', '0:0:0::/48', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0::/48', 'fe80:0:0:0::/64'],
  ])('of %s is %s and %s', (address, wide, narrow) => {
    expect(networkOf(address, 48)).toBe(wide);
    expect(networkOf(address, 64)).toBe(narrow);
  });

  it.each([
    undefined,
    '',
    'localhost',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '1::2::3',
    '1:2:3',
    '12345::',
    ':::',
  ])('of %s is unknown', (address) => {
    expect(networkOf(address, 64)).toBe('unknown');
  });

  it('is the same for all its hosts and reveals none of them', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(255), (address, host) => {
        const [a, b, c] = address.split('.');
        expect(networkOf(`${a}.${b}.${c}.${host}`, 48)).toBe(`${a}.${b}.${c}.0/24`);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(networkOf(address, 48)).toMatch(
          /^([0-9a-f]{1,4}(:[0-9a-f]{1,4}){2}::\/48|[\d.]+\.0\/24|unknown)$/,
        );
      }),
    );
  });
});

it('the address of a caller is the one that the gateway saw, whatever the headers say', () => {
  const event = {
    headers: { 'x-forwarded-for': '1.1.1.1' },
    requestContext: { http: { sourceIp: '2.2.2.2' } },
  };
  expect(callerAddressOf(event)).toBe('2.2.2.2');
  expect(callerAddressOf({ requestContext: {} })).toBeUndefined();
});
