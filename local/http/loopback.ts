// The runner hands out tokens of every role and moves time, so it answers this machine's own addresses only: a page from
// elsewhere whose name leads to 127.0.0.1 (DNS rebinding), or that posts a form to it, gets nothing.
import type { IncomingMessage, ServerResponse } from 'node:http';

const ownNames = ['127.0.0.1', 'localhost', '[::1]'];
const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface LoopbackRefusal {
  status: 421 | 403;
  title: string;
  code: string;
  detail: string;
}

/** Refuses a request whose Host is none of the runner's own at this port; undefined when it is. */
export const foreignHost = ({ headers }: IncomingMessage, port: number): LoopbackRefusal | undefined =>
  isOwn(headers.host, port)
    ? undefined
    : {
        status: 421,
        title: 'Misdirected Request',
        code: 'local.foreign_host',
        detail: `the runner answers http://127.0.0.1:${port} and http://localhost:${port} only`,
      };

/** Refuses a request that changes something and comes from a page of another origin; undefined when it does not. */
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

/** Port 80 is the one that browsers leave out. */
const isOwn = (host: string | undefined, port: number): boolean =>
  ownNames.some((name) => host?.toLowerCase() === `${name}:${port}` || (port === 80 && host === name));

/** Answers with the refusal; the body of the request is not read. */
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
