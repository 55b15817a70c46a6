// Protects the runner, which issues tokens of every role and moves time, from other origins. It answers only
// this machine's own addresses: a page from elsewhere whose name leads to 127.0.0.1 (DNS rebinding), or that
// posts a form, gets nothing.
import type { IncomingMessage, ServerResponse } from 'node:http';

const ownNames = ['127.0.0.1', 'localhost', '[::1]'];
const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface LoopbackRefusal {
  status: 421 | 403;
  title: string;
  code: string;
  detail: string;
}

/**
 * Returns the refusal of a request whose Host is not one of the runner's own names at
 * this port; otherwise undefined.
 */
export const foreignHost = ({ headers }: IncomingMessage, port: number): LoopbackRefusal | undefined =>
  isOwn(headers.host, port)
    ? undefined
    : {
        status: 421,
        title: 'Misdirected Request',
        code: 'local.foreign_host',
        detail: `the runner answers http://127.0.0.1:${port} and http://localhost:${port} only`,
      };

/** Returns the refusal of a changing request from a page of another origin; otherwise undefined. */
export const foreignOrigin = (
  { method, headers }: IncomingMessage,
  port: number,
): LoopbackRefusal | undefined => {
  const { origin } = headers;
  const scheme = 'http://';
  if (harmless.has(method ?? '') || origin === undefined) return undefined;
  if (origin.startsWith(scheme) && isOwn(origin.slice(scheme.length), port)) return undefined;
  return {
    status: 403,
    title: 'Forbidden',
    code: 'local.foreign_origin',
    detail: 'pages of other origins may not do this',
  };
};

/** Returns whether a host is the runner's own; browsers leave out port 80. */
const isOwn = (host: string | undefined, port: number): boolean =>
  ownNames.some((name) => host?.toLowerCase() === `${name}:${port}` || (port === 80 && host === name));

/** Answers with the refusal without reading the request's body. */
export const refuseForeign = (response: ServerResponse, refusal: LoopbackRefusal): void => {
  const { status } = refusal;
  response
    .writeHead(status, {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      connection: 'close',
    })
    .end(JSON.stringify({ type: 'about:blank', ...refusal }));
};
