// Forwards requests to MiniStack with stack names. `cdk destroy` deletes a stack by its ARN, as
// AWS allows; MiniStack 1.4.21 finds stacks by name only and answers a deletion by ARN with
// success without doing anything.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

export interface Proxy {
  endpoint: string;
  stop: () => Promise<void>;
}

/** Forwards everything to `endpoint`; in the body of a DeleteStack, replaces the stack's ARN by its name. */
export async function startStackNameProxy(endpoint: string): Promise<Proxy> {
  const server = createServer((incoming, outgoing) => {
    forward(endpoint, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function forward(endpoint: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = Buffer.from(byName(Buffer.concat(await incoming.toArray()).toString('latin1')), 'latin1');
  const { 'transfer-encoding': _chunked, ...headers } = incoming.headers;
  const { method, url } = incoming;
  const sent = request(
    new URL(url ?? '/', endpoint),
    { method, headers: { ...headers, 'content-length': body.length } },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    },
  );
  sent.on('error', () => outgoing.destroy());
  sent.end(body);
}

/** Replaces the ARN in `StackName` of a form body by the name in it; returns any other body unchanged. */
export function byName(body: string): string {
  if (!/(^|&)Action=DeleteStack(&|$)/.test(body)) return body;
  const form = new URLSearchParams(body);
  const name = /^arn:[^:]+:cloudformation:[^:]*:[^:]*:stack\/([^/]+)\//.exec(
    form.get('StackName') ?? '',
  )?.[1];
  if (name !== undefined) form.set('StackName', name);
  return form.toString();
}
