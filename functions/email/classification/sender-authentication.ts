// Decides whether the sender of a mail is proven. The provider checks and tells; nothing that the mail itself says
// of the matter is believed (docs/adr/0026).
import { domainToASCII } from 'node:url';
import type { Mailbox } from '../parsing/from-header.ts';

/** The provider's verdicts. Anything but PASS, or no verdict at all, counts as not passed. */
export interface Verdicts {
  spf?: string | undefined;
  dkim?: string | undefined;
  dmarc?: string | undefined;
}

/** `dmarc_failed`: its domain disowns the mail. `unauthenticated`: nothing speaks for it. */
export type AuthenticationFailure = 'dmarc_failed' | 'unauthenticated';

export interface SenderClaims {
  from: Mailbox | undefined;
  /** The envelope sender; `<>` means that there is none. */
  envelopeFrom?: string | undefined;
  verdicts: Verdicts;
  /** The values of the Authentication-Results headers, top first. */
  results: readonly string[];
  /** The values of the Received headers, top first. */
  received: readonly string[];
}

/**
 * Why the sender is not proven, or undefined when they are: by DMARC, by SPF with an envelope of the same domain, or by
 * DKIM with a signature of it. A domain that disowns the mail is heeded before all else.
 */
export function authenticationFailureOf({
  from,
  envelopeFrom,
  verdicts,
  results,
  received,
}: SenderClaims): AuthenticationFailure | undefined {
  const passed = (verdict: string | undefined) => verdict?.toUpperCase() === 'PASS';
  if (verdicts.dmarc?.toUpperCase() === 'FAIL') return 'dmarc_failed';
  const domain = domainOf(from?.address ?? '');
  if (!domain) return 'unauthenticated';
  const { signers, judged } = providersResults(results, received, envelopeFrom);
  // Judged was another reading of the From header than ours.
  if (judged !== undefined && judged !== domain) return 'unauthenticated';
  const proven =
    passed(verdicts.dmarc) ||
    (passed(verdicts.spf) && coversDomain(domainOf(envelopeFrom ?? ''), domain)) ||
    (passed(verdicts.dkim) && signers.some((signer) => coversDomain(signer, domain)));
  return proven ? undefined : 'unauthenticated';
}

/**
 * A domain speaks for itself and for those below it, whose names it gives out. Not for those above: without a list of
 * public suffixes `somebody.github.io` would speak for `github.io`. A domain has two labels at least.
 */
export function coversDomain(domain: string | undefined, other: string): boolean {
  if (!domain?.includes('.')) return false;
  return domain === other || other.endsWith(`.${domain}`);
}

/** The domain of an address in the form that DNS knows; undefined when there is none. */
export function domainOf(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  if (at < 1) return undefined;
  return asciiDomain(address.slice(at + 1));
}

const asciiDomain = (text: string): string | undefined =>
  domainToASCII(text.trim().replace(/\.$/, '')).toLowerCase() || undefined;

const PROVIDER = 'amazonses.com';
const MAX_RESULTS = 20_000;

/**
 * The provider's own Received header, the topmost, of a server that greeted with a name or an address. Whatever else it
 * greeted with stands before the brackets, or brings brackets of its own.
 */
const PLAIN_GREETING = /^from [a-z0-9._:[\]-]{1,255} \([^()]*\)[^()]*(?:\(UTC\))?$/i;

/**
 * What the provider's own Authentication-Results (RFC 8601) name: whose signatures passed, and the domain that DMARC judged.
 * Its header is the topmost; whatever stands below was brought along by the sender. Quoted texts and comments, in which
 * the sender's words stand, are left out; an envelope sender or a greeting (HELO) with marks of this grammar is not trusted to
 * have been quoted.
 */
function providersResults(
  [top = '']: readonly string[],
  [received = '']: readonly string[],
  envelopeFrom = '',
): { signers: string[]; judged?: string | undefined } {
  if (top.length > MAX_RESULTS || /[\s;"()\\]/.test(envelopeFrom)) return { signers: [] };
  if (!PLAIN_GREETING.test(received.replaceAll(/\s+/g, ' ').trim())) return { signers: [] };
  const [server, ...results] = withoutQuotes(top).split(';');
  if (server?.trim().toLowerCase() !== PROVIDER) return { signers: [] };
  const said = results.map((result) => result.trim().toLowerCase().split(/\s+/));
  const named = (method: string, properties: readonly string[]) =>
    said
      .filter(([verdict]) => verdict === method)
      .flatMap((words) => words.slice(1).flatMap((word) => domainIn(word, properties)));
  const signers = named('dkim=pass', ['header.i', 'header.d']);
  const [judged] = [...named('dmarc=pass', ['header.from']), ...named('dmarc=none', ['header.from'])];
  return { signers, judged };
}

/** `header.i=@example.org`, `header.d=example.org` */
function domainIn(word: string, properties: readonly string[]): string[] {
  const [name = '', value = ''] = word.split('=', 2);
  const domain = properties.includes(name) ? asciiDomain(value.slice(value.lastIndexOf('@') + 1)) : undefined;
  return domain ? [domain] : [];
}

function withoutQuotes(text: string): string {
  let kept = '';
  let comments = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"' && comments === 0) quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(') comments += 1;
    else if (character === ')') comments = Math.max(0, comments - 1);
    else if (comments === 0) kept += character;
  }
  return kept;
}
