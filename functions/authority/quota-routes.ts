// How much of what costs each caller may use (docs/adr/0030): what admins set, and what holds until they do.
import * as z from 'zod/mini';
import type { Routes } from '../platform/contract/route.ts';
import { MAX_FILE_BYTES } from '../platform/files/file-rules.ts';

/** Nothing can be forbidden by a quota: at least one, and room for the largest file. */
const most = (largest: number) => z.int().check(z.minimum(1), z.maximum(largest));
const FILE_MEGABYTES = Math.ceil(MAX_FILE_BYTES / (1024 * 1024));

const uploads = {
  uploadsPerDay: most(1e6),
  uploadMegabytesPerDay: z.int().check(z.minimum(FILE_MEGABYTES), z.maximum(1e8)),
};
const hourly = z.strictObject({ ticketsPerHour: most(1e6), messagesPerHour: most(1e6), ...uploads });

const settings = {
  /** Each customer, in portal and app. */
  customer: hourly,
  /** Each agent, lead and admin. */
  staff: hourly,
  /** Each machine client. */
  client: z.strictObject({ ticketsPerMinute: most(1e6), messagesPerMinute: most(1e6), ...uploads }),
  /** Each address that mail comes from; what is beyond it is suspended. */
  sender: z.strictObject({ mailsPerHour: most(1e6) }),
  /** Each network (IPv4 /24, IPv6 /64), on routes that take no token. */
  network: z.strictObject({ publicRequestsPerHour: most(1e7) }),
  surveyLink: z.strictObject({ answersPerHour: most(1e4) }),
};
/** 0: the built-in figures hold. */
const version = z.int().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER - 1));

export const QuotaSettingsSchema = z.object({ version, ...settings });
export const PutQuotaSettingsSchema = z.strictObject({ version, ...settings });

export const quotaRoutes = {
  getQuotaSettings: {
    method: 'GET',
    path: '/v1/quota-settings',
    summary: 'Get the quotas of customers, staff, clients and senders',
    roles: ['lead', 'admin'],
    success: { status: 200, body: QuotaSettingsSchema },
    errors: [],
  },
  putQuotaSettings: {
    method: 'PUT',
    path: '/v1/quota-settings',
    summary: 'Change the quotas, in force within half a minute',
    roles: ['admin'],
    body: PutQuotaSettingsSchema,
    success: { status: 200, body: QuotaSettingsSchema },
    errors: ['version.stale', 'write.contended'],
  },
} as const satisfies Routes;
