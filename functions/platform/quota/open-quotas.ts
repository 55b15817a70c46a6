// Counts quotas in the table. A customer's charges are part of the transaction of their request, so they are
// exact. Staff and machine clients write often; a counter in each of their transactions would cost a third
// more and conflict with itself. So each execution environment batches their charges and adds them to the
// counter at every twentieth request.

import { UNKNOWN_NETWORK } from '../caller-address.ts';
import type { Context } from '../context.ts';
import { platformError } from '../errors.ts';
import { commit } from '../table/commit.ts';
import { requireCommitted } from '../table/outcome.ts';
import { getItem } from '../table/read.ts';
import { rejection } from '../table/refusal.ts';
import type { Table } from '../table/table.ts';
import type { Write } from '../table/write.ts';
import {
  assertWithinQuota,
  type Caller,
  type Charge,
  type ChargePart,
  mailCharge,
  messageCharge,
  networkCharge,
  quotaKey,
  surveyLinkCharge,
  takeCharge,
  ticketCharge,
  ticketMailCharge,
  uploadCharge,
  windowStart,
} from './quota.ts';
import { builtInQuotas, type QuotaSettings, quotaSettingsReader } from './quota-settings.ts';

/** A batch is added to its counter when it has this many requests. */
const FLUSH_AFTER_REQUESTS = 20;
/** The most batches in memory; beyond it, those of past windows are dropped. */
const MAX_BATCHES = 1000;

/** Builds a charge from the current settings. */
type ChargeForSettings = (settings: QuotaSettings) => Charge;

/** The sender and ticket that a mail is counted for. */
interface MailQuotaSubjects {
  sender?: { address: string; proven: boolean } | undefined;
  ticketId?: string | undefined;
}

export interface Quotas {
  /**
   * Returns the writes for the transaction that opens a ticket. They are refused with `quota.exceeded`; a
   * replay is not counted.
   */
  chargeTicket(context: Context): Promise<Write[]>;
  /** As `chargeTicket`, for a message. */
  chargeMessage(context: Context): Promise<Write[]>;
  /** As `chargeTicket`, for a pre-signed upload of this many bytes. */
  chargeUpload(context: Context, bytes: number): Promise<Write[]>;
  /** As `chargeTicket`, for an inbound mail. Refuses before the write what already exceeds the quota. */
  chargeMail(subjects: MailQuotaSubjects, context: Context): Promise<Write[]>;
  /** Counts a request to a route without a token for its network; refuses with `quota.exceeded`. */
  chargePublicRequest(context: Context): Promise<void>;
  /** Counts an attempt to answer a survey, even one that will be refused; refuses with `quota.exceeded`. */
  chargeSurveyAnswer(surveyId: string, context: Context): Promise<void>;
}

/**
 * Opens the quotas of a table. The batches live as long as the returned object.
 */
export function openQuotas(table: Table): Quotas {
  const settings = quotaSettingsReader(table);
  const batches = openChargeBatches(settings);
  const charging = async ({ actor, now }: Context, chargeOf: (caller: Caller) => ChargeForSettings) => {
    const { role, id } = actor;
    // Rapport itself is not limited, and the public is not a caller with a quota.
    if (role === 'system' || role === 'public') return [];
    const charge = chargeOf({ role, id });
    return role === 'customer' ? [takeCharge(charge(await settings(now)), now)] : batches.put(charge, now);
  };
  const admit = async (writes: Write[], { idempotencyKey: _once, ...context }: Context): Promise<void> => {
    if (writes.length > 0) await requireCommitted(commit(table, context, { writes }));
  };
  return {
    chargeTicket: (context) => charging(context, (caller) => (under) => ticketCharge(under, caller)),
    chargeMessage: (context) => charging(context, (caller) => (under) => messageCharge(under, caller)),
    chargeUpload: (context, bytes) =>
      charging(context, (caller) => (under) => uploadCharge(under, caller, bytes)),
    async chargeMail({ sender, ticketId }, { now }) {
      const under = await settings(now);
      const charges = [
        ...(sender ? [mailCharge(under, sender.address, sender.proven)] : []),
        ...(ticketId ? [ticketMailCharge(under, ticketId)] : []),
      ];
      return Promise.all(
        charges.map(async (charge) => {
          assertWithinQuota(charge, await getItem(table, quotaKey(charge, now)), now);
          return takeCharge(charge, now);
        }),
      );
    },
    async chargePublicRequest(context) {
      const { network = UNKNOWN_NETWORK, now } = context;
      await admit(await batches.put((under) => networkCharge(under, network), now), context);
    },
    async chargeSurveyAnswer(surveyId, context) {
      const charge = surveyLinkCharge(await settings(context.now), surveyId);
      await admit([takeCharge(charge, context.now)], context);
    },
  };
}

