// Reads which version an update was made on (`version` in the body or `If-Match`, RFC 9110 13.1.1) and writes
// the `ETag` of answers. The use case checks in its write whether that version is still current.
import type { Route } from '../contract/route.ts';
import { type ExpectedVersion, IF_MATCH, MAX_VERSION } from '../contract/version.ts';
import { DomainError, type FieldIssue, platformError } from '../errors.ts';
import { ownProperty } from '../own-property.ts';

/**
 * Takes `version` out of the body of a route with a precondition, because the body's schema
 * does not contain it.
 */
export function splitVersion(route: Route, body: unknown): { stated: unknown; rest: unknown } {
  const hasFields = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (!route.precondition || !hasFields) return { stated: undefined, rest: body };
  const { version: stated, ...rest } = body as Record<string, unknown>;
  return { stated, rest };
}

/**
 * Returns the version that an update was made on; undefined where none is required. Rejects with
 * `request.invalid` a value that is not a version and a body that contradicts its header, and with
 * `version.missing` an update that must name a version and does not. Also rejects `If-Match` on an update of
 * something without a version: ignoring it would overwrite what it protects.
 */
export function expectedVersion(
  route: Route,
  stated: unknown,
  ifMatch: string | undefined,
): ExpectedVersion | undefined {
  if (!route.precondition) {
    if (ifMatch !== undefined && ['PUT', 'PATCH', 'DELETE'].includes(route.method))
      throw invalid('header.if-match', 'is not supported here, because there is no version');
    return undefined;
  }
  const inBody = stated === undefined ? undefined : bodyVersion(stated);
  const inHeader = ifMatch === undefined ? undefined : headerVersion(ifMatch);
  if (inBody !== undefined && inHeader !== undefined && inHeader !== 'any' && inBody !== inHeader)
    throw invalid('body.version', 'differs from the version in If-Match');
  const version = inBody ?? inHeader;
  if (version === undefined && route.precondition === 'required') {
    const issues = [{ path: 'body.version', message: 'is missing' }];
    throw platformError('version.missing', 'Send version in the body or the header If-Match.', issues);
  }
  return version;
}

function bodyVersion(stated: unknown): number {
  const isVersion = Number.isInteger(stated) && Number(stated) >= 0 && Number(stated) <= MAX_VERSION;
  if (!isVersion) throw invalid('body.version', `must be a whole number from 0 to ${MAX_VERSION}`);
  return Number(stated);
}

/**
 * Parses an entity tag. Ours are versions in quotes; a list, a weak tag or anything else is not
 * one that we issued.
 */
function headerVersion(ifMatch: string): ExpectedVersion {
  const tag = IF_MATCH.exec(ifMatch.trim())?.[0];
  if (tag === undefined)
    throw invalid('header.if-match', 'must be one ETag from a response, such as "7", or *');
  return tag === '*' ? 'any' : Number(tag.slice(1, -1));
}

function invalid(path: string, message: string): DomainError {
  const issues: FieldIssue[] = [{ path, message }];
  return platformError('request.invalid', `${path} ${message}.`, issues);
}

/** Converts `version.stale` to 412 when `If-Match` named the version; a version in the body stays 409. */
export function toPreconditionError(error: unknown, ifMatch: string | undefined): unknown {
  const isStale = platformError.is(error, 'version.stale');
  return isStale && ifMatch !== undefined ? platformError('version.mismatch', error.message) : error;
}

/** Returns the `ETag` of an answer that contains a version where its route says. */
export function etagOf({ etag }: Route, answer: unknown): Record<string, string> {
  if (etag === undefined) return {};
  const version = etag
    .split('.')
    .reduce<unknown>((at, name) => ownProperty((at ?? {}) as Record<string, unknown>, name), answer);
  return typeof version === 'number' ? { etag: `"${version}"` } : {};
}
