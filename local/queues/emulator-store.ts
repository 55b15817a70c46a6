// The emulator's store of queues with a journal behind it. The emulator has a persistence of its own, but only together with
// a server that listens on every interface; what it writes through that door is taken from here instead.
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildAppOptions } from 'fauxqs';
import type { Journal } from '../state/journal.ts';

type Stores = NonNullable<BuildAppOptions['stores']>;

interface Message {
  messageId: string;
  body: string;
  messageAttributes: unknown;
  delayUntil?: number;
}

/** What the store of fauxqs 2.4.1 calls at every change of a queue, before it answers. */
const writeThrough = (journal: Journal) => ({
  insertMessage: (queue: string, { messageId, body, messageAttributes, delayUntil }: Message) =>
    journal.addMessage({
      id: messageId,
      queue,
      body,
      attributes: JSON.stringify(messageAttributes ?? {}),
      delayedUntilMs: delayUntil ?? 0,
    }),
  deleteMessage: journal.removeMessage,
  deleteQueueMessages: journal.removeMessagesOf,
  // Queues are made from the template at every start, and whatever is in somebody's hands at the end is free again.
  insertQueue: nothing,
  deleteQueue: nothing,
  updateQueueAttributes: nothing,
  updateQueueSequenceCounter: nothing,
  updateMessageInflight: nothing,
  updateMessageReady: nothing,
});

const nothing = (): void => undefined;

/** Stores for the emulator whose messages are journalled. */
export const journalledStores = async (journal: Journal): Promise<Stores> => {
  const manifest = findPackageJSON('fauxqs', import.meta.url);
  if (manifest === undefined) throw new Error('fauxqs is not installed');
  const file = pathToFileURL(join(dirname(manifest), 'dist/sqs/sqsStore.js')).href;
  const { SqsStore } = (await import(file)) as { SqsStore: new () => Stores['sqsStore'] };
  const sqsStore = Object.assign(new SqsStore(), { persistence: writeThrough(journal) });
  // The others are made by the emulator itself when they are not given, which its types do not say.
  return { sqsStore } as unknown as Stores;
};
