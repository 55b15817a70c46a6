// The record of one send: made by the claim, finished by the outcome, settled by what the provider reports.

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
  /** What it was, such as `renewal#sub-1#14`. */
  step: z.string(),
  purpose: z.enum(purposes),
  /** `unknown`: no answer of the provider came in time. It may have been sent, and is never sent again by itself. */
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

/** The id of a send is a function of whom, what and when: a retry of the same step is the same send. */
export function sendRefOf(customerId: string, step: string, dueAt: string): SendRef {
  return { customerId, dueAt, sendId: derivedIds(`send|${customerId}|${step}|${dueAt}`).next('send') };
}

export const keyOfSend = ({ customerId, dueAt, sendId }: SendRef) =>
  outreachKeys.send(customerId, dueAt, sendId);

export function createSend(ref: SendRef, send: Omit<Send, 'id' | 'dueAt'>): Write {
  return create(keyOfSend(ref), { t: 'send', ...send, id: ref.sendId, dueAt: ref.dueAt }, stale);
}

/**
 * Takes a claim back after the provider said for certain that it did not send. Done when the claim has become
 * an unknown meanwhile: people were told, and may have sent it again.
 */
export function withdrawSend(ref: SendRef): Write {
  return remove(keyOfSend(ref), { expression: '#state = :claimed', values: { claimed: 'claimed' } }, done);
}

type OutreachEvent = NewEvent<(typeof outreachEvents)[number]>;
/** Claiming a send is no event yet. */
type Outcome = Exclude<Send['state'], 'claimed'> | 'confirmed';

/** Says what became of a send: `outreach.sent`, `outreach.withheld` …; `confirmed`: an unknown was sent. */
export const outreachEvent = (ref: SendRef, what: Outcome, data: SendOutcomeData): OutreachEvent => ({
  type: `outreach.${what}`,
  v: 1,
  owner: customerPartition(ref.customerId),
  customerId: ref.customerId,
  id: outreachEventId(ref.sendId, what),
  data: { sendId: ref.sendId, ...data },
});

/** An event of a send has an id that is a function of both: told twice it is the same. */
export const outreachEventId = (sendId: string, what: Outcome): string =>
  derivedIds(`${sendId}|${what}`).next('event');
