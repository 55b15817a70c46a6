// The one place where an error becomes an answer: RFC 9457 problem documents with a stable `code`.
import { DomainError, type ErrorCode, errorCatalogue, type FieldIssue } from '../errors.ts';

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  correlationId: string;
  errors?: readonly FieldIssue[];
}

/** Domain errors speak for themselves; everything else is a generic 500 that says nothing of its cause. */
export function problemOf(error: unknown, correlationId: string): Problem {
  const known = error instanceof DomainError ? error : new DomainError('internal.failure');
  const { status, title } = errorCatalogue[known.code];
  return {
    type: `urn:rapport:problem:${known.code}`,
    title,
    status,
    code: known.code,
    detail: known.message,
    correlationId,
    ...(known.issues.length > 0 ? { errors: known.issues } : {}),
  };
}