interface PendingCharges {
  endsAt: number;
  requests: number;
  /** Amounts by unit. */
  amounts: Map<string, number>;
  /** Set when the counter was found full: until the window ends, each request is counted by itself. */
  strict: boolean;
}

/**
 * Tracks requests that this environment has admitted but not yet counted. A caller exceeds a limit by at most
 * 19 requests per environment that serves them; a caller with fewer than 20 requests per window in an
 * environment causes no reads or writes. Charges stay in the batch until a transaction has counted them: a
 * transaction that fails or never happens counts nothing.
 */
function openChargeBatches(settings: (now: Date) => Promise<QuotaSettings>) {
  const batches = new Map<string, PendingCharges>();
  const batchOf = (charge: Charge, now: Date): PendingCharges => {
    const endsAt = windowStart(charge, now).getTime() + charge.windowMs;
    const name = `${charge.quota}|${charge.subject}`;
    const existing = batches.get(name);
    if (existing?.endsAt === endsAt) return existing;
    if (batches.size >= MAX_BATCHES) dropExpired(batches, now);
    const batch = { endsAt, requests: 0, amounts: new Map<string, number>(), strict: false };
    batches.set(name, batch);
    return batch;
  };
  return {
    /**
     * Adds a charge to the batch; when it is time to count, returns the write that counts the
     * batch and the charge.
     */
    async put(chargeUnder: ChargeForSettings, now: Date): Promise<Write[]> {
      // The amounts and the batch do not depend on the limits.
      const taken = chargeUnder(builtInQuotas);
      const batch = batchOf(taken, now);
      if (batch.requests < FLUSH_AFTER_REQUESTS - 1 && !batch.strict) {
        addTo(batch, 1, taken.parts);
        return [];
      }
      return [flushWrite(batch, chargeUnder(await settings(now)), now)];
    },
  };
}

/**
 * Returns the write that counts a charge together with the batch at the moment of the commit, and restores
 * the batch if it fails.
 */
function flushWrite(batch: PendingCharges, charge: Charge, now: Date): Write {
  let write = takeCharge(charge, now);
  let restore: () => void = () => {};
  return {
    key: write.key,
    action(tableName) {
      const { requests, amounts } = batch;
      batch.requests = 0;
      batch.amounts = new Map();
      const batched = charge.parts.map((part) => ({ ...part, amount: amounts.get(part.unit) ?? 0 }));
      restore = () => addTo(batch, requests, batched);
      const parts = charge.parts.map((part) => ({
        ...part,
        amount: part.amount + (amounts.get(part.unit) ?? 0),
      }));
      write = takeCharge({ ...charge, parts }, now);
      return write.action(tableName);
    },
    onFailed(current) {
      // The batch does not fit now or later in the window, so it is not tried again with each request.
      batch.strict = true;
      restore = () => {};
      return write.onFailed?.(current) ?? rejection(platformError('quota.exceeded'));
    },
    onOutcome(committed) {
      if (!committed) restore();
    },
  };
}

function addTo(batch: PendingCharges, requests: number, parts: readonly ChargePart[]): void {
  batch.requests += requests;
  for (const { unit, amount } of parts) batch.amounts.set(unit, (batch.amounts.get(unit) ?? 0) + amount);
}

/** Drops batches of past windows, or all of them if a flood of callers fills the map within one window. */
function dropExpired(batches: Map<string, PendingCharges>, now: Date): void {
  for (const [name, batch] of batches) if (batch.endsAt <= now.getTime()) batches.delete(name);
  if (batches.size >= MAX_BATCHES) batches.clear();
}
