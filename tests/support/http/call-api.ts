// Calls an API function as API Gateway would, without the network.
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import type { Role } from '../../../functions/platform/contract/roles.ts';
import { type Route, type Routes, routeKeyOf } from '../../../functions/platform/contract/route.ts';

export interface Call {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** The body as sent, when it is not JSON. */
  raw?: string;
  headers?: Record<string, string>;
  as?: { role: Role; id: string };
  /** Replaces any version, or creates the resource. */
  over?: true;
  claims?: Record<string, string>;
  /** The address of the client. */
  sourceIp?: string;
}

/** JSON that a test reads without declaring its shape. */
// oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects, and fails when it is missing
export type Json = any;

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: Json;
  text: string;
}

type Handler = (
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** Returns a function that calls the operations of a handler by name. */
export function caller<R extends Routes>(routes: R, handler: unknown) {
  const send = async (operation: keyof R & string, call: Call = {}): Promise<Answer> => {
    const route = routes[operation] as Route;
    const result = await (handler as Handler)(eventOf(route, call), {} as Context);
    const text = result.body ?? '';
    const json = String(result.headers?.['content-type']).includes('json');
    return {
      status: result.statusCode ?? 0,
      headers: result.headers ?? {},
      text,
      body: json ? JSON.parse(text) : {},
    };
  };
  return async (operation: keyof R & string, call: Call = {}): Promise<Answer> => {
    const answer = await send(operation, call);
    if (!call.over || answer.status !== 428) return answer;
    return send(operation, { ...call, headers: { ...call.headers, 'if-match': '*' } });
  };
}

let requests = 0;

export function eventOf(route: Route, call: Call): APIGatewayProxyEventV2WithJWTAuthorizer {
  requests += 1;
  const { id, role } = call.as ?? { id: 'admin-1', role: 'admin' as const };
  const claims = call.claims ?? claimsOf(role, id);
  return {
    version: '2.0',
    routeKey: routeKeyOf(route),
    rawPath: route.path,
    rawQueryString: '',
    headers: { ...(route.body ? { 'content-type': 'application/json' } : {}), ...call.headers },
    pathParameters: call.params ?? {},
    queryStringParameters: call.query ?? {},
    isBase64Encoded: false,
    body: call.raw ?? (call.body === undefined ? undefined : JSON.stringify(call.body)),
    requestContext: {
      requestId: `req-${requests}`,
      http: {
        method: route.method,
        path: route.path,
        protocol: 'HTTP/1.1',
        sourceIp: call.sourceIp ?? '192.0.2.7',
        userAgent: '',
      },
      authorizer: { jwt: { claims, scopes: [] }, principalId: '', integrationLatency: 0 },
    },
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
}

/** Returns the claims of a token as API Gateway passes them. */
export function claimsOf(role: Role, id: string): Record<string, string> {
  if (role === 'customer') return { sub: id };
  if (role === 'service') return { client_id: id, scope: 'rapport/service', token_use: 'access' };
  return { sub: id, username: id, 'cognito:groups': `[${role}]`, token_use: 'access' };
}
