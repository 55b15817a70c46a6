// Everything that a lead needs to decide on a request, in one response.
import * as z from 'zod/mini';
import { getContact } from '../../customers/index.ts';
import type { Table } from '../../platform/table/table.ts';
import { loadTicket, newestMessages, PublicMessageSchema, ticketError } from '../../tickets/index.ts';
import { SpendTotalSchema } from '../limits/limit.ts';
import { readMonthSpend, readTicketSpend } from '../limits/limit-store.ts';
import { ApprovalSchema } from './approval.ts';
import { requireApproval } from './approval-store.ts';
import { GrantSchema } from './grant.ts';
import { listRecentGrants } from './grant-store.ts';

export const ApprovalDetailsSchema = z.object({
  approval: ApprovalSchema,
  ticket: z.object({
    id: z.string(),
    subject: z.string(),
    status: z.string(),
    priority: z.string(),
    channel: z.string(),
    kind: z.string(),
    openedAt: z.string(),
    assigneeId: z.optional(z.string()),
  }),
  customer: z.object({
    id: z.string(),
    name: z.optional(z.string()),
    email: z.optional(z.string()),
  }),
  /** The totals that the requester granted this month. */
  requesterSpent: z.array(SpendTotalSchema),
  /** The totals that anybody granted on the ticket. */
  ticketSpent: z.array(SpendTotalSchema),
  /** The grants of the customer in the last twelve months, newest first, at most 100. */
  customerGrants: z.array(GrantSchema),
  /** The newest public messages, newest first. */
  messages: z.array(PublicMessageSchema),
});

const MAX_MESSAGES = 10;

/**
 * Loads a request with its ticket, customer, totals and messages. Refuses an unknown request with
 * `approval.not_found`. Takes two round trips, however many grants the customer has.
 */
export async function approvalPage(
  table: Table,
  approvalId: string,
  now: Date,
): Promise<z.input<typeof ApprovalDetailsSchema>> {
  const approval = await requireApproval(table, approvalId);
  const { ticketId, customerId } = approval.requestedGrant;
  const [ticket, contact, requesterSpent, ticketSpent, customerGrants, messages] = await Promise.all([
    loadTicket(table, ticketId),
    getContact(table, customerId),
    readMonthSpend(table, approval.requestedBy.id, now),
    readTicketSpend(table, ticketId),
    listRecentGrants(table, customerId, now),
    newestMessages(table, ticketId, MAX_MESSAGES),
  ]);
  if (!ticket) throw ticketError('ticket.not_found');
  const customer = { id: customerId, name: contact?.name, email: contact?.email };
  return { approval, ticket, customer, requesterSpent, ticketSpent, customerGrants, messages };
}
