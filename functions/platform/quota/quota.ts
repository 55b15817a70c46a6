// Which quota a piece of work counts against, pure. A quota is counted in fixed windows of UTC, each an item of its own: the
// count's condition is the limit, a new window is a new item, and the moment at which it is free again is known.

import { DAY_MS, epochSeconds, HOUR_MS, MINUTE_MS } from '../clock.ts';
import type { Role } from '../contract/roles.ts';
import { digest } from '../ids.ts';
import { keys } from '../table/keys.ts';
import { rejection } from '../table/refusal.ts';
import type { Item } from '../table/table.ts';
import { type Condition, update, type Write } from '../table/write.ts';
import { QuotaExceeded } from './quota-exceeded.ts';
import type { QuotaSettings } from './quota-settings.ts';

/** One figure of a quota: the attribute it is counted in, how much is taken, and how much there is. */
export interface ChargePart {
  unit: 'tickets' | 'messages' | 'files' | 'bytes' | 'mails' | 'requests' | 'answers';
  amount: number;
  limit: number;
}

/** One use of a quota: all its parts are taken, or none. */
export interface Charge {
  /** Such as `customer.tickets`. */
  quota: string;
  /** Whose it is: an id, a network, the digest of an address. */
  subject: string;
  windowMs: number;
  parts: readonly ChargePart[];
}

const MEGABYTE = 1024 * 1024;
const windows = { [MINUTE_MS]: 'a minute', [HOUR_MS]: 'an hour', [DAY_MS]: 'a day' };

/** Whose settings hold for a role. Rapport itself and the public have none here. */
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

/** Counts the file and the bytes that were announced, whether or not they ever come: the form is what costs. */
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
 * Counts a mail for its sender. `proven` says that the sender is who they say: mails that are not are counted apart, so
 * that nobody uses up the quota of somebody else's address. The address itself stands in no key.
 */
export const mailCharge = ({ sender }: QuotaSettings, address: string, proven: boolean): Charge =>
  counted(
    'sender.mails',
    digest(`${proven ? 'proven' : 'claimed'}|${address.toLowerCase()}`),
    HOUR_MS,
    'mails',
    sender.mailsPerHour,
  );

/** Counts a mail for the ticket it goes to: how many there are of addresses that nobody vouches for, their sender decides. */
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

/** The start of the window that a moment lies in. */
export const windowStart = ({ windowMs }: Pick<Charge, 'windowMs'>, now: Date): Date =>
  new Date(Math.floor(now.getTime() / windowMs) * windowMs);

export const quotaKey = ({ quota, subject: who, windowMs }: Charge, now: Date) =>
  keys.quota(quota, who, windowStart({ windowMs }, now).toISOString());

/**
 * The write that takes a charge. Of any number at once only as many succeed as there is room for; the others are refused with
 * `quota.exceeded`, and with them everything in the same transaction.
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
  // The first charge of a window counts from nothing, and fits: limits are never below what one request may ask for. A tab of
  // many requests may be larger than a limit, and is then refused without an item, too.
  const fits = parts.every(({ amount, limit }) => amount <= limit);
  return { expression: fits ? `attribute_not_exists(pk) OR (${within})` : within, values };
}

/** Refuses what a counter has no room for, by its state as it was read: before work that the write could not undo. */
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
