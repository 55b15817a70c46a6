// The record of one send. The claim creates it; the outcome and the provider's reports update it.
import * as z from 'zod/mini';
import { customerPartition } from '../../customers/index.ts';
import { derivedIds } from '../../platform/ids.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { done, stale } from '../../platform/table/refusal.ts';
import { create, remove, type Write } from '../../platform/table/write.ts';
import type { outreachEvents, SendOutcomeData } from '../events.ts';
import { outreachKeys } from '../keys.ts';
import { purposes } from './purposes.ts';

export const SendSchema = z.object({
  id: z.string(),
  /** The name of the email, such as `renewal#sub-1#14`. */
  step: z.string(),
  purpose: z.enum(purposes),
  /**
   * `unknown`: the provider did not answer in time. The email may have been sent and is not retried
   * automatically.
   */
  state: z.enum(['claimed', 'unknown', 'sent', 'delivered', 'bounced', 'complained', 'withheld', 'failed']),
  reason: z.optional(z.string()),
  /** When it was due. */
  dueAt: z.string(),
  at: z.string(),
});
export type Send = z.output<typeof SendSchema>;

export interface SendRef {
  customerId: string;
  dueAt: string;
  sendId: string;
}

/**
 * Derives the id of a send from customer, step and due time, so that a retry of the same step is the same
 * send.
 */
export function sendRefOf(customerId: string, step: string, dueAt: string): SendRef {
  return { customerId, dueAt, sendId: derivedIds(`send|${customerId}|${step}|${dueAt}`).next('send') };
}

export const keyOfSend = ({ customerId, dueAt, sendId }: SendRef) =>
  outreachKeys.send(customerId, dueAt, sendId);

/** Returns the write that creates the record of a send; stale if it exists already. */
export function createSend(ref: SendRef, send: Omit<Send, 'id' | 'dueAt'>): Write {
  return create(keyOfSend(ref), { t: 'send', ...send, id: ref.sendId, dueAt: ref.dueAt }, stale);
}

/**
 * Withdraws a claim if the provider certainly did not send the email. Done if the claim has become unknown in
 * the meantime: people were notified, and may have sent it again.
 */
export function withdrawSend(ref: SendRef): Write {
  return remove(keyOfSend(ref), { expression: '#state = :claimed', values: { claimed: 'claimed' } }, done);
}

type OutreachEvent = NewEvent<(typeof outreachEvents)[number]>;
/** Claiming a send emits no event. */
type Outcome = Exclude<Send['state'], 'claimed'> | 'confirmed';

/**
 * Creates the event of an outcome, such as `outreach.sent`. `confirmed`: a send of unknown outcome was sent.
 */
export const outreachEvent = (ref: SendRef, what: Outcome, data: SendOutcomeData): OutreachEvent => ({
  type: `outreach.${what}`,
  v: 1,
  owner: customerPartition(ref.customerId),
  customerId: ref.customerId,
  id: outreachEventId(ref.sendId, what),
  data: { sendId: ref.sendId, ...data },
});

/** Derives the event id from send and outcome, so that the same outcome recorded twice is the same event. */
export const outreachEventId = (sendId: string, what: Outcome): string =>
  derivedIds(`${sendId}|${what}`).next('event');
