// Answers requests that match no route; the route `$default` sends them to one function.
import { DomainError, platformError, platformErrors } from '../errors.ts';

/** The methods of each path in API Gateway's syntax: `/v1/tickets/{ticketId}` → `get`, `patch`. */
export type Paths = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The path exists but does not accept the method; `allow` is the value of the `Allow` header. */
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

/** Returns the refusal of a request that matches no route: 405 for its method or 404 for its path. */
export function unknownRoute(
  paths: Paths = {},
  { path, method }: { path: string; method: string },
): DomainError {
  const fitting = Object.entries(paths).filter(([known]) => fits(known, path));
  // A path without parameters wins over one with parameters that also matches.
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
