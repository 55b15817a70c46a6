import * as z from 'zod/mini';
import { ActorSchema, cursor, id, limit, pageOf, text } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { DownloadSchema, UploadRequestSchema, UploadSchema } from './attachments/upload-requests.ts';
import { attachmentIds } from './core/attachment.ts';
import { MessageReceiptSchema, ticketTokenField, UpdateTicketRequestSchema } from './core/requests.ts';
import {
  CallSchema,
  OpenTicketRequestSchema,
  TicketRowSchema,
  TicketViewSchema,
  TicketWithRoutingSchema,
} from './core/ticket.ts';
import { oneOf, viewQuery } from './views/view-query.ts';

const ticketParams = z.strictObject({ ticketId: id('ticket') });
const pageQuery = z.strictObject({ limit: limit(100, 25), cursor: cursor() });
const staff = ['agent', 'lead', 'admin', 'service'] as const;
const uploadErrors = ['attachment.not_found', 'attachment.not_uploaded', 'attachment.refused'] as const;

/** One entry of a thread: a message, a note or a change. */
export const ThreadEntrySchema = z.object({
  id: z.string(),
  type: z.string(),
  at: z.string(),
  actor: ActorSchema,
  data: z.record(z.string(), z.unknown()),
  /** The ticket that shows the entry instead of this one. */
  movedTo: z.optional(z.string()),
  /** The merged ticket that the entry was written to. */
  mergedFrom: z.optional(z.string()),
});

export const ticketRoutes = {
  openTicket: {
    method: 'POST',
    path: '/v1/tickets',
    summary: 'Open a ticket for a customer',
    roles: staff,
    body: OpenTicketRequestSchema,
    success: { status: 201, body: TicketViewSchema },
    errors: ['quota.exceeded', 'customer.not_found', ...uploadErrors],
    etag: 'version',
  },
  listTickets: {
    method: 'GET',
    path: '/v1/tickets',
    summary: 'List the tickets of a view',
    description:
      'Lists unsolved tickets, or those of one queue, agent, status or priority. Sorts by priority, or by the next SLA breach.',
    roles: staff,
    query: viewQuery(100, 25),
    success: { status: 200, body: pageOf(TicketRowSchema) },
    errors: ['request.cursor_invalid'],
  },
  getTicket: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}',
    summary: 'Get a ticket with the first page of its thread',
    description: 'Includes the latest routing decision: why the ticket went to its agent, or why it waits.',
    roles: staff,
    params: ticketParams,
    query: z.strictObject({ limit: limit(100, 25) }),
    success: {
      status: 200,
      body: z.object({ ticket: TicketWithRoutingSchema, thread: pageOf(ThreadEntrySchema) }),
    },
    errors: ['ticket.not_found'],
    etag: 'ticket.version',
  },
  listThread: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/thread',
    summary: 'List the thread of a ticket',
    description: 'Oldest entries first.',
    roles: staff,
    params: ticketParams,
    query: pageQuery,
    success: { status: 200, body: pageOf(ThreadEntrySchema) },
    errors: ['ticket.not_found', 'request.cursor_invalid'],
  },
  addMessage: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/messages',
    summary: 'Add a public reply or an internal note',
    roles: staff,
    params: ticketParams,
    body: z.strictObject({
      message: text(32_000),
      visibility: z._default(z.enum(['public', 'internal']), 'public'),
      /**
       * Set by bots and rules, implied for machine clients; an automatic message never counts as the first
       * reply.
       */
      automatic: z._default(z.boolean(), false),
      /** The phone call that the message is about; a call that did not reach the customer is not a reply. */
      call: z.optional(CallSchema),
      ticketToken: ticketTokenField(),
      /**
       * The last entry of the thread that the author has seen; `force` sends the message even when there are
       * newer ones.
       */
      seen: z.optional(id('event')),
      force: z._default(z.boolean(), false),
      attachments: attachmentIds(),
    }),
    success: { status: 201, body: MessageReceiptSchema },
    errors: [
      'ticket.untrained',
      'quota.exceeded',
      'ticket.not_found',
      'ticket.closed',
      'ticket.person_only',
      'ticket.new_messages',
      'write.contended',
      ...uploadErrors,
    ],
  },
  requestUpload: {
    method: 'POST',
    path: '/v1/attachments',
    summary: 'Create a pre-signed upload for a customer’s ticket',
    description:
      'The client posts the file directly to the bucket, then sends it with a message or a new ticket of that customer within a day.',
    roles: staff,
    body: UploadRequestSchema,
    success: { status: 201, body: UploadSchema },
    errors: ['quota.exceeded', 'customer.not_found'],
  },
  downloadAttachment: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/attachments/{attachmentId}',
    summary: 'Create a download link for an attachment of a ticket',
    description: 'The link expires after five minutes.',
    roles: staff,
    params: z.strictObject({ ticketId: id('ticket'), attachmentId: id('attachment') }),
    success: { status: 200, body: DownloadSchema },
    errors: ['ticket.not_found', 'attachment.not_found'],
  },
  changeStatus: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/status',
    summary: 'Change the status of a ticket',
    description: 'Opening a solved ticket reopens it. A closed ticket cannot change again.',
    roles: staff,
    params: ticketParams,
    body: z.strictObject({
      status: oneOf(['open', 'pending', 'on_hold', 'solved', 'closed']),
    }),
    success: { status: 200, body: TicketViewSchema },
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'ticket.not_found',
      'ticket.transition_refused',
      'ticket.complaint_open',
      'version.stale',
    ],
    etag: 'version',
    precondition: 'required',
  },
  updateTicket: {
    method: 'PATCH',
    path: '/v1/tickets/{ticketId}',
    summary: 'Update the properties of a ticket',
    description:
      'Changes subject, priority, topic, sensitivity, language, tags, custom fields, followers and skills. An absent field stays as it is; null clears it.',
    roles: staff,
    params: ticketParams,
    body: UpdateTicketRequestSchema,
    success: { status: 200, body: TicketViewSchema },
    errors: ['ticket.untrained', 'ticket.person_only', 'ticket.not_found', 'ticket.closed', 'version.stale'],
    etag: 'version',
    precondition: 'required',
  },
} as const satisfies Routes;
