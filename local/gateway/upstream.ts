// Forwards a request to an emulator over connections that stay open.
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { Reply } from './errors.ts';

export interface Upstream {
  send(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Reply>;
  close(): void;
}

export const createUpstream = (endpoint: string): Upstream => {
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });

  const once = (
    method: string,
    path: string,
    headers: IncomingHttpHeaders,
    body: Buffer,
    again: boolean,
  ): Promise<Reply> => {
    const result = Promise.withResolvers<Reply>();
    const outgoing = request(
      { agent, hostname, port, method, path, headers: { ...headers, connection: 'keep-alive' } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', result.reject);
        response.on('end', () => {
          result.resolve({
            status: response.statusCode ?? 502,
            headers: plain(response.headers),
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const closedWhileIdle = again && outgoing.reusedSocket && error.code === 'ECONNRESET';
      if (closedWhileIdle) result.resolve(once(method, path, headers, body, false));
      else result.reject(error);
    });
    outgoing.end(body);
    return result.promise;
  };

  return {
    send: (method, path, headers, body) => once(method, path, headers, body, true),
    close: () => agent.destroy(),
  };
};

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']);

const plain = (headers: IncomingHttpHeaders): Record<string, string> => {
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || hopByHop.has(name)
      ? []
      : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  );
  return Object.fromEntries(kept);
};
