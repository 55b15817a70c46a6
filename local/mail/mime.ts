// Handles the small part of MIME that SES itself touches: the header block of a message.
import { randomBytes } from 'node:crypto';
import type { Header } from './mail.ts';

export interface Message {
  headers: Header[];
  body: Buffer;
}

/** Splits a message at its first empty line. */
export const splitMessage = (raw: Buffer): Message => {
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1'));
  const at = end?.index ?? raw.length;
  const block = raw.subarray(0, at).toString('utf8');
  const lines = block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const headers = lines
    .filter((line) => line.includes(':'))
    .map((line) => {
      const colon = line.indexOf(':');
      return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
    });
  return { headers, body: raw.subarray(at + (end?.[0].length ?? 0)) };
};

export const headerValue = (message: Message, name: string): string | undefined =>
  message.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;

/** Removes headers by name and adds others in front; every other byte stays as it was. */
export const editHeaders = (raw: Buffer, remove: string[], add: Header[]): Buffer => {
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1'));
  const at = end?.index ?? raw.length;
  const gone = new Set(remove.map((name) => name.toLowerCase()));
  const kept = raw
    .subarray(0, at)
    .toString('utf8')
    .split(/\r?\n(?![ \t])/)
    .filter((line) => !gone.has(line.slice(0, line.indexOf(':')).trim().toLowerCase()));
  const block = [...add.map(({ name, value }) => `${name}: ${value}`), ...kept].join('\r\n');
  return Buffer.concat([Buffer.from(`${block}\r\n\r\n`), raw.subarray(at + (end?.[0].length ?? 0))]);
};

/**
 * Returns the addresses in a header or parameter: `Ada <ada@example.com>, bob@example.com` gives the two
 * plain ones.
 */
export const plainAddresses = (field: string): string[] => {
  const parts = field.match(/("[^"]*"|[^,])+/g) ?? [];
  return parts.map((part) => (/<([^<>]*)>/.exec(part)?.[1] ?? part).trim()).filter((part) => part !== '');
};

const address =
  /^[^\s@<>(),;:"\\]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;

export const isAddress = (value: string): boolean => value.length <= 320 && address.test(value);

/** Creates a message id in SES's format. */
export const newMessageId = (): string => {
  const hex = randomBytes(22).toString('hex');
  return `0102${hex.slice(0, 12)}-${hex.slice(12, 20)}-${hex.slice(20, 24)}-${hex.slice(24, 28)}-${hex.slice(28, 32)}-${hex.slice(32, 44)}-000000`;
};

/** Builds the MIME of a mail that was given in parts (SES's SendEmail). */
export const composeMessage = (parts: { headers: Header[]; text?: string; html?: string }): Buffer => {
  const boundary = `=_${randomBytes(12).toString('hex')}`;
  const head = [
    ...parts.headers.map(({ name, value }) => `${name}: ${encodedWord(value)}`),
    'MIME-Version: 1.0',
  ].join('\r\n');
  if (parts.html === undefined) return Buffer.from(`${head}\r\n${part('text/plain', parts.text ?? '')}`);
  if (parts.text === undefined) return Buffer.from(`${head}\r\n${part('text/html', parts.html)}`);
  const sections = [part('text/plain', parts.text), part('text/html', parts.html)].map(
    (section) => `--${boundary}\r\n${section}`,
  );
  return Buffer.from(
    `${head}\r\nContent-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n${sections.join('')}--${boundary}--\r\n`,
  );
};

const part = (type: string, value: string): string =>
  `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(value)}\r\n`;

const base64Lines = (value: string): string =>
  Buffer.from(value)
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');

/** Encodes a header value outside ASCII (RFC 2047). */
const encodedWord = (value: string): string => {
  const bytes = Buffer.from(value);
  return bytes.every((byte) => byte < 128) ? value : `=?utf-8?B?${bytes.toString('base64')}?=`;
};
