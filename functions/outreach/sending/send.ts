// The record of one send: made by the claim, finished by the outcome, settled by what the provider reports.
import * as z from 'zod/mini';
import type { NewEvent } from '../../platform/events/new-event.ts';
import { derivedIds } from '../../platform/ids.ts';
import { keys } from '../../platform/table/keys.ts';
import { done, stale } from '../../platform/table/refusal.ts';
import { create, remove, type Write } from '../../platform/table/write.ts';

/** The purposes that a customer may agree to, and the answers in a conversation that the customer began. */
export const purposes = ['service', 'feedback', 'marketing', 'conversation'] as const;

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

export const keyOfSend = ({ customerId, dueAt, sendId }: SendRef) => keys.send(customerId, dueAt, sendId);

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

/** `outreach.sent`, `outreach.withheld`, `outreach.bounced` …: what became of a send; `confirmed`: an unknown went out. */
export function outreachEvent(
  ref: SendRef,
  what: Send['state'] | 'confirmed',
  data: Record<string, unknown>,
): NewEvent {
  return {
    type: `outreach.${what}`,
    v: 1,
    owner: keys.customer(ref.customerId).pk,
    customerId: ref.customerId,
    id: outreachEventId(ref.sendId, what),
    data: { sendId: ref.sendId, ...data },
  };
}

/** An event of a send has an id that is a function of both: told twice it is the same. */
export const outreachEventId = (sendId: string, what: Send['state'] | 'confirmed'): string =>
  derivedIds(`${sendId}|${what}`).next('event');
