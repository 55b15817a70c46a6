// Converts errors to answers, in this one place: RFC 9457 problem documents with a stable `code`.
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

/**
 * Returns the problem document of an error. Domain errors keep their code and text; any other error becomes a
 * generic 500 that does not reveal its cause.
 */
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
