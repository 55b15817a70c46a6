// Decides which quota a piece of work counts against; pure. Each quota is counted in fixed UTC windows, each
// window in its own item: the condition of the count is the limit, a new window is a new item, and the time
// when the quota is free again is known.

import { DAY_MS, epochSeconds, HOUR_MS, MINUTE_MS } from '../clock.ts';
import type { Role } from '../contract/roles.ts';
import { digest } from '../ids.ts';
import { keys } from '../table/keys.ts';
import { rejection } from '../table/refusal.ts';
import type { Item } from '../table/table.ts';
import { type Condition, update, type Write } from '../table/write.ts';
import { QuotaExceeded } from './quota-exceeded.ts';
import type { QuotaSettings } from './quota-settings.ts';

/** One amount of a charge: the attribute that counts it, the amount used and the limit. */
export interface ChargePart {
  unit: 'tickets' | 'messages' | 'files' | 'bytes' | 'mails' | 'requests' | 'answers';
  amount: number;
  limit: number;
}

/** One use of a quota: either all parts are counted or none. */
export interface Charge {
  /** The name of the quota, such as `customer.tickets`. */
  quota: string;
  /** The owner of the quota: an id, a network or the digest of an address. */
  subject: string;
  windowMs: number;
  parts: readonly ChargePart[];
}

const MEGABYTE = 1024 * 1024;
const windows = { [MINUTE_MS]: 'a minute', [HOUR_MS]: 'an hour', [DAY_MS]: 'a day' };

/** The group of settings that applies to a role. Rapport itself and the public have none here. */
const groupOf = {
  customer: 'customer',
  agent: 'staff',
  lead: 'staff',
  admin: 'staff',
  service: 'client',
} as const;

export interface Caller {
  role: Role;
  id: string;
}

export function ticketCharge(settings: QuotaSettings, { role, id }: Caller): Charge {
  const group = groupOf[role];
  const limit = group === 'client' ? settings.client.ticketsPerMinute : settings[group].ticketsPerHour;
  return counted(`${group}.tickets`, id, group === 'client' ? MINUTE_MS : HOUR_MS, 'tickets', limit);
}

export function messageCharge(settings: QuotaSettings, { role, id }: Caller): Charge {
  const group = groupOf[role];
  const limit = group === 'client' ? settings.client.messagesPerMinute : settings[group].messagesPerHour;
  return counted(`${group}.messages`, id, group === 'client' ? MINUTE_MS : HOUR_MS, 'messages', limit);
}

/** Counts the announced file and bytes, even if they never arrive: the form itself is the cost. */
export function uploadCharge(settings: QuotaSettings, { role, id }: Caller, bytes: number): Charge {
  const group = groupOf[role];
  const { uploadsPerDay, uploadMegabytesPerDay } = settings[group];
  return {
    quota: `${group}.uploads`,
    subject: id,
    windowMs: DAY_MS,
    parts: [
      { unit: 'files', amount: 1, limit: uploadsPerDay },
      { unit: 'bytes', amount: bytes, limit: uploadMegabytesPerDay * MEGABYTE },
    ],
  };
}

/**
 * Counts a mail for its sender. `proven` says that the sender is authenticated: unproven mails are
 * counted separately, so that nobody uses up the quota of another person's address. No key
 * contains the address itself.
 */
export const mailCharge = ({ sender }: QuotaSettings, address: string, proven: boolean): Charge =>
  counted(
    'sender.mails',
    digest(`${proven ? 'proven' : 'claimed'}|${address.toLowerCase()}`),
    HOUR_MS,
    'mails',
    sender.mailsPerHour,
  );

/**
 * Counts a mail for its ticket: senders choose how many unproven addresses they use, so
 * the ticket limits them.
 */
export const ticketMailCharge = ({ sender }: QuotaSettings, ticketId: string): Charge =>
  counted('sender.mails', ticketId, HOUR_MS, 'mails', sender.mailsPerHour);

export const networkCharge = ({ network }: QuotaSettings, prefix: string): Charge =>
  counted('network.requests', prefix, HOUR_MS, 'requests', network.publicRequestsPerHour);

export const surveyLinkCharge = ({ surveyLink }: QuotaSettings, surveyId: string): Charge =>
  counted('survey_link.answers', surveyId, HOUR_MS, 'answers', surveyLink.answersPerHour);

const counted = (
  quota: string,
  who: string,
  windowMs: number,
  unit: ChargePart['unit'],
  limit: number,
): Charge => ({ quota, subject: who, windowMs, parts: [{ unit, amount: 1, limit }] });

/** Returns the start of the window that contains a time. */
export const windowStart = ({ windowMs }: Pick<Charge, 'windowMs'>, now: Date): Date =>
  new Date(Math.floor(now.getTime() / windowMs) * windowMs);

export const quotaKey = ({ quota, subject: who, windowMs }: Charge, now: Date) =>
  keys.quota(quota, who, windowStart({ windowMs }, now).toISOString());

/**
 * Returns the write that counts a charge. Of concurrent charges only as many succeed as fit the limit; the
 * others are refused with `quota.exceeded`, and everything else in the same transaction with them.
 */
export function takeCharge(charge: Charge, now: Date): Write {
  const ttl = epochSeconds(new Date(windowStart(charge, now).getTime() + charge.windowMs + HOUR_MS));
  const add = Object.fromEntries(charge.parts.map(({ unit, amount }) => [unit, amount]));
  return update(quotaKey(charge, now), { set: { t: 'quota', ttl }, add }, withinLimits(charge), (current) =>
    rejection(exceeded(charge, current, now)),
  );
}

function withinLimits({ parts }: Charge): Condition {
  const within = parts.map(({ unit }) => `#${unit} <= :${unit}`).join(' AND ');
  const values = Object.fromEntries(parts.map(({ unit, amount, limit }) => [unit, limit - amount]));
  // The first charge of a window starts at zero and fits: limits are never below what one request may ask
  // for. A batch of many requests may exceed a limit and is then refused even without an item.
  const fits = parts.every(({ amount, limit }) => amount <= limit);
  return { expression: fits ? `attribute_not_exists(pk) OR (${within})` : within, values };
}

/** Rejects what a counter, as it was read, has no room for: before work that the write could not undo. */
export function assertWithinQuota(charge: Charge, current: Item | undefined, now: Date): void {
  if (exceededPart(charge, current)) throw exceeded(charge, current, now);
}

const exceededPart = ({ parts }: Charge, current: Item | undefined): ChargePart | undefined =>
  parts.find(({ unit, amount, limit }) => Number(current?.[unit] ?? 0) + amount > limit);

function exceeded(charge: Charge, current: Item | undefined, now: Date): QuotaExceeded {
  const { quota, windowMs, parts } = charge;
  const full = exceededPart(charge, current) ?? parts[0];
  const freeAt = new Date(windowStart(charge, now).getTime() + windowMs);
  const most = full?.unit === 'bytes' ? `${full.limit / MEGABYTE} MB` : `${full?.limit} ${full?.unit}`;
  const detail = `The quota ${quota} allows ${most} ${windows[windowMs]}; try again after ${freeAt.toISOString()}.`;
  return new QuotaExceeded(quota, detail, freeAt);
}
