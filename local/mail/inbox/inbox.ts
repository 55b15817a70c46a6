// Keeps the mails that were sent and shows them, as a page for people and as JSON for tests.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { foreignHost, foreignOrigin, refuseForeign } from '../../http/loopback.ts';
import type { Journal } from '../../state/journal.ts';
import { isObject } from '../../template/intrinsics.ts';
import type { Mail } from '../mail.ts';
import { MailRefused } from '../receiving/receiving.ts';
import type { ReplyDraft } from './compose-reply.ts';
import { inboxPage } from './inbox-page.ts';

/** Sends a reply; rejects with `MailRefused` if nobody accepts it. */
type AnswerMail = (mail: Mail, draft: ReplyDraft) => Promise<void>;

export interface Inbox {
  url: string;
  /** Keeps the mail; with a journal it is on disk when this returns. */
  add(mail: Mail): void;
  list(): Mail[];
  clear(): void;
  /** Sets the function that is called when somebody replies on the page. */
  onReply(answer: AnswerMail): void;
  close(): Promise<void>;
}

/** The total size of the newest mails that are kept, measured by their source. */
const largestInboxCharacters = 32 * 1024 * 1024;

/**
 * Opens the inbox on the loopback interface; port 0 takes a free one. With a journal it contains the
 * mails of earlier runs.
 */
export const openInbox = async (port: number, journal?: Journal): Promise<Inbox> => {
  let mails: Mail[] = [];
  let held = 0;
  const put = (mail: Mail): void => {
    mails.push(mail);
    held += mail.raw.length;
    while (held > largestInboxCharacters && mails.length > 1) {
      const oldest = mails.shift();
      held -= oldest?.raw.length ?? 0;
      journal?.removeMail(oldest?.id ?? '');
    }
  };
  const clear = (): void => {
    mails = [];
    held = 0;
    journal?.clearMails();
  };
  for (const mail of journal?.mails() ?? []) put(JSON.parse(mail) as Mail);
  let answerMail: AnswerMail = () => Promise.reject(new MailRefused('550 no mail comes in yet'));
  const server = createServer((request, response) => {
    const own = (server.address() as AddressInfo).port;
    const foreign = foreignHost(request, own) ?? foreignOrigin(request, own);
    if (foreign !== undefined) return refuseForeign(response, foreign);
    const store = { mails, clear, answerMail };
    answer(request, response, store).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (mail) => {
      journal?.addMail(mail.id, JSON.stringify(mail));
      put(mail);
    },
    list: () => [...mails],
    clear,
    onReply: (given) => void (answerMail = given),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

interface InboxContents {
  mails: Mail[];
  clear(): void;
  answerMail: AnswerMail;
}

const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  { mails, clear, answerMail }: InboxContents,
): Promise<void> => {
  const { pathname } = new URL(request.url ?? '/', 'http://local');
  const [, collection, id, part] = pathname.split('/');
  if (pathname === '/') return write(response, 200, 'text/html; charset=utf-8', inboxPage);
  if (collection !== 'messages') return json(response, 404, { message: 'not found' });
  if (id === undefined && request.method === 'DELETE') {
    clear();
    response.writeHead(204).end();
    return;
  }
  if (id === undefined) return json(response, 200, { messages: mails.map(summary).toReversed() });
  const mail = mails.find((candidate) => candidate.id === id);
  if (mail === undefined) return json(response, 404, { message: `no mail ${id}` });
  if (part === 'reply' && request.method === 'POST') {
    const { status, body } = await reply(request, mail, answerMail);
    return json(response, status, body);
  }
  if (part === 'raw') return write(response, 200, 'text/plain; charset=utf-8', mail.raw);
  json(response, 200, mail);
};

const largestReplyBytes = 256 * 1024;

const reply = async (
  request: IncomingMessage,
  mail: Mail,
  answerMail: AnswerMail,
): Promise<{ status: number; body: object }> => {
  const draft = readDraft(Buffer.concat(await request.toArray()));
  if (draft === undefined)
    return { status: 400, body: { message: 'subject and text must be strings, the text not empty' } };
  try {
    await answerMail(mail, draft);
    return { status: 202, body: {} };
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    return { status: 400, body: { message: error.message } };
  }
};

const readDraft = (body: Buffer): ReplyDraft | undefined => {
  if (body.length > largestReplyBytes) return undefined;
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (!isObject(value)) return undefined;
    const { subject, text } = value;
    return typeof subject === 'string' && typeof text === 'string' && text.trim() !== ''
      ? { subject, text }
      : undefined;
  } catch {
    return undefined;
  }
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
  write(response, status, 'application/json', JSON.stringify(value));

const write = (response: ServerResponse, status: number, type: string, body: string): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
};
