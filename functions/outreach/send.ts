// The record of one send: made by the claim, finished by the outcome, settled by what the provider reports.
import * as z from 'zod/mini';
import { DomainError } from '../platform/errors.ts';
import type { NewEvent } from '../platform/events/new-event.ts';
import { derivedIds } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { create, remove, update, type Write } from '../platform/table/write.ts';

/** The purposes that a customer may agree to, and the answers in a conversation that the customer began. */
export const purposes = ['service', 'feedback', 'marketing', 'conversation'] as const;

export const SendSchema = z.object({
  id: z.string(),
  /** What it was, such as `renewal#sub-1#14`. */
  step: z.string(),
  purpose: z.enum(purposes),
  /** `claimed` for long is an honest unknown: the process died between claim and answer, and it is never sent again. */
  state: z.enum(['claimed', 'sent', 'delivered', 'bounced', 'complained', 'withheld', 'failed']),
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

const keyOf = ({ customerId, dueAt, sendId }: SendRef) => keys.send(customerId, dueAt, sendId);

export function createSend(ref: SendRef, send: Omit<Send, 'id' | 'dueAt'>): Write {
  return create(
    keyOf(ref),
    { t: 'send', ...send, id: ref.sendId, dueAt: ref.dueAt },
    () => new DomainError('write.contended'),
  );
}

/** Takes a claim back after the provider said for certain that it did not send. */
export function withdrawSend(ref: SendRef): Write {
  return remove(keyOf(ref), { expression: '#state = :claimed', values: { claimed: 'claimed' } });
}

/**
 * From which states an outcome may be recorded. Reports come late, twice and out of order; the worst news stays. A mail
 * can fail after it was sent: SES takes it first and then finds a virus in it (event `Reject`).
 */
const recordable: Readonly<Partial<Record<Send['state'], readonly Send['state'][]>>> = {
  sent: ['claimed'],
  failed: ['claimed', 'sent'],
  delivered: ['claimed', 'sent'],
  bounced: ['claimed', 'sent', 'delivered'],
  complained: ['claimed', 'sent', 'delivered', 'bounced'],
};

/** Records an outcome. One that is overtaken by worse news fails its condition, with `refuse`. */
export function recordOutcome(
  ref: SendRef,
  state: Send['state'],
  at: string,
  reason: string | undefined,
  refuse: () => Error,
): Write {
  const from = recordable[state] ?? [];
  const names = from.map((_, index) => `:from${index}`).join(', ');
  const values = Object.fromEntries(from.map((value, index) => [`from${index}`, value]));
  return update(
    keyOf(ref),
    { set: { state, at, ...(reason === undefined ? {} : { reason }) } },
    { expression: `attribute_exists(pk) AND #state IN (${names})`, values },
    refuse,
  );
}

/** `outreach.sent`, `outreach.withheld`, `outreach.bounced` …: what became of a send. */
export function outreachEvent(ref: SendRef, what: Send['state'], data: Record<string, unknown>): NewEvent {
  return {
    type: `outreach.${what}`,
    v: 1,
    owner: keys.customer(ref.customerId).pk,
    customerId: ref.customerId,
    id: derivedIds(`${ref.sendId}|${what}`).next('event'),
    data: { sendId: ref.sendId, ...data },
  };
}
