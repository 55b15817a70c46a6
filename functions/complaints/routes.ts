import * as z from 'zod/mini';
import { DAY_MS } from '../platform/clock.ts';
import { CsvPageSchema, cursor, date, id, limit, money, pageOf, text } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { letterKinds } from './letters/letter-templates.ts';
import { ComplaintSchema, outcomes } from './lifecycle/complaint.ts';
import {
  RecordVulnerabilityRequestSchema,
  VulnerabilitySchema,
} from './vulnerability/vulnerability-requests.ts';

const ticketParams = z.strictObject({ ticketId: id('ticket') });
const people = ['agent', 'lead', 'admin'] as const;
const letter = { message: text(32_000) };
const month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-03'));

export const complaintRoutes = {
  getComplaint: {
    method: 'GET',
    path: '/v1/complaints/{ticketId}',
    summary: 'Get the complaint of a ticket',
    description: 'Includes its deadlines, answers and outcome. Requires the training for complaints.',
    roles: people,
    params: ticketParams,
    success: { status: 200, body: ComplaintSchema },
    errors: ['complaint.not_found', 'ticket.not_found'],
    etag: 'version',
  },
  getComplaintLetter: {
    method: 'GET',
    path: '/v1/complaints/{ticketId}/letters/{letter}',
    summary: 'Get a letter template for a complaint',
    description:
      'Templates exist for the acknowledgement, the summary and the final response. The sender fills in what is missing.',
    roles: people,
    params: z.strictObject({
      ticketId: id('ticket'),
      letter: z.enum(letterKinds, { error: `must be one of ${letterKinds.join(', ')}` }),
    }),
    success: { status: 200, body: z.object({ text: z.string() }) },
    errors: ['complaint.not_found', 'ticket.not_found'],
  },
  acknowledgeComplaint: {
    method: 'POST',
    path: '/v1/complaints/{ticketId}/acknowledge',
    summary: 'Send the acknowledgement of a complaint',
    roles: people,
    params: ticketParams,
    body: z.strictObject(letter),
    success: { status: 200, body: ComplaintSchema },
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'complaint.not_found',
      'complaint.settled',
      'ticket.not_found',
      'ticket.closed',
      'version.stale',
      'write.contended',
    ],
    etag: 'version',
    precondition: 'required',
  },
  respondToComplaint: {
    method: 'POST',
    path: '/v1/complaints/{ticketId}/respond',
    summary: 'Send the response to a complaint',
    description: 'Sends a summary until the third business day closes, and a final response after that.',
    roles: people,
    params: ticketParams,
    body: z.strictObject({
      ...letter,
      outcome: z.enum(outcomes, { error: `must be one of ${outcomes.join(', ')}` }),
      redress: z.optional(money()),
    }),
    success: { status: 200, body: ComplaintSchema },
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'complaint.not_found',
      'complaint.settled',
      'ticket.not_found',
      'ticket.closed',
      'version.stale',
      'write.contended',
    ],
    etag: 'version',
    precondition: 'required',
  },
  listComplaints: {
    method: 'GET',
    path: '/v1/complaints',
    summary: 'List the complaints of a month',
    roles: ['lead', 'admin'],
    query: z.strictObject({ month, limit: limit(100, 25), cursor: cursor() }),
    success: { status: 200, body: pageOf(ComplaintSchema) },
    errors: ['request.cursor_invalid'],
  },
  exportComplaints: {
    method: 'GET',
    path: '/v1/complaints/export',
    summary: 'Export the complaints register as CSV',
    description:
      'Covers at most 366 days and returns at most 1,000 rows. The header `Rapport-Next` has the cursor of the next rows.',
    roles: ['lead', 'admin'],
    query: z.strictObject({ from: date(), to: date(), limit: limit(1000, 1000), cursor: cursor() }).check(
      z.refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= 366 * DAY_MS, {
        path: ['to'],
        error: 'must be on or after from, and at most 366 days later',
      }),
    ),
    success: { status: 200, body: CsvPageSchema, contentType: 'text/csv' },
    errors: ['request.cursor_invalid'],
  },
  getVulnerability: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/vulnerability',
    summary: 'Get what makes the customer of a ticket vulnerable',
    description: 'Requires the training for vulnerable customers.',
    roles: people,
    params: ticketParams,
    success: { status: 200, body: VulnerabilitySchema },
    errors: ['ticket.not_found'],
    etag: 'version',
  },
  putVulnerability: {
    method: 'PUT',
    path: '/v1/tickets/{ticketId}/vulnerability',
    summary: 'Record how to support a vulnerable customer',
    description: 'Requires the training for vulnerable customers.',
    roles: people,
    params: ticketParams,
    body: RecordVulnerabilityRequestSchema,
    success: { status: 200, body: VulnerabilitySchema },
    errors: ['ticket.not_found'],
    etag: 'version',
    precondition: 'create',
  },
} as const satisfies Routes;
