// How much of what costs each caller may use. A document that admins change while the platform runs; until they do, the
// built-in figures hold: far above what a person does, far below what a script does.
import * as z from 'zod/mini';
import { cacheFor } from '../cache-for.ts';
import { parseStoredDocumentOr } from '../config/stored-document.ts';
import { MAX_FILE_BYTES } from '../files/file-rules.ts';
import { keys } from '../table/keys.ts';
import { getItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { versionOf } from '../table/versioned-documents.ts';

/** Nothing can be forbidden by a quota: at least one, and room for the largest file. */
const most = (largest: number) => z.int().check(z.minimum(1), z.maximum(largest));
const FILE_MEGABYTES = Math.ceil(MAX_FILE_BYTES / (1024 * 1024));

const uploads = {
  uploadsPerDay: most(1e6),
  uploadMegabytesPerDay: z.int().check(z.minimum(FILE_MEGABYTES), z.maximum(1e8)),
};
const hourly = z.strictObject({ ticketsPerHour: most(1e6), messagesPerHour: most(1e6), ...uploads });

export const QuotaSettingsSchema = z.strictObject({
  /** Each customer, in portal and app. */
  customer: hourly,
  /** Each agent, lead and admin. */
  staff: hourly,
  /** Each machine client. */
  client: z.strictObject({ ticketsPerMinute: most(1e6), messagesPerMinute: most(1e6), ...uploads }),
  /** Each address that mail comes from, and each ticket that unproven mail goes to; what is beyond it is suspended. */
  sender: z.strictObject({ mailsPerHour: most(1e6) }),
  /** Each network (IPv4 /24, IPv6 /64), on routes that take no token. */
  network: z.strictObject({ publicRequestsPerHour: most(1e7) }),
  surveyLink: z.strictObject({ answersPerHour: most(1e4) }),
});
export type QuotaSettings = z.output<typeof QuotaSettingsSchema>;

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

/** The settings as they stand; the built-in ones while there are none, and in place of what cannot be read. */
export async function loadQuotaSettings(table: Table): Promise<QuotaDocument> {
  const item = await getItem(table, quotaSettingsKey);
  const settings = item
    ? parseStoredDocumentOr(QuotaSettingsSchema, item.settings, 'settings of quotas', builtInQuotas)
    : builtInQuotas;
  return { ...settings, version: versionOf(item) };
}

/** Reads the settings at most once in half a minute. */
export const quotaSettingsReader = (table: Table): ((now: Date) => Promise<QuotaSettings>) =>
  cacheFor(QUOTA_SETTINGS_AGE_MS, () => loadQuotaSettings(table));
