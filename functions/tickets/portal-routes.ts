// Operations of customers on their own tickets. They are a function of their own, which detects messages that
// only say thanks, and which has no permission for what only staff may do.
import * as z from 'zod/mini';
import { cursor, id, limit, pageOf, text } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { DownloadSchema, PortalUploadRequestSchema, UploadSchema } from './attachments/upload-requests.ts';
import { AttachmentViewSchema, attachmentIds } from './core/attachment.ts';
import { MessageReceiptSchema, ticketTokenField } from './core/requests.ts';
import { PortalOpenTicketRequestSchema, PortalTicketSchema } from './core/ticket.ts';

const ticketParams = z.strictObject({ ticketId: id('ticket') });
const pageQuery = z.strictObject({ limit: limit(100, 25), cursor: cursor() });

export const PortalThreadEntrySchema = z.object({
  id: z.string(),
  at: z.string(),
  from: z.enum(['you', 'us']),
  message: z.string(),
  attachments: z.optional(z.array(AttachmentViewSchema)),
});

const uploadErrors = ['attachment.not_found', 'attachment.not_uploaded', 'attachment.refused'] as const;

export const portalRoutes = {
  openMyTicket: {
    method: 'POST',
    path: '/v1/me/tickets',
    summary: 'Open a ticket as the signed-in customer',
    roles: ['customer'],
    body: PortalOpenTicketRequestSchema,
    success: { status: 201, body: PortalTicketSchema },
    errors: ['quota.exceeded', 'customer.not_found', ...uploadErrors],
  },
  getMyTicket: {
    method: 'GET',
    path: '/v1/me/tickets/{ticketId}',
    summary: 'Get your ticket with its public messages',
    description: 'Tickets of other customers are not found.',
    roles: ['customer'],
    params: ticketParams,
    query: pageQuery,
    /** The ticket is only part of the first page. */
    success: {
      status: 200,
      body: z.object({ ticket: z.optional(PortalTicketSchema), thread: pageOf(PortalThreadEntrySchema) }),
    },
    errors: ['ticket.not_found', 'request.cursor_invalid'],
  },
  addMyMessage: {
    method: 'POST',
    path: '/v1/me/tickets/{ticketId}/messages',
    summary: 'Add a message to your ticket',
    description: 'Reopens a solved ticket, unless the message says nothing but thanks.',
    roles: ['customer'],
    params: ticketParams,
    body: z.strictObject({
      message: text(32_000),
      /**
       * Reopens a solved ticket whatever the message says; otherwise a message that only says thanks leaves
       * it solved.
       */
      reopen: z._default(z.boolean(), false),
      ticketToken: ticketTokenField(),
      attachments: attachmentIds(),
    }),
    success: { status: 201, body: MessageReceiptSchema },
    errors: ['quota.exceeded', 'ticket.not_found', 'write.contended', ...uploadErrors],
  },
  requestMyUpload: {
    method: 'POST',
    path: '/v1/me/attachments',
    summary: 'Create a pre-signed upload for your ticket',
    description:
      'The client posts the file directly to the bucket, then sends it with a message or a new ticket within a day.',
    roles: ['customer'],
    body: PortalUploadRequestSchema,
    success: { status: 201, body: UploadSchema },
    errors: ['quota.exceeded', 'customer.not_found'],
  },
  downloadMyAttachment: {
    method: 'GET',
    path: '/v1/me/tickets/{ticketId}/attachments/{attachmentId}',
    summary: 'Create a download link for an attachment of your ticket',
    description: 'The link expires after five minutes.',
    roles: ['customer'],
    params: z.strictObject({ ticketId: id('ticket'), attachmentId: id('attachment') }),
    success: { status: 200, body: DownloadSchema },
    errors: ['ticket.not_found', 'attachment.not_found'],
  },
} as const satisfies Routes;
