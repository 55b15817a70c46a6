// Finds the route of an HTTP API that answers a request, in API Gateway's order of precedence.

export interface Matchable {
  /** Such as `GET /v1/tickets/{id}`, `ANY /files/{path+}` or `$default`. */
  routeKey: string;
}

interface Match<T> {
  route: T;
  pathParameters: Record<string, string>;
}

export type Find<T> = (method: string, path: string) => Match<T> | undefined;

interface Compiled<T> {
  route: T;
  method: string;
  segments: string[];
  greedy: boolean;
}

/**
 * Compiles a route table. The most specific path wins (literal before parameter before greedy, segment by
 * segment), then a route with the method before ANY; `$default` takes the rest.
 */
export const compileRoutes = <T extends Matchable>(routes: T[]): Find<T> => {
  const fallback = routes.find((route) => route.routeKey === '$default');
  const compiled = routes
    .filter((route) => route.routeKey !== '$default')
    .map(compile)
    .sort(bySpecificity);
  return (method, path) => {
    const segments = path.split('/').slice(1);
    for (const candidate of compiled) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue;
      const pathParameters = matchSegments(candidate, segments);
      if (pathParameters !== undefined) return { route: candidate.route, pathParameters };
    }
    return fallback === undefined ? undefined : { route: fallback, pathParameters: {} };
  };
};

const compile = <T extends Matchable>(route: T): Compiled<T> => {
  const [method = 'ANY', path = '/'] = route.routeKey.split(' ');
  const segments = path.split('/').slice(1);
  return { route, method, segments, greedy: segments.at(-1)?.endsWith('+}') === true };
};

const rank = (segment: string | undefined): number => {
  if (segment === undefined) return 3;
  if (!segment.startsWith('{')) return 0;
  return segment.endsWith('+}') ? 2 : 1;
};

const bySpecificity = <T>(left: Compiled<T>, right: Compiled<T>): number => {
  const length = Math.max(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = rank(left.segments[index]) - rank(right.segments[index]);
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
};

const matchSegments = <T>(candidate: Compiled<T>, given: string[]): Record<string, string> | undefined => {
  const { segments, greedy } = candidate;
  if (greedy ? given.length < segments.length : given.length !== segments.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? '';
    if (!segment.startsWith('{')) {
      if (segment !== value) return undefined;
      continue;
    }
    const isGreedy = segment.endsWith('+}');
    const whole = isGreedy ? given.slice(index).join('/') : value;
    if (whole === '') return undefined;
    parameters.set(segment.slice(1, isGreedy ? -2 : -1), decode(whole));
  }
  return Object.fromEntries(parameters);
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
