// Which version an update was made on, as the client says it (`version` in the body or `If-Match`, RFC 9110 13.1.1), and the
// `ETag` of what is answered. Whether it still is that version, the use case asks in its write.
import type { Route } from '../contract/route.ts';
import { type ExpectedVersion, IF_MATCH, MAX_VERSION } from '../contract/version.ts';
import { DomainError, type FieldIssue, platformError } from '../errors.ts';
import { ownProperty } from '../own-property.ts';

/** Takes `version` out of the body of a route with a precondition: the schema of the body does not know it. */
export function splitVersion(route: Route, body: unknown): { said: unknown; rest: unknown } {
  const hasFields = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (!route.precondition || !hasFields) return { said: undefined, rest: body };
  const { version: said, ...rest } = body as Record<string, unknown>;
  return { said, rest };
}

/**
 * The version that an update was made on; undefined where none need be named. Refuses with `request.invalid` what is no version
 * and a body that contradicts its header, with `version.missing` an update that must name one and does not. `If-Match` on an
 * update of what has no version is refused, too: to ignore it would be to overwrite what it protects.
 */
export function expectedVersion(
  route: Route,
  said: unknown,
  ifMatch: string | undefined,
): ExpectedVersion | undefined {
  if (!route.precondition) {
    if (ifMatch !== undefined && ['PUT', 'PATCH', 'DELETE'].includes(route.method))
      throw invalid('header.if-match', 'is not supported here, because there is no version');
    return undefined;
  }
  const inBody = said === undefined ? undefined : bodyVersion(said);
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

function bodyVersion(said: unknown): number {
  const isVersion = Number.isInteger(said) && Number(said) >= 0 && Number(said) <= MAX_VERSION;
  if (!isVersion) throw invalid('body.version', `must be a whole number from 0 to ${MAX_VERSION}`);
  return Number(said);
}

/** Our entity tags are versions in quotes. A list, a weak tag or anything else is none that we have given. */
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

/** A version that `If-Match` named and that is not the current one any more is 412, where one in the body is 409. */
export function toPreconditionError(error: unknown, ifMatch: string | undefined): unknown {
  const isStale = platformError.is(error, 'version.stale');
  return isStale && ifMatch !== undefined ? platformError('version.mismatch', error.message) : error;
}

/** The `ETag` of an answer that holds a version where its route says. */
export function etagOf({ etag }: Route, answer: unknown): Record<string, string> {
  if (etag === undefined) return {};
  const version = etag
    .split('.')
    .reduce<unknown>((at, name) => ownProperty((at ?? {}) as Record<string, unknown>, name), answer);
  return typeof version === 'number' ? { etag: `"${version}"` } : {};
}
