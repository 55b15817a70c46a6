// Which senders are authenticated: verdicts × From header × what the email claims about itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  authenticationFailureOf,
  type Verdicts,
} from '../../../../functions/email/classification/sender-authentication.ts';
import { namedSender } from '../../../../functions/email/parsing/from-header.ts';

const FROM = { name: 'Ada', address: 'ada@shop.example.org' };
const results = (text: string) => [`amazonses.com; ${text}`];
const signedBy = (domain: string) => results(`spf=none; dkim=pass header.i=@${domain}; dmarc=none`);

/** The Received header that SES adds. */
const receivedFrom = (helo: string) => [
  `from ${helo} (mx.evil.example [192.0.2.1])\r\n by inbound-smtp.eu-west-1.amazonaws.com with SMTP id o3vrnil for x@in.example;\r\n Tue, 10 Mar 2026 09:00:00 +0000 (UTC)`,
];
const RECEIVED = receivedFrom('mx.example.org');
const INJECTED = 'x;dkim=pass header.i=@shop.example.org;';

interface Case {
  title: string;
  verdicts: Verdicts;
  envelopeFrom?: string;
  results?: string[];
  received?: string[];
  failure: 'dmarc_failed' | 'unauthenticated' | undefined;
}

const PASS = 'PASS';
const unauthenticated = 'unauthenticated' as const;
const cases: Case[] = [
  { title: 'DMARC PASS', verdicts: { dmarc: PASS }, failure: undefined },
  { title: 'DMARC pass in lower case', verdicts: { dmarc: 'pass' }, failure: undefined },
  {
    title: 'the reported attack: SPF and DKIM FAIL, DMARC GRAY',
    verdicts: { spf: 'FAIL', dkim: 'FAIL', dmarc: 'GRAY' },
    envelopeFrom: FROM.address,
    failure: unauthenticated,
  },
  { title: 'no verdicts', verdicts: {}, envelopeFrom: FROM.address, failure: unauthenticated },
  ...(['GRAY', 'PROCESSING_FAILED', 'DISABLED', 'FAIL', ''] as const).map((verdict) => ({
    title: `${verdict || 'an empty text'} as every verdict`,
    verdicts: { spf: verdict, dkim: verdict, dmarc: verdict },
    envelopeFrom: FROM.address,
    results: signedBy('shop.example.org'),
    failure: verdict === 'FAIL' ? ('dmarc_failed' as const) : ('unauthenticated' as const),
  })),
  {
    title: 'DMARC FAIL although all other checks passed',
    verdicts: { spf: PASS, dkim: PASS, dmarc: 'FAIL' },
    envelopeFrom: FROM.address,
    results: signedBy('shop.example.org'),
    failure: 'dmarc_failed',
  },
  // SPF checks the domain of the envelope sender.
  {
    title: 'SPF of the same domain',
    verdicts: { spf: PASS, dmarc: 'GRAY' },
    envelopeFrom: 'bounces@shop.example.org',
    failure: undefined,
  },
  {
    title: 'SPF of the same domain in capitals and with a final dot',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@SHOP.example.ORG.',
    failure: undefined,
  },
  {
    title: 'SPF of the parent domain',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@example.org',
    failure: undefined,
  },
  {
    title: 'SPF of a subdomain',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@evil.shop.example.org',
    failure: unauthenticated,
  },
  {
    title: 'SPF of a sibling domain',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@other.example.org',
    failure: unauthenticated,
  },
  {
    title: 'SPF of a domain that is only a suffix of its name',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@p.example.org',
    failure: unauthenticated,
  },
  {
    title: 'SPF of a domain that begins with its name',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@shop.example.org.evil.example',
    failure: unauthenticated,
  },
  {
    title: 'SPF of a top-level domain',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@org',
    failure: unauthenticated,
  },
  {
    title: 'SPF with an empty envelope sender',
    verdicts: { spf: PASS },
    envelopeFrom: '<>',
    failure: unauthenticated,
  },
  { title: 'SPF with an unknown envelope sender', verdicts: { spf: PASS }, failure: unauthenticated },
  {
    title: 'SPF GRAY of the same domain',
    verdicts: { spf: 'GRAY' },
    envelopeFrom: FROM.address,
    failure: unauthenticated,
  },
  // DKIM: only the provider's own header names the domain of the signature.
  {
    title: 'DKIM of the same domain',
    verdicts: { dkim: PASS },
    results: signedBy('shop.example.org'),
    failure: undefined,
  },
  {
    title: 'DKIM of the parent domain in header.d',
    verdicts: { dkim: PASS },
    results: results('dkim=pass header.d=example.org'),
    failure: undefined,
  },
  {
    title: 'DKIM of another domain',
    verdicts: { dkim: PASS },
    results: signedBy('evil.example'),
    failure: unauthenticated,
  },
  {
    title: 'DKIM of another domain and of its own',
    verdicts: { dkim: PASS },
    results: results('dkim=pass header.i=@evil.example; dkim=pass header.i=@shop.example.org'),
    failure: undefined,
  },
  {
    title: 'DKIM of another domain while its own failed',
    verdicts: { dkim: PASS },
    results: results('dkim=pass header.i=@evil.example; dkim=fail header.i=@shop.example.org'),
    failure: unauthenticated,
  },
  {
    title: 'a header that says pass and a verdict that does not',
    verdicts: { dkim: 'GRAY' },
    results: signedBy('shop.example.org'),
    failure: unauthenticated,
  },
  {
    title: 'a forged header below the provider’s',
    verdicts: { dkim: PASS },
    results: [...signedBy('evil.example'), ...signedBy('shop.example.org')],
    failure: unauthenticated,
  },
  {
    title: 'a topmost header of another server',
    verdicts: { dkim: PASS },
    results: ['mx.evil.example; dkim=pass header.i=@shop.example.org'],
    failure: unauthenticated,
  },
  {
    title: 'a header of a server with a similar name',
    verdicts: { dkim: PASS },
    results: ['amazonses.com.evil.example; dkim=pass header.i=@shop.example.org'],
    failure: unauthenticated,
  },
  {
    title: 'no Authentication-Results header',
    verdicts: { dkim: PASS },
    results: [],
    failure: unauthenticated,
  },
  {
    title: 'a pass in a comment',
    verdicts: { dkim: PASS },
    results: results(
      'spf=pass (x; dkim=pass header.i=@shop.example.org; (y)) client-ip=192.0.2.1; dkim=pass header.i=@evil.example',
    ),
    failure: unauthenticated,
  },
  {
    title: 'a pass in a quoted envelope sender',
    verdicts: { dkim: PASS },
    results: results(
      'spf=pass envelope-from="a; dkim=pass header.i=@shop.example.org"@evil.example; dkim=pass header.i=@evil.example',
    ),
    failure: unauthenticated,
  },
  {
    title: 'an envelope sender whose quotes were lost',
    verdicts: { dkim: PASS },
    envelopeFrom: '"a; dkim=pass header.i=@shop.example.org; b"@evil.example',
    results: results('spf=pass envelope-from=a; dkim=pass header.i=@shop.example.org; b@evil.example'),
    failure: unauthenticated,
  },
  {
    title: 'a method whose name only ends in dkim',
    verdicts: { dkim: PASS },
    results: results('x-dkim=pass header.i=@shop.example.org'),
    failure: unauthenticated,
  },
  // The greeting (HELO) is the sender's text, and the provider's header contains it unchanged.
  ...[
    INJECTED,
    `x ${INJECTED}`,
    `x (y [192.0.2.1]) ${INJECTED}`,
    `x (y [192.0.2.1]) by inbound-smtp.eu-west-1.amazonaws.com with SMTP id o for x@in.example; Tue, 10 Mar 2026 09:00:00 +0000 (UTC) ${INJECTED}`,
    `x\t(${INJECTED}`,
    `x)${INJECTED}`,
    `"${INJECTED}"`,
  ].map((helo) => ({
    title: `a forged result in the greeting ${JSON.stringify(helo).slice(0, 60)}`,
    verdicts: { spf: PASS, dkim: PASS },
    envelopeFrom: 'x@evil.example',
    results: results(`spf=pass envelope-from=x@evil.example; helo=${helo}; dkim=pass header.i=@evil.example`),
    received: receivedFrom(helo),
    failure: unauthenticated,
  })),
  {
    title: 'no Received header, so that the greeting is unknown',
    verdicts: { dkim: PASS },
    results: signedBy('shop.example.org'),
    received: [],
    failure: unauthenticated,
  },
  {
    title: 'DKIM of its own domain and an address as the greeting',
    verdicts: { dkim: PASS },
    results: results('spf=none helo=[IPv6:2001:db8::1]; dkim=pass header.i=@shop.example.org'),
    received: receivedFrom('[IPv6:2001:db8::1]'),
    failure: undefined,
  },
  // DMARC evaluated another reading of the From header than ours.
  {
    title: 'DMARC PASS of another domain',
    verdicts: { dmarc: PASS },
    results: results('dmarc=pass header.from=evil.example'),
    failure: unauthenticated,
  },
  {
    title: 'DMARC PASS of the same domain',
    verdicts: { dmarc: PASS },
    results: results('dmarc=pass header.from=Shop.Example.org'),
    failure: undefined,
  },
];

