// Puts a journal behind the emulator's store of queues. The emulator has its own persistence, but only
// together with a server that listens on every interface; this module uses the same hook.
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

/** The hooks that the store of fauxqs 2.4.1 calls at every change of a queue, before it answers. */
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
  // Queues are created from the template at every start, and messages in flight at the
  // end are available again.
  insertQueue: nothing,
  deleteQueue: nothing,
  updateQueueAttributes: nothing,
  updateQueueSequenceCounter: nothing,
  updateMessageInflight: nothing,
  updateMessageReady: nothing,
});

const nothing = (): void => undefined;

/** Creates stores for the emulator that journal their messages. */
export const journalledStores = async (journal: Journal): Promise<Stores> => {
  const manifest = findPackageJSON('fauxqs', import.meta.url);
  if (manifest === undefined) throw new Error('fauxqs is not installed');
  const file = pathToFileURL(join(dirname(manifest), 'dist/sqs/sqsStore.js')).href;
  const { SqsStore } = (await import(file)) as { SqsStore: new () => Stores['sqsStore'] };
  const sqsStore = Object.assign(new SqsStore(), { persistence: writeThrough(journal) });
  // The emulator creates the other stores itself if they are missing, which its types do not say.
  return { sqsStore } as unknown as Stores;
};
