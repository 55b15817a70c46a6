// Who is believed: verdicts × what stands in the From header × what the mail says of itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  authenticationFailureOf,
  type Verdicts,
} from '../../../../functions/email/classification/sender-authentication.ts';
import { namedSender } from '../../../../functions/email/parsing/from-header.ts';

const FROM = { name: 'Ada', address: 'ada@shop.example.org' };
const results = (said: string) => [`amazonses.com; ${said}`];
const signedBy = (domain: string) => results(`spf=none; dkim=pass header.i=@${domain}; dmarc=none`);

/** As SES writes it above the mail. */
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
  doubt: 'dmarc_failed' | 'unauthenticated' | undefined;
}

const PASS = 'PASS';
const unauthenticated = 'unauthenticated' as const;
const cases: Case[] = [
  { title: 'DMARC PASS', verdicts: { dmarc: PASS }, doubt: undefined },
  { title: 'DMARC pass in small letters', verdicts: { dmarc: 'pass' }, doubt: undefined },
  {
    title: 'the reported attack: SPF and DKIM FAIL, DMARC GRAY',
    verdicts: { spf: 'FAIL', dkim: 'FAIL', dmarc: 'GRAY' },
    envelopeFrom: FROM.address,
    doubt: unauthenticated,
  },
  { title: 'nothing said', verdicts: {}, envelopeFrom: FROM.address, doubt: unauthenticated },
  ...(['GRAY', 'PROCESSING_FAILED', 'DISABLED', 'FAIL', ''] as const).map((verdict) => ({
    title: `${verdict || 'an empty verdict'} everywhere`,
    verdicts: { spf: verdict, dkim: verdict, dmarc: verdict },
    envelopeFrom: FROM.address,
    results: signedBy('shop.example.org'),
    doubt: verdict === 'FAIL' ? ('dmarc_failed' as const) : ('unauthenticated' as const),
  })),
  {
    title: 'DMARC FAIL, though all else passed',
    verdicts: { spf: PASS, dkim: PASS, dmarc: 'FAIL' },
    envelopeFrom: FROM.address,
    results: signedBy('shop.example.org'),
    doubt: 'dmarc_failed',
  },
  // SPF: the envelope's domain is the one that was checked.
  {
    title: 'SPF of the same domain',
    verdicts: { spf: PASS, dmarc: 'GRAY' },
    envelopeFrom: 'bounces@shop.example.org',
    doubt: undefined,
  },
  {
    title: 'SPF of the same domain, in capitals and with a dot',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@SHOP.example.ORG.',
    doubt: undefined,
  },
  {
    title: 'SPF of the domain above',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@example.org',
    doubt: undefined,
  },
  {
    title: 'SPF of a domain below',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@evil.shop.example.org',
    doubt: unauthenticated,
  },
  {
    title: 'SPF of a sister',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@other.example.org',
    doubt: unauthenticated,
  },
  {
    title: 'SPF of a name that ends alike',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@p.example.org',
    doubt: unauthenticated,
  },
  {
    title: 'SPF of a domain with its name in front',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@shop.example.org.evil.example',
    doubt: unauthenticated,
  },
  {
    title: 'SPF of a top level alone',
    verdicts: { spf: PASS },
    envelopeFrom: 'x@org',
    doubt: unauthenticated,
  },
  {
    title: 'SPF without an envelope sender',
    verdicts: { spf: PASS },
    envelopeFrom: '<>',
    doubt: unauthenticated,
  },
  { title: 'SPF of nobody knows whom', verdicts: { spf: PASS }, doubt: unauthenticated },
  {
    title: 'SPF GRAY of the same domain',
    verdicts: { spf: 'GRAY' },
    envelopeFrom: FROM.address,
    doubt: unauthenticated,
  },
  // DKIM: whose signature it was stands in the provider's own header alone.
  {
    title: 'DKIM of the same domain',
    verdicts: { dkim: PASS },
    results: signedBy('shop.example.org'),
    doubt: undefined,
  },
  {
    title: 'DKIM of the domain above, by header.d',
    verdicts: { dkim: PASS },
    results: results('dkim=pass header.d=example.org'),
    doubt: undefined,
  },
  {
    title: 'DKIM of another',
    verdicts: { dkim: PASS },
    results: signedBy('evil.example'),
    doubt: unauthenticated,
  },
  {
    title: 'DKIM of another and of its own',
    verdicts: { dkim: PASS },
    results: results('dkim=pass header.i=@evil.example; dkim=pass header.i=@shop.example.org'),
    doubt: undefined,
  },
  {
    title: 'DKIM of another, its own failed',
    verdicts: { dkim: PASS },
    results: results('dkim=pass header.i=@evil.example; dkim=fail header.i=@shop.example.org'),
    doubt: unauthenticated,
  },
  {
    title: 'a header that says pass while the verdict does not',
    verdicts: { dkim: 'GRAY' },
    results: signedBy('shop.example.org'),
    doubt: unauthenticated,
  },
  {
    title: 'a false header below the provider’s',
    verdicts: { dkim: PASS },
    results: [...signedBy('evil.example'), ...signedBy('shop.example.org')],
    doubt: unauthenticated,
  },
  {
    title: 'a header of another server at the top',
    verdicts: { dkim: PASS },
    results: ['mx.evil.example; dkim=pass header.i=@shop.example.org'],
    doubt: unauthenticated,
  },
  {
    title: 'a server that is called alike',
    verdicts: { dkim: PASS },
    results: ['amazonses.com.evil.example; dkim=pass header.i=@shop.example.org'],
    doubt: unauthenticated,
  },
  { title: 'no header at all', verdicts: { dkim: PASS }, results: [], doubt: unauthenticated },
  {
    title: 'a pass in a comment',
    verdicts: { dkim: PASS },
    results: results(
      'spf=pass (x; dkim=pass header.i=@shop.example.org; (y)) client-ip=192.0.2.1; dkim=pass header.i=@evil.example',
    ),
    doubt: unauthenticated,
  },
  {
    title: 'a pass in a quoted envelope sender',
    verdicts: { dkim: PASS },
    results: results(
      'spf=pass envelope-from="a; dkim=pass header.i=@shop.example.org"@evil.example; dkim=pass header.i=@evil.example',
    ),
    doubt: unauthenticated,
  },
  {
    title: 'an envelope sender whose quotes were lost',
    verdicts: { dkim: PASS },
    envelopeFrom: '"a; dkim=pass header.i=@shop.example.org; b"@evil.example',
    results: results('spf=pass envelope-from=a; dkim=pass header.i=@shop.example.org; b@evil.example'),
    doubt: unauthenticated,
  },
  {
    title: 'a result that only ends alike',
    verdicts: { dkim: PASS },
    results: results('x-dkim=pass header.i=@shop.example.org'),
    doubt: unauthenticated,
  },
  // HELO is the sender's text, and stands in the provider's header as it came.
  ...[
    INJECTED,
    `x ${INJECTED}`,
    `x (y [192.0.2.1]) ${INJECTED}`,
    `x (y [192.0.2.1]) by inbound-smtp.eu-west-1.amazonaws.com with SMTP id o for x@in.example; Tue, 10 Mar 2026 09:00:00 +0000 (UTC) ${INJECTED}`,
    `x\t(${INJECTED}`,
    `x)${INJECTED}`,
    `"${INJECTED}"`,
  ].map((helo) => ({
    title: `a result in the greeting ${JSON.stringify(helo).slice(0, 60)}`,
    verdicts: { spf: PASS, dkim: PASS },
    envelopeFrom: 'x@evil.example',
    results: results(`spf=pass envelope-from=x@evil.example; helo=${helo}; dkim=pass header.i=@evil.example`),
    received: receivedFrom(helo),
    doubt: unauthenticated,
  })),
  {
    title: 'no Received header, which would say how the other side greeted',
    verdicts: { dkim: PASS },
    results: signedBy('shop.example.org'),
    received: [],
    doubt: unauthenticated,
  },
  {
    title: 'DKIM of its own and a greeting by address',
    verdicts: { dkim: PASS },
    results: results('spf=none helo=[IPv6:2001:db8::1]; dkim=pass header.i=@shop.example.org'),
    received: receivedFrom('[IPv6:2001:db8::1]'),
    doubt: undefined,
  },
  // DMARC judged another reading of the From header than ours.
  {
    title: 'DMARC PASS of another domain',
    verdicts: { dmarc: PASS },
    results: results('dmarc=pass header.from=evil.example'),
    doubt: unauthenticated,
  },
  {
    title: 'DMARC PASS of the same domain',
    verdicts: { dmarc: PASS },
    results: results('dmarc=pass header.from=Shop.Example.org'),
    doubt: undefined,
  },
];

