// Calls a worker as the queue's event source mapping would.
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Item } from '../../functions/platform/table/table.ts';

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

let batches = 0;

/**
 * Delivers messages in one batch; returns the positions of those that failed. Text is sent as it is, anything
 * else as JSON.
 */
export function queueOf(worker: unknown) {
  return async (...messages: unknown[]): Promise<number[]> => {
    batches += 1;
    const Records = messages.map((message, index) => ({
      messageId: `${batches}-${index}`,
      body: typeof message === 'string' ? message : JSON.stringify(message),
      attributes: { ApproximateReceiveCount: '1' },
    }));
    const answer = await (worker as Handler)({ Records } as unknown as SQSEvent, {} as Context);
    return answer.batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier.split('-')[1]));
  };
}

/** Returns the scheduler's message for a single due item. */
export const dueMessage = ({ pk, sk, at, kind, data }: Item) => ({ due: [{ pk, sk, at, kind, data }] });
