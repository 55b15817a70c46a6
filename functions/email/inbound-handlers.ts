// Mail that comes in. A function and a queue of its own, a mail at a time: what a stranger's mail costs to read is never
// waited for by an agent's answer, nor by another mail.
import type { WorkerHandlers } from '../platform/queue/create-worker.ts';
import type { ReceiveDeps } from './inbound/inbound-email.ts';
import { receiveEmail } from './inbound/receive-email.ts';
import { processReleasedEmail } from './suspended/process-released-email.ts';
import { RELEASE_KIND } from './suspended/suspended-email.ts';

export interface InboundDeps extends Omit<ReceiveDeps, 'inboundDomain' | 'ownAddress'> {
  /** Absent where no mail comes in: one that does fails, so that it is seen. */
  inboundDomain: string | undefined;
  /** The address that our mail is sent from. */
  mailFrom: string;
}

export function inboundHandlers({ inboundDomain, mailFrom, ...deps }: InboundDeps): WorkerHandlers {
  const receiving = (): ReceiveDeps => {
    if (!inboundDomain) throw new Error('mail came in, and this stage has no inbound domain');
    return { ...deps, inboundDomain, ownAddress: addressOf(mailFrom) };
  };
  return {
    inbound: async (notification, context) => receiveEmail(receiving(), notification, context),
    due: { [RELEASE_KIND]: async (due, context) => processReleasedEmail(receiving(), due, context) },
  };
}

const addressOf = (mailFrom: string): string => /<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom.trim();
