// Runs email on a test table and bucket: inbound mail as SES delivers it, outbound mail to the outbox.

import { inboundHandlers } from '../../functions/email/inbound-handlers.ts';
import type { ReplyDeps } from '../../functions/email/replies/send-reply.ts';
import { emailWorkerHandlers } from '../../functions/email/worker-handlers.ts';
import type { Clock } from '../../functions/platform/clock.ts';
import type { Files } from '../../functions/platform/files/open-files.ts';
import { createWorker } from '../../functions/platform/queue/create-worker.ts';
import { openQuotas } from '../../functions/platform/quota/open-quotas.ts';
import type { Table } from '../../functions/platform/table/table.ts';
import type { Outbox } from './email/mail.ts';
import { INBOUND_DOMAIN } from './email/mail-text.ts';
import { testKeys } from './keyring.ts';
import { queueOf } from './queue.ts';

export { INBOUND_DOMAIN, mailText } from './email/mail-text.ts';

export interface Envelope {
  recipients?: string[];
  source?: string;
  spam?: string;
  virus?: string;
  spf?: string;
  dkim?: string;
  dmarc?: string;
}

let stored = 0;

export function emailOf(
  table: Table,
  files: Files,
  { sendMail }: Outbox,
  clock: Clock,
  over: Partial<ReplyDeps> = {},
) {
  const deps = {
    table,
    files,
    quotas: openQuotas(table),
    sendMail,
    mailFrom: 'Care <care@example.org>',
    signingKeys: testKeys,
    inboundDomain: INBOUND_DOMAIN,
    region: 'eu-central-1',
    ...over,
  };
  // Combines both workers: the template decides which messages each of them receives.
  const [out, inbound] = [emailWorkerHandlers(deps), inboundHandlers({ ...deps, files })];
  const handlers = { ...out, ...inbound, due: { ...out.due, ...inbound.due } };
  const deliver = queueOf(createWorker('email', handlers, clock));

  return {
    deliver,

    /** Stores a mail as SES does; returns its notification. */
    async store(raw: Buffer | string, envelope: Envelope = {}) {
      stored += 1;
      const objectKey = `inbound/mail-${stored}`;
      await files.put(objectKey, Buffer.from(raw), 'message/rfc822');
      return notificationOf(objectKey, envelope);
    },

    /** Stores and delivers a mail; returns whether it succeeded. */
    async receive(raw: Buffer | string, envelope: Envelope = {}): Promise<boolean> {
      return (await deliver(await this.store(raw, envelope))).length === 0;
    },
  };
}

function notificationOf(objectKey: string, { recipients, source, ...verdicts }: Envelope) {
  const status = (verdict: string | undefined) => ({ status: verdict ?? 'PASS' });
  return {
    notificationType: 'Received',
    receipt: {
      timestamp: '2026-03-10T09:00:00.000Z',
      recipients: recipients ?? [`help@${INBOUND_DOMAIN}`],
      spamVerdict: status(verdicts.spam),
      virusVerdict: status(verdicts.virus),
      spfVerdict: status(verdicts.spf),
      dkimVerdict: status(verdicts.dkim),
      dmarcVerdict: status(verdicts.dmarc),
      action: { type: 'S3', topicArn: 'arn:aws:sns:x:1:y', bucketName: 'bucket', objectKey },
    },
    mail: {
      timestamp: '2026-03-10T09:00:00.000Z',
      source: source ?? 'sender@example.org',
      messageId: objectKey,
      destination: recipients ?? [],
      headersTruncated: false,
      headers: [],
      commonHeaders: {},
    },
  };
}