describe('a sender', () => {
  for (const { title, failure, verdicts, envelopeFrom, results = [], received = RECEIVED } of cases)
    it(`is ${failure ? 'not authenticated' : 'authenticated'} with ${title}`, () => {
      expect(authenticationFailureOf({ from: FROM, envelopeFrom, verdicts, results, received })).toBe(
        failure,
      );
    });

  it('is not authenticated if the email names none, whatever passed', () => {
    const verdicts = { spf: PASS, dkim: PASS, dmarc: PASS };
    const claims = { from: undefined, envelopeFrom: 'x@example.org', results: [], received: RECEIVED };
    expect(authenticationFailureOf({ ...claims, verdicts })).toBe('unauthenticated');
  });

  it('with an internationalised domain is authenticated under either spelling', () => {
    const from = { name: '', address: 'ada@bücher.example' };
    const claims = { from, envelopeFrom: 'x@xn--bcher-kva.example', results: [], received: RECEIVED };
    expect(authenticationFailureOf({ ...claims, verdicts: { spf: PASS } })).toBeUndefined();
  });

  it('is never authenticated by text that the sender can write', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 80 });
    const parts = fc.constantFrom(';', '"', '(', ')', '\\', ' dkim=pass header.i=@shop.example.org', 'x');
    const hostile = fc.array(fc.oneof(parts, text), { maxLength: 12 }).map((all) => all.join(''));
    fc.assert(
      fc.property(hostile, hostile, (below, comment) => {
        const quoted = comment.replaceAll(/[\\"]/g, '\\$&');
        const top = `amazonses.com; spf=pass envelope-from="${quoted}"@evil.example; dkim=pass header.i=@evil.example`;
        const claims = { from: FROM, envelopeFrom: 'x@evil.example', verdicts: { spf: PASS, dkim: PASS } };
        expect(
          authenticationFailureOf({
            ...claims,
            received: RECEIVED,
            results: [top, `amazonses.com; ${below}`],
          }),
        ).toBe('unauthenticated');
      }),
    );
  });
});

