import * as z from 'zod/mini';
import { DAY_MS } from '../platform/clock.ts';
import { CsvPageSchema, cursor, date, id, limit, money, pageOf, text } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { ComplaintSchema, outcomes } from './complaint.ts';
import { letterKinds } from './letter-templates.ts';
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
    summary: 'The complaint that a ticket is: clocks, answers, outcome; for trained people',
    roles: people,
    params: ticketParams,
    success: { status: 200, body: ComplaintSchema },
    errors: ['complaint.not_found', 'ticket.not_found'],
    etag: 'version',
  },
  getComplaintLetter: {
    method: 'GET',
    path: '/v1/complaints/{ticketId}/letters/{letter}',
    summary:
      'The written template of an acknowledgement, a summary or a final response, to be finished by its sender',
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
    summary: 'Send the written acknowledgement',
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
    summary:
      'Send the written answer: a summary up to the close of the third business day, after that the final response',
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
    summary: 'The register of a month',
    roles: ['lead', 'admin'],
    query: z.strictObject({ month, limit: limit(100, 25), cursor: cursor() }),
    success: { status: 200, body: pageOf(ComplaintSchema) },
    errors: ['request.cursor_invalid'],
  },
  exportComplaints: {
    method: 'GET',
    path: '/v1/complaints/export',
    summary:
      'The register as CSV for an auditor: at most 13 months and 1,000 lines, the rest behind rapport-next',
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
    summary: 'What makes the customer of a ticket vulnerable; for trained people',
    roles: people,
    params: ticketParams,
    success: { status: 200, body: VulnerabilitySchema },
    errors: ['ticket.not_found'],
    etag: 'version',
  },
  putVulnerability: {
    method: 'PUT',
    path: '/v1/tickets/{ticketId}/vulnerability',
    summary: 'Record what helps to treat a vulnerable customer well; for trained people',
    roles: people,
    params: ticketParams,
    body: RecordVulnerabilityRequestSchema,
    success: { status: 200, body: VulnerabilitySchema },
    errors: ['ticket.not_found'],
    etag: 'version',
    precondition: 'create',
  },
} as const satisfies Routes;
