import * as z from 'zod/mini';
import { cursor, id, limit, pageOf } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { SendSchema } from './sending/send.ts';

export const outreachRoutes = {
  listSends: {
    method: 'GET',
    path: '/v1/customers/{customerId}/sends',
    summary: 'List the messages sent to or withheld from a customer',
    description: 'Newest first, with the outcome.',
    roles: ['agent', 'lead', 'admin', 'service'],
    params: z.strictObject({ customerId: id('customer') }),
    query: z.strictObject({ limit: limit(100, 25), cursor: cursor() }),
    success: { status: 200, body: pageOf(SendSchema) },
    errors: ['request.cursor_invalid'],
  },
  listScheduled: {
    method: 'GET',
    path: '/v1/customers/{customerId}/scheduled',
    summary: 'List the messages scheduled for a customer',
    roles: ['agent', 'lead', 'admin', 'service'],
    params: z.strictObject({ customerId: id('customer') }),
    query: z.strictObject({ limit: limit(100, 25), cursor: cursor() }),
    success: {
      status: 200,
      body: pageOf(z.object({ name: z.string(), kind: z.string(), at: z.string() })),
    },
    errors: ['request.cursor_invalid'],
  },
} as const satisfies Routes;
