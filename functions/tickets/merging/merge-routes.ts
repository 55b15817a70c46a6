import * as z from 'zod/mini';
import { id, text } from '../../platform/contract/fields.ts';
import type { Routes } from '../../platform/contract/route.ts';
import { people, ticketAnswer, ticketParams, versionOnlyBody } from '../core/route-parts.ts';
import { TicketViewSchema } from '../core/ticket.ts';

export const mergeRoutes = {
  mergeTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/merge',
    summary: 'Merge a ticket into another ticket of the customer',
    description: 'Closes this ticket and shows its messages in the other one. Returns the other ticket.',
    roles: people,
    params: ticketParams,
    body: z.strictObject({ into: id('ticket'), reason: z.optional(text(500)) }),
    success: ticketAnswer,
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'ticket.not_found',
      'ticket.closed',
      'ticket.merge_refused',
      'version.stale',
      'write.contended',
    ],
    precondition: 'required',
  },
  unmergeTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/unmerge',
    summary: 'Undo the merge of a ticket',
    description: 'Allowed within 30 days, for the person who merged it or a lead.',
    roles: people,
    params: ticketParams,
    body: versionOnlyBody,
    success: ticketAnswer,
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'ticket.not_found',
      'ticket.unmerge_refused',
      'version.stale',
      'write.contended',
    ],
    etag: 'version',
    precondition: 'required',
  },
  splitTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/split',
    summary: 'Split messages of a ticket into a new ticket',
    description: 'The original ticket shows the messages as moved. Returns the new ticket.',
    roles: people,
    params: ticketParams,
    body: z.strictObject({
      /**
       * A transaction takes 100 actions: two per message (its copy and the mark on the original) and a
       * handful more.
       */
      messageIds: z.array(id('event')).check(z.minLength(1), z.maxLength(40)),
      subject: text(200),
    }),
    success: { status: 201, body: TicketViewSchema },
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'ticket.not_found',
      'ticket.closed',
      'ticket.split_refused',
      'version.stale',
      'write.contended',
    ],
    precondition: 'required',
  },
  unsplitTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/unsplit',
    summary: 'Undo the split of a ticket',
    description:
      'Moves the messages back, as long as the split ticket has none of its own. Returns the ticket that has them.',
    roles: people,
    params: ticketParams,
    body: versionOnlyBody,
    success: ticketAnswer,
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'ticket.not_found',
      'ticket.closed',
      'ticket.split_refused',
      'ticket.split_in_use',
      'version.stale',
      'write.contended',
    ],
    precondition: 'required',
  },
} as const satisfies Routes;