describe('the From header', () => {
  const ada = { name: '', address: 'ada@example.org' };
  const named = { name: 'Ada', address: 'ada@example.org' };
  const EVE = '<eve@example.net>';
  const headers: [values: string[], expected: unknown][] = [
    [['ada@example.org'], ada],
    [['<ADA@Example.org>'], ada],
    [['Ada <ada@example.org>'], named],
    [['"Ada" <ada@example.org>'], named],
    [['=?utf-8?Q?Ada?= <ada@example.org>'], named],
    [['ada@example.org (Ada)'], named],
    [['Ada (of <eve@example.net>, they say) <ada@example.org>'], named],
    [
      ['"Lovelace, Ada <eve@example.net>" <ada@example.org>'],
      { ...named, name: 'Lovelace, Ada <eve@example.net>' },
    ],
    [['ada@example.org <ada@example.org>'], { ...named, name: 'ada@example.org' }],
    [[], 'none'],
    [[''], 'none'],
    [['Ada'], 'none'],
    [['Ada <not an address>'], 'none'],
    // The Kelvin sign and the dotted I become plain letters in lower case.
    [['a@\u212aexample.org'], 'none'],
    [['Ada <a@\u212aexample.org>'], 'none'],
    [['\u0130da@example.org'], 'none'],
    [['ÅDA@example.org'], { name: '', address: 'åda@example.org' }],
    [['ada@example.org', 'eve@example.net'], 'unclear'],
    [['ada@example.org', 'ada@example.org'], 'unclear'],
    [['ada@example.org, eve@example.net'], 'unclear'],
    [[`<ada@example.org> ${EVE}`], 'unclear'],
    [[`ada@example.org ${EVE}`], 'unclear'],
    [[`ada@example.org,${EVE}`], 'unclear'],
    [['undisclosed: ada@example.org;'], 'unclear'],
    [['undisclosed:;'], 'unclear'],
    [['<ada@example.org> Ada'], 'unclear'],
    [['<<ada@example.org>>'], 'unclear'],
    [['<@evil.example:ada@example.org>'], 'none'],
    [['<"ada@example.org"@evil.example>'], 'unclear'],
    [['Ada <ada@example.org'], 'unclear'],
    [['"Ada <ada@example.org>'], 'unclear'],
    [['Ada (of <ada@example.org>'], 'unclear'],
    [['Ada) <ada@example.org>'], 'unclear'],
    [['ada@example.org\u0000@evil.example'], 'none'],
    [[`${'x'.repeat(5000)} <ada@example.org>`], 'unclear'],
  ];
  for (const [values, expected] of headers)
    it(`${JSON.stringify(values).slice(0, 80)} is read as ${typeof expected === 'string' ? expected : 'one mailbox'}`, () => {
      expect(namedSender(values)).toEqual(expected);
    });
});
