// Decides which attachments of an email are kept, by the same rules as for uploaded files.
import { displayName, type FileRefusal, fileRefusal } from '../../platform/files/file-rules.ts';
import { digest, idPrefixes } from '../../platform/ids.ts';
import { type Attachment, newAttachment } from '../../tickets/index.ts';
import type { EmailPart } from '../parsing/parse-email.ts';

type RefusalReason = FileRefusal | 'too_many';
interface RefusedAttachment {
  name: string;
  reason: RefusalReason;
}

export interface Screened {
  kept: { attachment: Attachment; content: Buffer }[];
  refused: RefusedAttachment[];
}

export const MAX_ATTACHMENTS = 20;
const MAX_REFUSED = 50;

/**
 * Splits the parts of an email into those kept under the customer's folder and those refused, with the
 * reason.
 */
export function screenAttachments(parts: readonly EmailPart[], customerId: string, seed: string): Screened {
  const result: Screened = { kept: [], refused: [] };
  parts.forEach((part, index) => {
    const name = displayName(part.name, part.contentType);
    const { length } = part.bytes;
    const reason = result.kept.length >= MAX_ATTACHMENTS ? 'too_many' : fileRefusal(name, length, part.bytes);
    if (reason) {
      if (result.refused.length < MAX_REFUSED) result.refused.push({ name, reason });
      return;
    }
    const id = `${idPrefixes.attachment}_${digest(`${seed}|attachment|${index}`)}`;
    result.kept.push({ attachment: newAttachment(id, name, length, customerId), content: part.bytes });
  });
  return result;
}
