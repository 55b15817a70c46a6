// The one place where an error becomes an answer: RFC 9457 problem documents with a stable `code`.
import { DomainError, type FieldIssue, platformError } from '../errors.ts';

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  correlationId: string;
  errors?: readonly FieldIssue[];
}

/** Domain errors speak for themselves; everything else is a generic 500 that says nothing of its cause. */
export function problemOf(error: unknown, correlationId: string): Problem {
  const known = error instanceof DomainError ? error : platformError('internal.failure');
  const { status, title, code, issues } = known;
  return {
    type: `urn:rapport:problem:${code}`,
    title,
    status,
    code,
    detail: known.message,
    correlationId,
    ...(issues.length > 0 ? { errors: issues } : {}),
  };
}
