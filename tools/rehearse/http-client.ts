// Calls the deployed API. Its address is a name under `execute-api.localhost`, which not every
// machine resolves: it connects to the loopback address, with the name in the Host header (which
// `fetch` does not allow).

import { randomUUID } from 'node:crypto';
import { request } from 'node:http';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export type Call = (method: string, path: string, token?: string, body?: object) => Promise<Answer>;

export function apiClient(apiUrl: string): Call {
  const { host, port } = new URL(apiUrl);
  return (method, path, token, body) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const headers = {
      host,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
    };
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parsed(text) }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
    return promise;
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { text };
  }
}
