// Decides which files are kept, under which names and types, whoever sends them. The extension decides,
// because the reader's computer relies on it; the type that the sender claims does not.

import { ownProperty } from '../own-property.ts';
/**
 * 25 MB: the most that mail providers accept with one mail (Gmail 25, Outlook 20 to 25), so that a file fits
 * on every channel. Other products allow 20 MB (Freshdesk) to 50 MB (Zendesk).
 */
export const MAX_FILE_BYTES = 25 * 1024 * 1024;

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';
/**
 * The extensions that are kept, with the type that they are served with: no programs, no documents with
 * macros, no web pages.
 */
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

/** Other type names that browsers and mail programs use for some of them. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  jpg: ['image/jpg', 'image/pjpeg'],
  jpeg: ['image/jpg', 'image/pjpeg'],
  heic: ['image/heif'],
  bmp: ['image/x-ms-bmp'],
  md: ['text/markdown'],
  log: ['text/x-log'],
  csv: ['application/csv', 'application/vnd.ms-excel'],
  xml: ['text/xml'],
  rtf: ['text/rtf'],
  zip: ['application/x-zip-compressed'],
  vcf: ['text/x-vcard'],
  dat: ['application/vnd.ms-tnef'],
  p7s: ['application/x-pkcs7-signature'],
  p7m: ['application/x-pkcs7-mime'],
  mp3: ['audio/mp3'],
  m4a: ['audio/x-m4a'],
  wav: ['audio/x-wav', 'audio/wave', 'audio/vnd.wave'],
};

const byType = (types: (ending: string) => readonly string[]) =>
  Object.fromEntries(Object.keys(allowed).flatMap((ending) => types(ending).map((type) => [type, ending])));

/** The extension for a file without a usable name; the usual one where a type has several. */
const endingOfType: Readonly<Record<string, string>> = {
  ...byType((ending) => ownProperty(aliases, ending) ?? []),
  ...byType((ending) => [ownProperty(allowed, ending) ?? '']),
  'image/jpeg': 'jpg',
  'image/tiff': 'tif',
  'text/plain': 'txt',
};

const ZIP = '504b';
/** The first bytes of files with some extensions, in hex; files with other extensions are not checked. */
const magicNumbers: Readonly<Record<string, readonly string[]>> = {
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

/**
 * The first bytes of programs: Windows, Linux, macOS (five forms, one of them Java's), scripts, shortcuts.
 */
const executableMagicNumbers = [
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

/** The number of leading bytes that the rules read. */
export const SNIFFED_BYTES = 1024;

export type FileRefusal = 'empty' | 'too_large' | 'executable' | 'type_not_allowed' | 'content_mismatch';

/**
 * Returns why a file is not kept, by its name, its size and its first `SNIFFED_BYTES` bytes; undefined when
 * it is kept.
 */
export function fileRefusal(name: string, size: number, begins: Buffer): FileRefusal | undefined {
  if (size === 0) return 'empty';
  if (size > MAX_FILE_BYTES) return 'too_large';
  const start = begins.toString('hex', 0, 8);
  if (executableMagicNumbers.some((program) => start.startsWith(program))) return 'executable';
  const ending = endingOf(name);
  if (ownProperty(allowed, ending) === undefined) return 'type_not_allowed';
  if (ending === 'pdf') {
    return begins.subarray(0, SNIFFED_BYTES).includes('%PDF-') ? undefined : 'content_mismatch';
  }
  const expected = ownProperty(magicNumbers, ending);
  return !expected || expected.some((begin) => start.startsWith(begin)) ? undefined : 'content_mismatch';
}

/**
 * Returns the type with which a file of this name is kept and served; undefined when such files are not kept.
 */
export const contentTypeOf = (name: string): string | undefined => ownProperty(allowed, endingOf(name));

/** Checks that a claimed type fits the name of a file; an unspecific type fits every name. */
export function contentTypeMatches(name: string, claimed: string): boolean {
  const type = claimed.split(';')[0]?.trim().toLowerCase() ?? '';
  const known = [
    contentTypeOf(name),
    ...(ownProperty(aliases, endingOf(name)) ?? []),
    'application/octet-stream',
  ];
  return known.includes(type);
}

const endingOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

const MAX_NAME = 120;

/**
 * Returns the name as people see it: the last part of any path, with an extension, without control characters
 * and without the characters that change the writing direction (they disguise extensions).
 */
export function displayName(name: string, contentType: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  const bare = withoutTail(clean.replace(/^\.+/, ''));
  const ending = endingOf(bare) || ownProperty(endingOfType, contentType) || '';
  const stem = endingOf(bare) ? bare.slice(0, -ending.length - 1) : bare;
  const short = [...(stem || 'attachment')].slice(0, MAX_NAME).join('');
  return ending ? `${short}.${ending}` : short;
}

/**
 * Removes dots and spaces at the end. Done by hand: a pattern would start again at each dot of a
 * name full of dots.
 */
function withoutTail(name: string): string {
  let end = name.length;
  while (end > 0 && '. '.includes(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end);
}

/** Returns the name for a storage key: ASCII letters, digits, dot, dash and underscore. */
export function safeName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_')
    .replaceAll(/\.{2,}/g, '.')
    .slice(-100);
}
