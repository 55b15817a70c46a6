// Which attachments are kept, under which names and types. The name's ending decides, because it is what the agent's
// computer goes by; the sender's claim of a type does not.
import { digest, idPrefixes } from '../platform/ids.ts';
import type { MailPart } from './parse-mail.ts';

export interface KeptAttachment {
  id: string;
  name: string;
  contentType: string;
  bytes: number;
  key: string;
}

export type RefusalReason =
  | 'type_not_allowed'
  | 'executable'
  | 'not_what_it_says'
  | 'too_large'
  | 'too_many'
  | 'empty';
export interface RefusedAttachment {
  name: string;
  reason: RefusalReason;
}

export interface Screened {
  kept: { attachment: KeptAttachment; content: Buffer }[];
  refused: RefusedAttachment[];
}

export const MAX_ATTACHMENTS = 20;
export const MAX_ATTACHMENT_BYTES = 25 * 1024 * 1024;
const MAX_REFUSED = 50;

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';
/** Endings that are kept and the type that they are served with. Neither programs nor documents with macros nor pages. */
const allowed: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  heic: 'image/heic',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  pdf: 'application/pdf',
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/plain',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  xml: 'application/xml',
  rtf: 'application/rtf',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  docx: `${OFFICE}.wordprocessingml.document`,
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
  pptx: `${OFFICE}.presentationml.presentation`,
  odt: `${ODF}.text`,
  ods: `${ODF}.spreadsheet`,
  odp: `${ODF}.presentation`,
  pages: 'application/vnd.apple.pages',
  numbers: 'application/vnd.apple.numbers',
  zip: 'application/zip',
  eml: 'message/rfc822',
  ics: 'text/calendar',
  vcf: 'text/vcard',
  dat: 'application/ms-tnef',
  asc: 'application/pgp-signature',
  sig: 'application/pgp-signature',
  p7s: 'application/pkcs7-signature',
  p7m: 'application/pkcs7-mime',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
};

/** The ending for a part without a usable name. */
const endingOfType: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(allowed).map(([ending, type]) => [type, ending])),
  'image/jpeg': 'jpg',
  'image/tiff': 'tif',
  'text/plain': 'txt',
  'text/x-vcard': 'vcf',
  'application/x-pkcs7-signature': 'p7s',
  'application/x-pkcs7-mime': 'p7m',
  'application/vnd.ms-tnef': 'dat',
};

const ZIP = '504b';
/** How files of some endings begin, in hex; of the others nothing is expected. */
const beginnings: Readonly<Record<string, readonly string[]>> = {
  png: ['89504e470d0a1a0a'],
  jpg: ['ffd8ff'],
  jpeg: ['ffd8ff'],
  gif: ['47494638'],
  docx: [ZIP],
  xlsx: [ZIP],
  pptx: [ZIP],
  odt: [ZIP],
  ods: [ZIP],
  odp: [ZIP],
  zip: [ZIP],
  dat: ['789f3e22'],
};

/** How programs begin: Windows, Linux, macOS (five ways, one of them Java's), scripts, shortcuts. */
const programs = [
  '4d5a',
  '7f454c46',
  'feedface',
  'feedfacf',
  'cefaedfe',
  'cffaedfe',
  'cafebabe',
  '2321',
  '4c00000001140200',
];

/** Sorts the parts of a mail into those that are kept and those that are refused, each with its reason. */
export function screenAttachments(parts: readonly MailPart[], ticketId: string, seed: string): Screened {
  const result: Screened = { kept: [], refused: [] };
  parts.forEach((part, index) => {
    const name = displayName(part);
    const reason = result.kept.length >= MAX_ATTACHMENTS ? 'too_many' : refusal(part.bytes, name);
    if (reason) {
      if (result.refused.length < MAX_REFUSED) result.refused.push({ name, reason });
      return;
    }
    const id = `${idPrefixes.attachment}_${digest(`${seed}|attachment|${index}`)}`;
    result.kept.push({
      attachment: attachmentOf(id, name, part.bytes.length, ticketId),
      content: part.bytes,
    });
  });
  return result;
}

export function attachmentOf(id: string, name: string, bytes: number, ticketId: string): KeptAttachment {
  const contentType = allowed[endingOf(name)] ?? 'application/octet-stream';
  return { id, name, contentType, bytes, key: `attachments/${ticketId}/${id}/${safeName(name)}` };
}

function refusal(content: Buffer, name: string): RefusalReason | undefined {
  if (content.length === 0) return 'empty';
  if (content.length > MAX_ATTACHMENT_BYTES) return 'too_large';
  const start = content.toString('hex', 0, 8);
  if (programs.some((program) => start.startsWith(program))) return 'executable';
  const ending = endingOf(name);
  if (allowed[ending] === undefined) return 'type_not_allowed';
  if (ending === 'pdf') return content.subarray(0, 1024).includes('%PDF-') ? undefined : 'not_what_it_says';
  const expected = beginnings[ending];
  return !expected || expected.some((begin) => start.startsWith(begin)) ? undefined : 'not_what_it_says';
}

const endingOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

const MAX_NAME = 120;

/**
 * The name as people see it: the last part of any path, without control characters, without those that turn the
 * direction of writing (they disguise endings), with an ending.
 */
export function displayName({ name, contentType }: Pick<MailPart, 'name' | 'contentType'>): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  const bare = clean.replace(/^\.+/, '').replace(/[. ]+$/, '');
  const ending = endingOf(bare) || endingOfType[contentType] || '';
  const stem = endingOf(bare) ? bare.slice(0, -ending.length - 1) : bare;
  const short = [...(stem || 'attachment')].slice(0, MAX_NAME).join('');
  return ending ? `${short}.${ending}` : short;
}

/** The name within a storage key: ASCII letters, digits, dot, dash and underscore. */
function safeName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_')
    .replaceAll(/\.{2,}/g, '.')
    .slice(-100);
}
