// The inbox: what was sent, as a page for people and as JSON for tests.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inboxPage } from './inbox-page.ts';
import type { Mail } from './mail.ts';

export interface Inbox {
  url: string;
  add(mail: Mail): void;
  list(): Mail[];
  clear(): void;
  close(): Promise<void>;
}

const keptMails = 20_000;

/** Opens the inbox on the loopback interface; port 0 takes a free one. */
export const openInbox = async (port: number, kept: Mail[] = []): Promise<Inbox> => {
  let mails = [...kept];
  const server = createServer((request, response) => answer(request, response, mails, () => (mails = [])));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (mail) => {
      mails.push(mail);
      if (mails.length > keptMails) mails.shift();
    },
    list: () => [...mails],
    clear: () => void (mails = []),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const answer = (
  request: IncomingMessage,
  response: ServerResponse,
  mails: Mail[],
  clear: () => void,
): void => {
  const { pathname } = new URL(request.url ?? '/', 'http://local');
  const [, collection, id, part] = pathname.split('/');
  if (pathname === '/') return reply(response, 200, 'text/html; charset=utf-8', inboxPage);
  if (collection !== 'messages') return json(response, 404, { message: 'not found' });
  if (id === undefined && request.method === 'DELETE') {
    clear();
    response.writeHead(204).end();
    return;
  }
  if (id === undefined) return json(response, 200, { messages: mails.map(summary).toReversed() });
  const mail = mails.find((candidate) => candidate.id === id);
  if (mail === undefined) return json(response, 404, { message: `no mail ${id}` });
  if (part === 'raw') return reply(response, 200, 'text/plain; charset=utf-8', mail.raw);
  json(response, 200, mail);
};

const summary = ({ id, time, from, recipients, to, subject, tags, configurationSet }: Mail): object => ({
  id,
  time,
  from,
  recipients,
  to,
  subject,
  tags,
  configurationSet,
});

const json = (response: ServerResponse, status: number, value: unknown): void =>
  reply(response, status, 'application/json', JSON.stringify(value));

const reply = (response: ServerResponse, status: number, type: string, body: string): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
};
