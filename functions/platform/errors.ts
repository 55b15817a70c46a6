// Defines refusals: what a caller learns when an operation cannot be done. Each capability lists its own in
// its errors.ts with HTTP status and title; the platform's are here. http/problem.ts converts them to RFC
// 9457 problem documents.

/** The refusals of a capability by code, `noun.reason`. */
export type ErrorCatalogue = Readonly<Record<string, ErrorDefinition>>;

export interface ErrorDefinition {
  /** HTTP status. */
  status: number;
  title: string;
}

/** One field of refused input: a path such as `body.identities.email` and what is wrong with it. */
export interface FieldIssue {
  path: string;
  message: string;
}

/** A refusal that the caller may see; created by `errorsOf`. Any other thrown error becomes a generic 500. */
export class DomainError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly issues: readonly FieldIssue[];

  constructor(
    code: string,
    { status, title }: ErrorDefinition,
    detail?: string,
    issues: readonly FieldIssue[] = [],
  ) {
    super(detail ?? title);
    this.name = 'DomainError';
    this.code = code;
    this.status = status;
    this.title = title;
    this.issues = issues;
  }
}

/**
 * Creates and recognises the refusals of a catalogue. The detail replaces the title where there
 * is more to say.
 */
export interface ErrorsOf<Code extends string> {
  (code: Code, detail?: string, issues?: readonly FieldIssue[]): DomainError;
  is(error: unknown, code: Code): error is DomainError;
}

/**
 * Returns the function that creates the refusals of this catalogue. A code outside the
 * catalogue does not compile.
 */
export function errorsOf<Code extends string>(
  catalogue: Readonly<Record<Code, ErrorDefinition>>,
): ErrorsOf<Code> {
  const make = (code: Code, detail?: string, issues?: readonly FieldIssue[]) =>
    new DomainError(code, catalogue[code], detail, issues);
  const is = (error: unknown, code: Code): error is DomainError =>
    error instanceof DomainError && error.code === code;
  return Object.assign(make, { is });
}

export const platformErrors = {
  'request.malformed_json': { status: 400, title: 'The request body is not valid JSON.' },
  'request.invalid': { status: 400, title: 'Some values in the request are not valid.' },
  'request.cursor_invalid': { status: 400, title: 'This cursor does not belong to this list.' },
  'request.too_large': { status: 413, title: 'The request body is larger than 256 KB.' },
  'request.media_type': { status: 415, title: 'Send the request body as application/json.' },
  'auth.unauthenticated': { status: 401, title: 'Send a valid access token.' },
  'auth.forbidden': { status: 403, title: 'You are not allowed to do this.' },
  'request.direct_call': { status: 403, title: 'Call the API at its own domain.' },
  'route.unknown': { status: 404, title: 'This operation does not exist.' },
  'route.method_not_allowed': { status: 405, title: 'This path does not support this method.' },
  'idempotency.key_reused': { status: 422, title: 'This idempotency key was used with a different request.' },
  'version.stale': { status: 409, title: 'Somebody changed this after you read it.' },
  'version.mismatch': { status: 412, title: 'The version in If-Match is no longer current.' },
  'version.missing': { status: 428, title: 'Send the version you are updating, in version or If-Match.' },
  'quota.exceeded': { status: 429, title: 'You have reached a limit; try again later.' },
  'write.contended': { status: 409, title: 'Somebody else is changing this; try again.' },
  'event.too_large': { status: 413, title: 'The change is too large; change less in one request.' },
  'item.too_large': { status: 413, title: 'The result is too large to store.' },
  'internal.failure': { status: 500, title: 'Something went wrong on our side.' },
} as const satisfies ErrorCatalogue;

export const platformError = errorsOf(platformErrors);
