import * as z from 'zod/mini';
import type { Routes } from '../platform/contract/route.ts';

export const openapiRoutes = {
  getOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'Get the OpenAPI document of this API',
    roles: 'public',
    success: { status: 200, body: z.record(z.string(), z.unknown()) },
    errors: [],
  },
} as const satisfies Routes;
