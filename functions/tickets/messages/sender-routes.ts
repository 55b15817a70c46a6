import * as z from 'zod/mini';
import { id } from '../../platform/contract/fields.ts';
import type { Routes } from '../../platform/contract/route.ts';
import { people } from '../core/route-parts.ts';

export const ConfirmedMessageSchema = z.object({
  messageId: z.string(),
  ticketId: z.string(),
  /** The person who confirmed the sender, the time, and the reason of the doubt. */
  confirmed: z.object({ by: z.string(), at: z.string(), doubt: z.string() }),
});

export const senderRoutes = {
  confirmSender: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/messages/{messageId}/confirm-sender',
    summary: 'Confirm the sender of an unverified message',
    roles: people,
    params: z.strictObject({ ticketId: id('ticket'), messageId: id('event') }),
    body: z.strictObject({}),
    success: { status: 200, body: ConfirmedMessageSchema },
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'ticket.not_found',
      'message.not_found',
      'message.not_unverified',
      'write.contended',
    ],
  },
} as const satisfies Routes;
