// The topic accepts 256 KB per message, attributes included. A larger event would be committed and never
// published, so it is refused when it is created.
import { platformError } from '../errors.ts';
import type { DomainEvent } from './domain-event.ts';

/** The most bytes of a published event; the rest of SNS's 262,144 is left for the envelope of a batch. */
export const MAX_EVENT_BYTES = 240 * 1024;

/** The names, types and values of a message's two attributes, and its id in a batch. */
const ATTRIBUTE_BYTES = 200;

/** Returns the message of an event. Queues refuse U+FFFE and U+FFFF as they are but accept them escaped. */
export const messageOf = (event: DomainEvent): string =>
  JSON.stringify(event).replaceAll(/[\ufffe\uffff]/g, (character) =>
    character === '\ufffe' ? String.raw`\ufffe` : String.raw`\uffff`,
  );

/** Returns the bytes of a message, attributes included, that count towards the topic's limit. */
export const publishedBytes = (message: string): number => Buffer.byteLength(message) + ATTRIBUTE_BYTES;

/** Rejects with `event.too_large` an event that the topic would not accept. */
export function assertPublishable(event: DomainEvent): void {
  const bytes = publishedBytes(messageOf(event));
  if (bytes <= MAX_EVENT_BYTES) return;
  throw platformError(
    'event.too_large',
    `The event ${event.type} would have ${bytes} bytes of at most ${MAX_EVENT_BYTES}; change less in one request.`,
  );
}
