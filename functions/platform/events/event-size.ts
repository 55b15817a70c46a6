// The topic takes 256 KB a message, attributes included. What is larger would be committed and never published, so it is
// refused where it is made.
import { platformError } from '../errors.ts';
import type { DomainEvent } from './domain-event.ts';

/** Bytes that an event may have as it is published; the rest of SNS's 262,144 is left for the envelope of a batch. */
export const MAX_EVENT_BYTES = 240 * 1024;

/** Names, types and values of the two attributes that a message has beside its text, and its id in a batch. */
const ATTRIBUTE_BYTES = 200;

/** The message of an event. Queues refuse U+FFFE and U+FFFF as they are, and take them escaped. */
export const messageOf = (event: DomainEvent): string =>
  JSON.stringify(event).replaceAll(/[\ufffe\uffff]/g, (character) =>
    character === '\ufffe' ? String.raw`\ufffe` : String.raw`\uffff`,
  );

/** Bytes that a message takes of what the topic allows, its attributes included. */
export const publishedBytes = (message: string): number => Buffer.byteLength(message) + ATTRIBUTE_BYTES;

/** Refuses an event that the topic would not take with `event.too_large`. */
export function assertPublishable(event: DomainEvent): void {
  const bytes = publishedBytes(messageOf(event));
  if (bytes <= MAX_EVENT_BYTES) return;
  throw platformError(
    'event.too_large',
    `The event ${event.type} would have ${bytes} bytes of at most ${MAX_EVENT_BYTES}; change less in one request.`,
  );
}
