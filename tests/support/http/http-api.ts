// The whole HTTP API on a test table, without a network: routes, authorisers and events as in API Gateway,
// and every function of the route table. Another test compares the template with the same route table.
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type ApiFunctionName, routeTable } from '../../../functions/capabilities.ts';
import type { Role } from '../../../functions/platform/contract/roles.ts';
import {
  type Audience,
  audienceOf,
  type Route,
  routeKeyOf,
} from '../../../functions/platform/contract/route.ts';
import type { Files } from '../../../functions/platform/files/open-files.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import type { JwtAuthoriser } from '../../../local/http/api-spec.ts';
import { createAuthorise } from '../../../local/http/authorise.ts';
import { toEvent, toResponse } from '../../../local/http/payload.ts';
import { compileRoutes } from '../../../local/http/route-match.ts';
import type { stoppedClock } from '../context.ts';
import { functionsOf } from './apis.ts';
import { claimsOf } from './call-api.ts';

const deployment = {
  account: '000000000000',
  region: 'eu-central-1',
  api: { id: 'test-api', stage: '$default', stageVariables: {}, routes: [] },
};
const authoriserOf = (audience: Exclude<Audience, 'public'>): JwtAuthoriser => ({
  name: audience,
  issuer: `https://${audience}.example.org`,
  audience: [`${audience}-client`],
});

type Handler = (event: unknown, context: object) => Promise<unknown>;

export interface TestHttpApi {
  /** Sends a request as `fetch` does. */
  send: typeof fetch;
  /** Returns a token that the authoriser of the role's audience accepts. */
  token: (role: Role, sub: string) => Promise<string>;
}

export async function openTestHttpApi(
  table: Table,
  clock: ReturnType<typeof stoppedClock>,
  files: Files,
): Promise<TestHttpApi> {
  const functions = functionsOf(table, clock, files);
  const routes = (Object.keys(routeTable) as ApiFunctionName[]).flatMap((name) =>
    Object.values(routeTable[name] as Record<string, Route>).map((route) => ({
      routeKey: routeKeyOf(route),
      audience: audienceOf(route),
      handler: functions[name] as unknown as Handler,
    })),
  );
  const fallback = { routeKey: '$default', audience: 'public' as const, handler: functions.openapi as never };
  const find = compileRoutes([...routes, fallback]);
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const seconds = () => clock.now().getTime() / 1000;
  const authorise = createAuthorise(createLocalJWKSet({ keys: [await exportJWK(publicKey)] }), () =>
    clock.now().getTime(),
  );

  const answer = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const match = find(request.method, pathname);
    if (match === undefined) return Response.json({ message: 'Not Found' }, { status: 404 });
    const { audience, handler, routeKey } = match.route;
    const headers = Object.fromEntries(request.headers);
    const authorised =
      audience === 'public' ? undefined : await authorise(authoriserOf(audience), [], headers.authorization);
    if (authorised?.ok === false) return Response.json({ message: 'Unauthorized' }, { status: 401 });
    const raw = {
      method: request.method,
      path: pathname,
      query: search.slice(1),
      headers,
      body: Buffer.from(await request.arrayBuffer()),
      sourceIp: '127.0.0.1',
    };
    const facts = {
      ...deployment,
      routeKey,
      pathParameters: match.pathParameters,
      nowMs: clock.now().getTime(),
      ...(authorised ? { authoriser: authorised } : {}),
    };
    const result = toResponse(JSON.stringify(await handler(toEvent(raw, facts), {})));
    return new Response(new Uint8Array(result?.body ?? []), {
      status: result?.status ?? 500,
      headers: result?.headers ?? {},
    });
  };

  return {
    send: (input, init) => answer(new Request(input, init)),
    token: (role, sub) => {
      const { issuer, audience } = authoriserOf(role === 'customer' ? 'customer' : 'staff');
      return new SignJWT({ sub, ...claimsOf(role, sub) })
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + 3600)
        .sign(privateKey);
    },
  };
}
