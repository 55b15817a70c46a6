// Decides if the sender of an email is authenticated. Only the provider's checks count; nothing that the
// email itself claims is trusted (docs/adr/0026).
import { domainToASCII } from 'node:url';
import type { Mailbox } from '../parsing/from-header.ts';

/** The provider's verdicts. Anything but PASS, or no verdict at all, counts as not passed. */
export interface Verdicts {
  spf?: string | undefined;
  dkim?: string | undefined;
  dmarc?: string | undefined;
}

/**
 * `dmarc_failed`: the domain of the sender disowns the email. `unauthenticated`: no check authenticates it.
 */
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
 * Returns why the sender is not authenticated, or undefined. A sender is authenticated by DMARC, by SPF with
 * an envelope sender of the same domain, or by a DKIM signature of that domain. A DMARC failure overrides all
 * other results.
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
  // DMARC was evaluated for another reading of the From header than ours.
  if (judged !== undefined && judged !== domain) return 'unauthenticated';
  const proven =
    passed(verdicts.dmarc) ||
    (passed(verdicts.spf) && coversDomain(domainOf(envelopeFrom ?? ''), domain)) ||
    (passed(verdicts.dkim) && signers.some((signer) => coversDomain(signer, domain)));
  return proven ? undefined : 'unauthenticated';
}

/**
 * Returns true if `domain` may authenticate `other`: the same domain, or one below it. It never covers a
 * domain above it: without a list of public suffixes `somebody.github.io` would authenticate `github.io`. A
 * top-level domain covers nothing.
 */
export function coversDomain(domain: string | undefined, other: string): boolean {
  if (!domain?.includes('.')) return false;
  return domain === other || other.endsWith(`.${domain}`);
}

/** Returns the domain of an address in its ASCII form, or undefined. */
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
 * Matches the provider's own Received header, the topmost, if the other server greeted (HELO) with a plain
 * name or address. Any other greeting has more characters before the brackets, or brackets of its own.
 */
const PLAIN_GREETING = /^from [a-z0-9._:[\]-]{1,255} \([^()]*\)[^()]*(?:\(UTC\))?$/i;

/**
 * Reads the provider's own Authentication-Results (RFC 8601): the domains whose signatures passed, and the
 * domain that DMARC evaluated. The provider's header is the topmost; those below came with the email. Quoted
 * texts and comments are left out, because they contain the sender's words. If the envelope sender or the
 * greeting (HELO) contains syntax characters of this header, nothing is trusted, because the provider may not
 * have quoted them.
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
  const entries = results.map((result) => result.trim().toLowerCase().split(/\s+/));
  const named = (method: string, properties: readonly string[]) =>
    entries
      .filter(([verdict]) => verdict === method)
      .flatMap((words) => words.slice(1).flatMap((word) => domainIn(word, properties)));
  const signers = named('dkim=pass', ['header.i', 'header.d']);
  const [judged] = [...named('dmarc=pass', ['header.from']), ...named('dmarc=none', ['header.from'])];
  return { signers, judged };
}

/** Reads the domain of a property such as `header.i=@example.org` or `header.d=example.org`. */
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
