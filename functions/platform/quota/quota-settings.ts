// How much of what costs each caller may use. A document that admins change while the platform runs; until they do, the
// built-in figures hold: far above what a person does, far below what a script does.
import { kept } from '../kept.ts';
import { keys } from '../table/keys.ts';
import { getItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';

/** Of one customer, one person of the staff or one machine client. */
interface Uploads {
  uploadsPerDay: number;
  uploadMegabytesPerDay: number;
}

export interface QuotaSettings {
  /** Of each customer, in portal and app. */
  customer: Uploads & { ticketsPerHour: number; messagesPerHour: number };
  /** Of each agent, lead and admin. */
  staff: Uploads & { ticketsPerHour: number; messagesPerHour: number };
  /** Of each machine client. */
  client: Uploads & { ticketsPerMinute: number; messagesPerMinute: number };
  /** Of each address that mail comes from. */
  sender: { mailsPerHour: number };
  /** Of each network (IPv4 /24, IPv6 /64), on routes that take no token. */
  network: { publicRequestsPerHour: number };
  /** Of each survey link. */
  surveyLink: { answersPerHour: number };
}

export interface QuotaDocument extends QuotaSettings {
  /** 0: nobody has changed anything, the built-in figures hold. */
  version: number;
}

export const builtInQuotas: QuotaSettings = {
  customer: { ticketsPerHour: 20, messagesPerHour: 60, uploadsPerDay: 50, uploadMegabytesPerDay: 500 },
  staff: {
    ticketsPerHour: 1200,
    messagesPerHour: 2400,
    uploadsPerDay: 2000,
    uploadMegabytesPerDay: 20_000,
  },
  client: {
    ticketsPerMinute: 12_000,
    messagesPerMinute: 12_000,
    uploadsPerDay: 100_000,
    uploadMegabytesPerDay: 1_000_000,
  },
  sender: { mailsPerHour: 30 },
  network: { publicRequestsPerHour: 2000 },
  surveyLink: { answersPerHour: 20 },
};

/** How long the settings are kept: a change is in force everywhere after that time. */
export const QUOTA_SETTINGS_AGE_MS = 30_000;

export const quotaSettingsKey = keys.config('quota', 'settings');

/** The settings as they stand; a group that a stored document lacks is the built-in one. */
export async function loadQuotaSettings(table: Table): Promise<QuotaDocument> {
  const item = await getItem(table, quotaSettingsKey);
  const stored = item?.settings as Partial<QuotaSettings> | undefined;
  return { version: Number(item?.version ?? 0), ...builtInQuotas, ...stored };
}

/** Reads the settings at most once in half a minute. */
export const quotaSettingsReader = (table: Table): ((now: Date) => Promise<QuotaSettings>) =>
  kept(QUOTA_SETTINGS_AGE_MS, () => loadQuotaSettings(table));
