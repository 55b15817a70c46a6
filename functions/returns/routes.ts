import * as z from 'zod/mini';
import { id } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import {
  MoveReturnRequestSchema,
  OpenReturnRequestSchema,
  PortalOpenReturnRequestSchema,
  PortalReturnSchema,
  ReturnSchema,
} from './return-requests.ts';

const params = z.strictObject({ ticketId: id('ticket') });
const staff = ['agent', 'lead', 'admin', 'service'] as const;

export const returnRoutes = {
  openReturn: {
    method: 'POST',
    path: '/v1/returns',
    summary: 'Open a return for a customer',
    description: 'Opens a ticket with the order lines that come back.',
    roles: staff,
    body: OpenReturnRequestSchema,
    success: { status: 201, body: ReturnSchema },
    errors: ['quota.exceeded', 'customer.not_found'],
    etag: 'version',
  },
  getReturn: {
    method: 'GET',
    path: '/v1/returns/{ticketId}',
    summary: 'Get a return',
    roles: staff,
    params,
    success: { status: 200, body: ReturnSchema },
    errors: ['return.not_found'],
    etag: 'version',
  },
  moveReturn: {
    method: 'POST',
    path: '/v1/returns/{ticketId}/move',
    summary: 'Change the state of a return',
    description: 'Approves, rejects, receives, inspects, exchanges or closes it.',
    roles: staff,
    params,
    body: MoveReturnRequestSchema,
    success: { status: 200, body: ReturnSchema },
    errors: [
      'return.not_found',
      'return.transition_refused',
      'ticket.untrained',
      'ticket.person_only',
      'version.stale',
      'write.contended',
    ],
    etag: 'version',
    precondition: 'required',
  },
  openMyReturn: {
    method: 'POST',
    path: '/v1/me/returns',
    summary: 'Request a return as the signed-in customer',
    roles: ['customer'],
    body: PortalOpenReturnRequestSchema,
    success: { status: 201, body: PortalReturnSchema },
    errors: ['quota.exceeded', 'customer.not_found'],
  },
  getMyReturn: {
    method: 'GET',
    path: '/v1/me/returns/{ticketId}',
    summary: 'Get your return',
    description: 'Returns of other customers are not found.',
    roles: ['customer'],
    params,
    success: { status: 200, body: PortalReturnSchema },
    errors: ['return.not_found'],
  },
} as const satisfies Routes;
