// Sends a due email: gate → claim → send → outcome. The claim is one transaction with the due item, so only
// one of two deliveries of the same due message sends. After a crash that follows the claim the outcome
// becomes `unknown`; the email is never sent twice.
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
  /** The queue of the retry when the provider is busy. */
  queue: string;
  customerId: string;
  purpose: Purpose;
  /** The name of the email, unique per recipient and due time. */
  step: string;
  /** Why the email is not needed any more, if so, such as `not_due_any_more`. */
  obsolete?: string | undefined;
  compose: (contact: Contact) => Promise<Omit<Mail, 'from' | 'to'>> | Omit<Mail, 'from' | 'to'>;
  /** The caller's own writes, in the transaction of the claim. */
  writes?: (sends: boolean) => Write[];
}

/**
 * Sends one due email, or records why it was withheld. Does nothing if the due item was claimed, moved or
 * cancelled. Throws what `compose` throws, before anything is claimed.
 */
export async function sendDueEmail(deps: SendDeps, delivery: DueEmail, context: Context): Promise<void> {
  const contact = await getContact(deps.table, delivery.customerId);
  const decision = gate(contact, delivery.purpose, delivery.obsolete);
  const { step, purpose, due, queue } = delivery;
  const send = { ref: sendRefOf(delivery.customerId, step, due.at), step, purpose };
  const content = decision.send && contact ? await delivery.compose(contact) : undefined;
  const recorded = await requireApplied(recordDecision(deps.table, delivery, send, decision, context));
  if (recorded && decision.send && content) {
    const submission = { send, retryWork: (at: string) => postponedWork(due, queue, at) };
    const mail = { ...content, from: deps.mailFrom, to: decision.email };
    await submitToProvider(deps, submission, mail, context);
  }
}

/** Claims the send or, if the gate said no, records it as withheld. */
function recordDecision(
  table: Table,
  { due, writes }: DueEmail,
  send: ClaimedSend,
  decision: GateDecision,
  context: Context,
): Promise<Outcome<undefined>> {
  const also = [claim(due), ...(writes?.(decision.send) ?? [])];
  if (decision.send) return commit(table, context, { writes: [...also, ...claimSend(send, context)] });
  const { ref, step, purpose } = send;
  const withheld = { step, purpose, reason: decision.reason };
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

/**
 * Returns true if a due email was postponed by a busy provider: the writes of its first claim exist already.
 */
export const isPostponed = (due: DueMessage) => due.data.postponed === true;
