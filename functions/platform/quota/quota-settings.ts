// The quotas of each kind of caller. Admins change the document at run time; until then the built-in values
// apply, far above what a person does and far below what a script does.
import * as z from 'zod/mini';
import { cacheFor } from '../cache-for.ts';
import { parseStoredDocumentOr } from '../config/stored-document.ts';
import { MAX_FILE_BYTES } from '../files/file-rules.ts';
import { keys } from '../table/keys.ts';
import { getItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { versionOf } from '../table/versioned-documents.ts';

/** Accepts a limit. A quota cannot forbid anything: it is at least one and has room for the largest file. */
const limitUpTo = (largest: number) => z.int().check(z.minimum(1), z.maximum(largest));
const FILE_MEGABYTES = Math.ceil(MAX_FILE_BYTES / (1024 * 1024));

const uploads = {
  uploadsPerDay: limitUpTo(1e6),
  uploadMegabytesPerDay: z.int().check(z.minimum(FILE_MEGABYTES), z.maximum(1e8)),
};
const hourly = z.strictObject({
  ticketsPerHour: limitUpTo(1e6),
  messagesPerHour: limitUpTo(1e6),
  ...uploads,
});

export const QuotaSettingsSchema = z.strictObject({
  /** The limits of each customer, in portal and app. */
  customer: hourly,
  /** The limits of each agent, lead and admin. */
  staff: hourly,
  /** The limits of each machine client. */
  client: z.strictObject({ ticketsPerMinute: limitUpTo(1e6), messagesPerMinute: limitUpTo(1e6), ...uploads }),
  /**
   * The limits of each sender address, and of each ticket that receives unproven mail; mail beyond
   * the limit is suspended.
   */
  sender: z.strictObject({ mailsPerHour: limitUpTo(1e6) }),
  /** The limits of each network (IPv4 /24, IPv6 /64) on routes without a token. */
  network: z.strictObject({ publicRequestsPerHour: limitUpTo(1e7) }),
  surveyLink: z.strictObject({ answersPerHour: limitUpTo(1e4) }),
});
export type QuotaSettings = z.output<typeof QuotaSettingsSchema>;

export interface QuotaDocument extends QuotaSettings {
  /** 0: nobody has changed anything; the built-in values apply. */
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

/** How long the settings are cached: a change applies everywhere after this time. */
export const QUOTA_SETTINGS_AGE_MS = 30_000;

export const quotaSettingsKey = keys.config('quota', 'settings');

/** Reads the current settings; returns the built-in ones if there are none or if they cannot be read. */
export async function loadQuotaSettings(table: Table): Promise<QuotaDocument> {
  const item = await getItem(table, quotaSettingsKey);
  const settings = item
    ? parseStoredDocumentOr(QuotaSettingsSchema, item.settings, 'settings of quotas', builtInQuotas)
    : builtInQuotas;
  return { ...settings, version: versionOf(item) };
}

/** Reads the settings at most once every 30 seconds. */
export const quotaSettingsReader = (table: Table): ((now: Date) => Promise<QuotaSettings>) =>
  cacheFor(QUOTA_SETTINGS_AGE_MS, () => loadQuotaSettings(table));
