// Requests that match no route reach one function by the route `$default`.
import { DomainError, platformError, platformErrors } from '../errors.ts';

/** The methods of each path, in API Gateway's syntax: `/v1/tickets/{ticketId}` → `get`, `patch`. */
export type Paths = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A path that exists, by a method that it does not take; `allow` is the header of that name. */
export class MethodNotAllowed extends DomainError {
  readonly allow: string;
  constructor(methods: readonly string[]) {
    const allow = methods.join(', ');
    super(
      'route.method_not_allowed',
      platformErrors['route.method_not_allowed'],
      `This path supports ${allow}.`,
    );
    this.allow = allow;
  }
}

/** The refusal of a request that no route takes: its method (405), or its path (404). */
export function unknownRoute(
  paths: Paths = {},
  { path, method }: { path: string; method: string },
): DomainError {
  const fitting = Object.entries(paths).filter(([known]) => fits(known, path));
  // A path of fixed words comes before one with parameters that fits as well.
  const [, operations = {}] = fitting.find(([known]) => known === path) ?? fitting[0] ?? [];
  const methods = Object.keys(operations).map((name) => name.toUpperCase());
  return methods.length === 0 || methods.includes(method)
    ? platformError('route.unknown')
    : new MethodNotAllowed(methods.toSorted());
}

function fits(known: string, path: string): boolean {
  const given = path.split('/');
  const parts = known.split('/');
  return (
    parts.length === given.length &&
    parts.every((part, at) => (part.startsWith('{') ? given[at] !== '' : part === given[at]))
  );
}
