import { outreachWorkerHandlers } from '../../../functions/outreach/worker-handlers.ts';
import type { Clock } from '../../../functions/platform/clock.ts';
import { createWorker } from '../../../functions/platform/queue/create-worker.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import type { Outbox } from '../email/mail.ts';
import { queueOf } from '../queue.ts';

/** Delivers messages to the worker of outreach; its mails go to the outbox. */
export function outreachQueue(table: Table, { sendMail }: Outbox, clock: Clock) {
  const handlers = outreachWorkerHandlers({ table, sendMail, mailFrom: 'Care <care@example.org>' });
  return queueOf(createWorker('outreach', handlers, clock));
}
