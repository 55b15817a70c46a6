// Checks Signature Version 4 as S3 does, in headers and in links. It does not use the signer of the
// functions, so that a mistake in either is found.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ownProperty } from '../../functions/platform/own-property.ts';
import type { ServiceError } from '../gateway/errors.ts';

export interface RawRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Trust {
  region: string;
  nowMs: number;
  secretOf(accessKey: string): string;
  sessionToken: string;
}

/** The parts of a signature. */
interface Claim {
  accessKey: string;
  /** date/region/service/aws4_request */
  scope: string;
  date: string;
  signature: string;
}

const algorithm = 'AWS4-HMAC-SHA256';
const skewMs = 15 * 60_000;

const denied = (message: string): ServiceError => ({ code: 'AccessDenied', message, status: 403 });
const mismatch: ServiceError = {
  code: 'SignatureDoesNotMatch',
  message: 'The request signature we calculated does not match the signature you provided.',
  status: 403,
};
const badToken: ServiceError = {
  code: 'InvalidToken',
  message: 'The provided token is malformed or otherwise invalid.',
  status: 400,
};

/** Returns why S3 refuses a request that is signed in its headers; undefined if the signature is valid. */
export const headerRefusal = (request: RawRequest, trust: Trust): ServiceError | undefined => {
  const { headers } = request;
  const found = /Credential=([^/,]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)/.exec(
    headers.authorization ?? '',
  );
  const [, accessKey = '', scope = '', signedHeaders = '', signature = ''] = found ?? [];
  const date = single(headers['x-amz-date']);
  if (Math.abs(trust.nowMs - parseDate(date)) > skewMs || Number.isNaN(parseDate(date)))
    return {
      code: 'RequestTimeTooSkewed',
      message: 'The difference between the request time and the current time is too large.',
      status: 403,
    };
  if (single(headers['x-amz-security-token']) !== trust.sessionToken) return badToken;
  const payload = single(headers['x-amz-content-sha256']);
  if (/^[0-9a-f]{64}$/.test(payload) && payload !== sha256(request.body))
    return {
      code: 'XAmzContentSHA256Mismatch',
      message: 'The provided x-amz-content-sha256 header does not match what was computed.',
      status: 400,
    };
  const canonical = canonicalRequest(request, signedHeaders.split(';'), payload, []);
  return refusalOf({ accessKey, scope, date, signature }, canonical, trust);
};

/** Returns the access key of a link, if the request carries its signature in the query. */
export const linkKey = (request: Pick<RawRequest, 'url'>): string | undefined => {
  const query = queryOf(request.url);
  if (valueOf(query, 'X-Amz-Algorithm') !== algorithm) return undefined;
  return valueOf(query, 'X-Amz-Credential').split('/')[0];
};

/** Returns why S3 refuses a link; undefined if it may be followed. */
export const linkRefusal = (request: RawRequest, trust: Trust): ServiceError | undefined => {
  const query = queryOf(request.url);
  const [accessKey = '', ...scope] = valueOf(query, 'X-Amz-Credential').split('/');
  const date = valueOf(query, 'X-Amz-Date');
  const endMs = parseDate(date) + Number(valueOf(query, 'X-Amz-Expires')) * 1000;
  if (Number.isNaN(endMs) || trust.nowMs > endMs) return denied('Request has expired');
  if (valueOf(query, 'X-Amz-Security-Token') !== trust.sessionToken) return badToken;
  const signedHeaders = valueOf(query, 'X-Amz-SignedHeaders').split(';');
  const canonical = canonicalRequest(request, signedHeaders, 'UNSIGNED-PAYLOAD', ['X-Amz-Signature']);
  const signature = valueOf(query, 'X-Amz-Signature');
  return refusalOf({ accessKey, scope: scope.join('/'), date, signature }, canonical, trust);
};

const refusalOf = (claim: Claim, canonical: string, trust: Trust): ServiceError | undefined => {
  const text = [algorithm, claim.date, claim.scope, sha256(Buffer.from(canonical))].join('\n');
  return signatureHolds(claim, text, trust) ? undefined : mismatch;
};

/**
 * Returns whether the secret of the access key signed a text, for S3 in this region on the day of its date.
 */
export const signatureHolds = (claim: Claim, text: string, trust: Trust): boolean => {
  const scope = `${claim.date.slice(0, 8)}/${trust.region}/s3/aws4_request`;
  if (claim.scope !== scope) return false;
  const step = (key: string | Buffer, part: string): Buffer =>
    createHmac('sha256', key).update(part).digest();
  const key = scope.split('/').reduce<string | Buffer>(step, `AWS4${trust.secretOf(claim.accessKey)}`);
  const expected = step(key, text);
  const given = Buffer.from(claim.signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
};

const canonicalRequest = (
  { method, url, headers }: RawRequest,
  signedHeaders: string[],
  payload: string,
  without: string[],
): string => {
  const path = (url.split('?')[0] ?? '')
    .split('/')
    .map((part) => escapeUri(decode(part)))
    .join('/');
  const query = queryOf(url)
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => `${escapeUri(name)}=${escapeUri(value)}`)
    .toSorted()
    .join('&');
  const lines = signedHeaders.map(
    (name) => `${name}:${single(ownProperty(headers, name)).trim().replace(/ +/g, ' ')}\n`,
  );
  return [method, path, query, lines.join(''), signedHeaders.join(';'), payload].join('\n');
};

const queryOf = (url: string): [name: string, value: string][] =>
  (url.split('?')[1] ?? '')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      return [decode(name), decode(rest.join('='))];
    });

export const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const valueOf = (query: [string, string][], name: string): string =>
  query.find(([candidate]) => candidate === name)?.[1] ?? '';

const single = (value: string | string[] | undefined): string => [value ?? ''].flat().join(',');

const escapeUri = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Parses `20130524T000000Z` to milliseconds; NaN for anything else. */
export const parseDate = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
