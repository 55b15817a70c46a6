// Gate → claim → send → outcome. The claim is one transaction with the due item, so of two deliveries of the same due
// message one sends; a crash after the claim becomes an honest unknown in time, never a second mail.
import { type Contact, getContact, type Purpose } from '../../customers/index.ts';
import type { Context } from '../../platform/context.ts';
import type { Mail } from '../../platform/mail/compose-mail.ts';
import type { SendMail } from '../../platform/mail/ses.ts';
import { claim, type DueMessage, type TimedWork } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { type Outcome, requireApplied } from '../../platform/table/outcome.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { type ClaimedSend, claimSend } from './claim-send.ts';
import { type GateDecision, gate } from './gate.ts';
import { createSend, outreachEvent, sendRefOf } from './send.ts';
import { submitToProvider } from './submit-to-provider.ts';

export interface SendDeps {
  table: Table;
  sendMail: SendMail;
  mailFrom: string;
}

export interface DueEmail {
  due: DueMessage;
  /** The queue to come back to when the provider is busy. */
  queue: string;
  customerId: string;
  purpose: Purpose;
  /** What it is, once per recipient and due time. */
  step: string;
  /** Why it is not true any more, if so: a reason such as `renewed`. */
  obsolete?: string | undefined;
  compose: (contact: Contact) => Promise<Omit<Mail, 'from' | 'to'>> | Omit<Mail, 'from' | 'to'>;
  /** The caller's own writes, in the transaction of the claim. */
  writes?: (sends: boolean) => Write[];
}

/**
 * Sends one due mail, or records why not. Does neither when the due item was claimed, moved or cancelled. Throws whatever the
 * mail's composition throws, before anything was claimed.
 */
export async function sendDueEmail(deps: SendDeps, delivery: DueEmail, context: Context): Promise<void> {
  const contact = await getContact(deps.table, delivery.customerId);
  const verdict = gate(contact, delivery.purpose, delivery.obsolete);
  const { step, purpose, due, queue } = delivery;
  const send = { ref: sendRefOf(delivery.customerId, step, due.at), step, purpose };
  const content = verdict.send && contact ? await delivery.compose(contact) : undefined;
  const recorded = await requireApplied(recordDecision(deps.table, delivery, send, verdict, context));
  if (recorded && verdict.send && content) {
    const handing = { send, again: (at: string) => postponedWork(due, queue, at) };
    await submitToProvider(deps, handing, { ...content, from: deps.mailFrom, to: verdict.email }, context);
  }
}

/** Claims the send or, when the gate said no, records that. */
function recordDecision(
  table: Table,
  { due, writes }: DueEmail,
  send: ClaimedSend,
  verdict: GateDecision,
  context: Context,
): Promise<Outcome<undefined>> {
  const also = [claim(due), ...(writes?.(verdict.send) ?? [])];
  if (verdict.send) return commit(table, context, { writes: [...also, ...claimSend(send, context)] });
  const { ref, step, purpose } = send;
  const withheld = { step, purpose, reason: verdict.reason };
  return commit(table, context, {
    writes: [...also, createSend(ref, { ...withheld, at: context.now.toISOString(), state: 'withheld' })],
    events: [outreachEvent(ref, 'withheld', withheld)],
  });
}

const postponedWork = ({ pk, sk, kind, data }: DueMessage, queue: string, at: string): TimedWork => ({
  owner: pk,
  name: sk.slice('DUE#'.length),
  at,
  queue,
  kind,
  data: { ...data, postponed: true },
});

/** Whether due mail comes back because the provider was busy: what its first claim wrote stands already. */
export const isPostponed = (due: DueMessage) => due.data.postponed === true;
