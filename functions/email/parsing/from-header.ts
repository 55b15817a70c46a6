// Who a mail says that it is from. It is read strictly: what two programs may read in two ways is nobody's name, for what
// the provider has proven of one reading would be believed of the other.
import { decodeWords } from 'postal-mime';

export interface Mailbox {
  name: string;
  /** In lower case. */
  address: string;
}

/** `none`: nobody is named. `unclear`: several are, or it cannot be said who. */
export type NamedSender = Mailbox | 'none' | 'unclear';

const MAX_HEADER = 4_000;
const MAX_ADDRESS = 254;
const MAX_NAME = 200;

/**
 * The one mailbox of the one From header. `Sender` never stands in for it. Unclear are two headers, two mailboxes, groups,
 * and a name that is itself another address (`ada@example.org <eve@example.net>` without quotes). One pass, whatever it holds.
 */
export function namedSender(headers: readonly string[]): NamedSender {
  const [value, ...others] = headers;
  if (others.length > 0) return 'unclear';
  if (value === undefined || value.trim() === '') return 'none';
  if (value.length > MAX_HEADER) return 'unclear';
  const parts = partsOf(value);
  if (!parts) return 'unclear';
  const { said, inBrackets } = parts;
  const bare = addressIn(inBrackets ?? said);
  if (!bare) return 'none';
  if (inBrackets === undefined) return { name: nameOf(parts.comment), address: bare };
  const named = said.includes('@') ? addressIn(said) : bare;
  return named === bare ? { name: nameOf(parts.name), address: bare } : 'unclear';
}

interface Parts {
  /** Outside brackets, quotes and comments. */
  said: string;
  /** As `said`, with the content of quotes. */
  name: string;
  comment: string;
  inBrackets?: string;
}

/** A header's text, parted by what its marks mean (RFC 5322, 3.2 and 3.4); undefined where they make it a list or a group. */
function partsOf(value: string): Parts | undefined {
  const parts: Parts = { said: '', name: '', comment: '' };
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
    // Behind the brackets stands nothing but comments.
    else if (parts.inBrackets !== undefined && character.trim() !== '') return undefined;
    else {
      parts.said += character;
      parts.name += character;
    }
  }
  return quoted || open || comments > 0 ? undefined : parts;
}

/** Dots, at sign, no white space, no marks: what everybody reads alike. */
const PLAIN_ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u;

function addressIn(text: string): string | undefined {
  const said = text.trim();
  const address = said.toLowerCase();
  const plain = address.length <= MAX_ADDRESS && PLAIN_ADDRESS.test(address);
  return plain && !foldsIntoAscii(said) ? address : undefined;
}

/** The Kelvin sign folds to a plain k, which would make it an address that the provider has not checked. */
const foldsIntoAscii = (text: string): boolean =>
  Array.from(text).some((character) => character > '\u007f' && /\p{ASCII}/u.test(character.toLowerCase()));

const nameOf = (said: string): string =>
  decodeWords(said)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_NAME)
    .toWellFormed();
