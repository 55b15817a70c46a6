// Reads the sender from the From header. It is read strictly: a header that two programs may read differently
// names nobody, because the provider may have authenticated one reading while we would trust the other.
import { decodeWords } from 'postal-mime';

export interface Mailbox {
  name: string;
  /** In lower case. */
  address: string;
}

/** `none`: nobody is named. `unclear`: several people are named, or the header is ambiguous. */
export type NamedSender = Mailbox | 'none' | 'unclear';

const MAX_HEADER = 4_000;
const MAX_ADDRESS = 254;
const MAX_NAME = 200;

/**
 * Returns the one mailbox of the one From header; `Sender` never replaces it. The sender is unclear if there
 * are two headers, two mailboxes, a group, or a name that is itself another address without quotes:
 * `ada@example.org <eve@example.net>`. Reads the header in one pass, whatever it contains.
 */
export function namedSender(headers: readonly string[]): NamedSender {
  const [value, ...others] = headers;
  if (others.length > 0) return 'unclear';
  if (value === undefined || value.trim() === '') return 'none';
  if (value.length > MAX_HEADER) return 'unclear';
  const parts = partsOf(value);
  if (!parts) return 'unclear';
  const { plain, inBrackets } = parts;
  const address = addressIn(inBrackets ?? plain);
  if (!address) return 'none';
  if (inBrackets === undefined) return { name: nameOf(parts.comment), address };
  const named = plain.includes('@') ? addressIn(plain) : address;
  return named === address ? { name: nameOf(parts.name), address } : 'unclear';
}

interface Parts {
  /** The text outside brackets, quotes and comments. */
  plain: string;
  /** The same with the content of quotes. */
  name: string;
  comment: string;
  inBrackets?: string;
}

/**
 * Splits a header into its parts (RFC 5322, 3.2 and 3.4). Returns undefined for a list, a group or broken
 * syntax.
 */
function partsOf(value: string): Parts | undefined {
  const parts: Parts = { plain: '', name: '', comment: '' };
  let comments = 0;
  let quoted = false;
  let open = false;
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    if (character === '\\' && (quoted || comments > 0)) {
      at += 1;
      if (quoted) parts.name += value.charAt(at);
    } else if (character === '"' && comments === 0) {
      // Programs disagree on how to read a quoted address.
      if (open) return undefined;
      quoted = !quoted;
    } else if (quoted) parts.name += character;
    else if (character === '(') comments += 1;
    else if (character === ')') {
      if (comments === 0) return undefined;
      comments -= 1;
    } else if (comments > 0) parts.comment += character;
    else if (character === '<') {
      if (parts.inBrackets !== undefined) return undefined;
      open = true;
      parts.inBrackets = '';
    } else if (character === '>') {
      if (!open) return undefined;
      open = false;
    } else if (open) parts.inBrackets += character;
    else if (',;:'.includes(character)) return undefined;
    // Only comments may follow the brackets.
    else if (parts.inBrackets !== undefined && character.trim() !== '') return undefined;
    else {
      parts.plain += character;
      parts.name += character;
    }
  }
  return quoted || open || comments > 0 ? undefined : parts;
}

/** An address without white space and syntax characters, which every program reads the same way. */
const PLAIN_ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u;

function addressIn(text: string): string | undefined {
  const trimmed = text.trim();
  const address = trimmed.toLowerCase();
  const isPlain = address.length <= MAX_ADDRESS && PLAIN_ADDRESS.test(address);
  return isPlain && !foldsIntoAscii(trimmed) ? address : undefined;
}

/**
 * Returns true for a text such as the Kelvin sign, whose lower case is a plain k: an address never
 * authenticated.
 */
const foldsIntoAscii = (text: string): boolean =>
  Array.from(text).some((character) => character > '\u007f' && /\p{ASCII}/u.test(character.toLowerCase()));

const nameOf = (text: string): string =>
  decodeWords(text)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_NAME)
    .toWellFormed();
