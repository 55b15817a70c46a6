// Handles inbound email. It has a function and a queue of its own and takes one email at a time, so that an
// email that is costly to parse delays neither an agent's reply nor another email.
import type { WorkerHandlers } from '../platform/queue/create-worker.ts';
import type { ReceiveDeps } from './inbound/inbound-email.ts';
import { receiveEmail } from './inbound/receive-email.ts';
import { processReleasedEmail } from './suspended/process-released-email.ts';
import { RELEASE_KIND } from './suspended/suspended-email.ts';

export interface InboundDeps extends Omit<ReceiveDeps, 'inboundDomain' | 'ownAddress'> {
  /**
   * Absent on a stage that receives no email; an email that arrives all the same fails, so that an alarm
   * reports it.
   */
  inboundDomain: string | undefined;
  /** The From header of our own emails. */
  mailFrom: string;
}

export function inboundHandlers({ inboundDomain, mailFrom, ...deps }: InboundDeps): WorkerHandlers {
  const receiveDeps = (): ReceiveDeps => {
    if (!inboundDomain) throw new Error('an email arrived, but this stage has no inbound domain');
    return { ...deps, inboundDomain, ownAddress: addressOf(mailFrom) };
  };
  return {
    inbound: async (notification, context) => receiveEmail(receiveDeps(), notification, context),
    due: { [RELEASE_KIND]: async (due, context) => processReleasedEmail(receiveDeps(), due, context) },
  };
}

const addressOf = (mailFrom: string): string => /<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom.trim();
