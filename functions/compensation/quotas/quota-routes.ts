// The quotas of each caller (docs/adr/0030): the settings of admins, or the built-in ones until they set any.
import * as z from 'zod/mini';
import type { Routes } from '../../platform/contract/route.ts';
import { QuotaSettingsSchema } from '../../platform/quota/quota-settings.ts';

/** Version 0 means that the built-in quotas apply. */
export const QuotaSettingsViewSchema = z.extend(QuotaSettingsSchema, { version: z.int() });

export const quotaRoutes = {
  getQuotaSettings: {
    method: 'GET',
    path: '/v1/quota-settings',
    summary: 'Get the quotas of customers, staff, clients and senders',
    roles: ['lead', 'admin'],
    success: { status: 200, body: QuotaSettingsViewSchema },
    errors: [],
    etag: 'version',
  },
  putQuotaSettings: {
    method: 'PUT',
    path: '/v1/quota-settings',
    summary: 'Replace the quotas',
    description: 'They apply within half a minute.',
    roles: ['admin'],
    body: QuotaSettingsSchema,
    success: { status: 200, body: QuotaSettingsViewSchema },
    errors: ['version.stale', 'write.contended'],
    etag: 'version',
    precondition: 'create',
  },
} as const satisfies Routes;
