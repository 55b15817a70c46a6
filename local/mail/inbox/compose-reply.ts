// Composes a reply to a mail in the inbox, as the recipient's mail program would.
import { randomUUID } from 'node:crypto';
import type { Mail } from '../mail.ts';
import { composeMessage } from '../mime.ts';

export interface ReplyDraft {
  subject: string;
  text: string;
}

/** Composes RFC 5322 bytes: to Reply-To, in the mail's thread, with the mail quoted below. */
export const composeReply = (mail: Mail, { subject, text }: ReplyDraft, now: Date): Buffer => {
  const from = mail.recipients[0] ?? '';
  const messageId = headerOf(mail, 'Message-ID');
  const references = [headerOf(mail, 'References'), messageId].filter((value) => value !== '').join(' ');
  const quoted = mail.text
    .trimEnd()
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
  const headers = [
    { name: 'From', value: from },
    { name: 'To', value: mail.replyTo === '' ? mail.from : mail.replyTo },
    { name: 'Subject', value: oneLine(subject) },
    { name: 'Date', value: now.toUTCString().replace('GMT', '+0000') },
    { name: 'Message-ID', value: `<${randomUUID()}@${from.split('@')[1] ?? 'localhost'}>` },
    ...(messageId === ''
      ? []
      : [
          { name: 'In-Reply-To', value: messageId },
          { name: 'References', value: references },
        ]),
  ];
  const day = now.toUTCString().slice(0, 16);
  return composeMessage({ headers, text: `${text}\n\nOn ${day}, ${mail.from} wrote:\n${quoted}\n` });
};

const headerOf = ({ headers }: Mail, name: string): string =>
  headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? '';

/** Removes line breaks, which would start another header. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ').slice(0, 900);