describe('a sender', () => {
  for (const { title, doubt, verdicts, envelopeFrom, results: said = [], received = RECEIVED } of cases)
    it(`is ${doubt ? 'doubted' : 'believed'} with ${title}`, () => {
      expect(authenticationFailureOf({ from: FROM, envelopeFrom, verdicts, results: said, received })).toBe(
        doubt,
      );
    });

  it('that is not named is doubted, whatever passed', () => {
    const verdicts = { spf: PASS, dkim: PASS, dmarc: PASS };
    const claims = { from: undefined, envelopeFrom: 'x@example.org', results: [], received: RECEIVED };
    expect(authenticationFailureOf({ ...claims, verdicts })).toBe('unauthenticated');
  });

  it('of a domain in another alphabet is believed under either spelling', () => {
    const from = { name: '', address: 'ada@bücher.example' };
    const claims = { from, envelopeFrom: 'x@xn--bcher-kva.example', results: [], received: RECEIVED };
    expect(authenticationFailureOf({ ...claims, verdicts: { spf: PASS } })).toBeUndefined();
  });

  it('is never believed for what the sender can write alone', () => {
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
  const shapes: [said: string[], becomes: unknown][] = [
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
    // The Kelvin sign and the dotted I, which are plain letters once they are small.
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
  for (const [said, becomes] of shapes)
    it(`${JSON.stringify(said).slice(0, 80)} is ${typeof becomes === 'string' ? becomes : 'one mailbox'}`, () => {
      expect(namedSender(said)).toEqual(becomes);
    });
});
