// Serves the AWS endpoints to functions. Each call is attributed to its function by the access key that
// signed it, checked against the policies of the function's role, counted, and passed on to the emulator.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ownProperty } from '../../functions/platform/own-property.ts';
import { decide, type RequiredPermission } from '../iam/policy.ts';
import type { FunctionSpec } from '../lambda/function-spec.ts';
import type { S3 } from '../s3/s3.ts';
import { type Call, type Lookup, readCall, readSignature } from './calls.ts';
import { denial, errorReply, type Reply, type ServiceError } from './errors.ts';
import type { Faults, Strike } from './faults.ts';
import type { Upstream } from './upstream.ts';

interface GatewayParts {
  lookup: Lookup;
  faults: Faults;
  upstreams: { dynamodb: Upstream; queues: Upstream };
  caller(accessKey: string): FunctionSpec | undefined;
  /** Ends the environment that signed a call. */
  kill(accessKey: string, reason: string): Promise<void>;
  /** S3 in front of the emulator: signatures, links, forms. */
  s3: S3;
  /** The runner's own SES; it names the permissions that a mail needs before it sends. */
  mail: { needs(form: URLSearchParams): RequiredPermission[]; handle(form: URLSearchParams): Promise<Reply> };
  /** Resolves when an acknowledged write is on disk; absent where nothing is kept. */
  settleWrite: (() => Promise<void>) | undefined;
  /** Called when a table may have changed. */
  onWrite(): void;
  /** Called with calls that no emulator serves. */
  onUnserved(message: string): void;
}

export interface Gateway {
  url: string;
  /** Starts answering; until then every call waits. */
  serve(parts: GatewayParts): void;
  inFlight(): number;
  lastCallAt(): number;
  /** Returns the calls by function and operation, such as `tickets` → `TransactWriteItems` → 3. */
  counts(): Record<string, Record<string, number>>;
  resetCounts(): void;
  close(): Promise<void>;
}

const writes = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;

/** Opens the gateway on a free port of the loopback interface. */
export const openGateway = async (): Promise<Gateway> => {
  let parts: GatewayParts | undefined;
  let counts: Record<string, Record<string, number>> = {};
  let inFlight = 0;
  let lastCallAt = 0;

  const count = (functionName: string, operation: string): void => {
    const ofFunction = ownProperty(counts, functionName) ?? {};
    counts = {
      ...counts,
      [functionName]: { ...ofFunction, [operation]: (ownProperty(ofFunction, operation) ?? 0) + 1 },
    };
  };

  const server = createServer((request, response) => {
    inFlight += 1;
    void answer(request, response, parts, count).finally(() => {
      inFlight -= 1;
      lastCallAt = Date.now();
    });
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (given) => void (parts = given),
    inFlight: () => inFlight,
    lastCallAt: () => lastCallAt,
    counts: () => structuredClone(counts),
    resetCounts: () => void (counts = {}),
    close: () => closeServer(server),
  };
};

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  parts: GatewayParts | undefined,
  count: (functionName: string, operation: string) => void,
): Promise<void> => {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (parts === undefined) return void response.destroy();
    const reply = await handle(request, Buffer.concat(chunks), parts, count);
    if (reply === undefined) return void response.destroy();
    response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length });
    response.end(reply.body);
  } catch (error) {
    // A function that ends in the middle of a call resets its connection: the gateway is fine.
    const cut = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
    if (!cut) parts?.onUnserved(error instanceof Error ? (error.stack ?? error.message) : String(error));
    response.destroy();
  }
};

/**
 * Answers a call; undefined if the caller was killed in the middle of it, because nobody is left to answer.
 */
const handle = async (
  request: IncomingMessage,
  body: Buffer,
  parts: GatewayParts,
  count: (functionName: string, operation: string) => void,
): Promise<Reply | undefined> => {
  const raw = { method: request.method ?? 'POST', url: request.url ?? '/', headers: request.headers, body };
  const signature = readSignature(request.headers);
  // Browsers and phones sign no headers: they hold links and forms that a function has signed.
  const visited = signature === undefined ? await parts.s3.serveBrowser(raw) : undefined;
  if (visited !== undefined) return visited;
  const spec = signature === undefined ? undefined : parts.caller(signature.accessKey);
  if (signature === undefined || spec === undefined) {
    return errorReply('dynamodb', {
      code: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
  }
  const call = readCall(signature.service, raw, parts.lookup);
  if (call === undefined) {
    const message = `the function ${spec.name} called ${signature.service}, which is not served here`;
    parts.onUnserved(message);
    return errorReply('dynamodb', { code: 'UnknownOperationException', message, status: 501 });
  }
  count(spec.name, call.operation);
  const refused = (call.service === 's3' ? parts.s3.refusal(raw) : undefined) ?? judge(spec, call, parts);
  if (refused !== undefined) return errorReply(call.service, refused);
  const strike = parts.faults.strike(spec.name, call.operation);
  if (strike?.kind === 'refuse')
    return errorReply(call.service, {
      message: `${strike.plan.code} was asked for by a test`,
      ...strike.plan,
    });
  return forward(call, raw, parts, strike, signature.accessKey);
};

const judge = (spec: FunctionSpec, call: Call, parts: GatewayParts): ServiceError | undefined => {
  const needs = call.service === 'ses' && call.form !== undefined ? parts.mail.needs(call.form) : call.needs;
  for (const need of needs) {
    const decision = decide(spec.role.statements, need);
    if (decision.allowed) continue;
    const caller = `arn:aws:sts::${parts.lookup.account}:assumed-role/${spec.role.name}/${spec.physicalName}`;
    return denial(call.service, caller, need, decision.because === 'explicit-deny');
  }
  return undefined;
};

const forward = async (
  call: Call,
  raw: { method: string; url: string; headers: IncomingMessage['headers']; body: Buffer },
  parts: GatewayParts,
  strike: Strike | undefined,
  accessKey: string,
): Promise<Reply | undefined> => {
  const reason = `a test ended it ${strike?.kind === 'crash' ? strike.when : ''} ${call.operation}`;
  if (strike?.kind === 'crash' && strike.when === 'before') return killed(parts, accessKey, reason);
  const reply =
    call.service === 's3' ? await parts.s3.call(raw, accessKey) : await upstreamFor(call, raw, parts);
  if (call.service === 'dynamodb' && writes.test(call.operation)) {
    await parts.settleWrite?.();
    parts.onWrite();
  }
  return strike?.kind === 'crash' ? killed(parts, accessKey, reason) : reply;
};

const killed = async (parts: GatewayParts, accessKey: string, reason: string): Promise<undefined> => {
  await parts.kill(accessKey, reason);
  return undefined;
};

const upstreamFor = (
  call: Call,
  raw: { method: string; url: string; headers: IncomingMessage['headers']; body: Buffer },
  parts: GatewayParts,
): Promise<Reply> => {
  if (call.service === 'ses') return parts.mail.handle(call.form ?? new URLSearchParams());
  if (call.service === 'dynamodb')
    return parts.upstreams.dynamodb.send(raw.method, raw.url, raw.headers, raw.body);
  return parts.upstreams.queues.send(raw.method, '/', raw.headers, raw.body);
};
