// Listens on the API's port: /_local belongs to the runner, everything else is the HTTP API.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { foreignHost, foreignOrigin, refuseForeign } from './http/loopback.ts';

export type Handle = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: string,
) => Promise<void>;

export interface ApiServer {
  url: string;
  serve(parts: { local: Handle; api: Handle | undefined }): void;
  close(): Promise<void>;
}

/** The port is taken; the message says which option chooses another. */
export class PortBusyError extends Error {
  readonly port: number;
  constructor(port: number) {
    super(`port ${port} is in use by another program: choose another one with --port`);
    this.port = port;
  }
}

/**
 * Listens on the loopback interface and accepts only its own host names; answers 503 until it
 * knows what to serve.
 */
export const openApiServer = async (port: number): Promise<ApiServer> => {
  let parts: { local: Handle; api: Handle | undefined } | undefined;
  const server = createServer((request, response) => {
    const [path, query] = splitUrl(request.url ?? '/');
    const isLocal = path === '/_local' || path.startsWith('/_local/');
    const own = portOf(server);
    // The API has its own rules for pages of other origins (CORS).
    const foreign = foreignHost(request, own) ?? (isLocal ? foreignOrigin(request, own) : undefined);
    if (foreign !== undefined) return refuseForeign(response, foreign);
    const handle = isLocal ? parts?.local : parts?.api;
    if (handle === undefined) return fail(response, parts === undefined ? 503 : 404);
    handle(request, response, path, query).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) fail(response, 500);
      else response.destroy();
    });
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortBusyError(port) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    serve: (given) => void (parts = given),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const splitUrl = (url: string): [string, string] => {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
};

const messages: Record<number, string> = {
  404: 'Not Found',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

const fail = (response: ServerResponse, status: number): void => {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ message: messages[status] }));
};
