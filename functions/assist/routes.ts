import * as z from 'zod/mini';
import { id } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';

const ticketParams = z.strictObject({ ticketId: id('ticket') });
const people = ['agent', 'lead', 'admin'] as const;

export const assistRoutes = {
  getSummary: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/summary',
    summary: 'Summarise a ticket',
    description:
      'Quotes at most eight sentences of the thread: what was asked, tried and promised, the mood and the next step.',
    roles: people,
    params: ticketParams,
    success: {
      status: 200,
      body: z.object({
        version: z.string(),
        lines: z.array(z.object({ part: z.string(), text: z.string(), messageIds: z.array(z.string()) })),
      }),
    },
    errors: ['ticket.not_found'],
  },
  listSuggestions: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/suggestions',
    summary: 'List suggested answers for a ticket',
    description: 'Suggests answers that helped with similar tickets. A person reads, edits and sends them.',
    roles: people,
    params: ticketParams,
    success: {
      status: 200,
      body: z.object({
        version: z.string(),
        items: z.array(
          z.object({
            /** The solved ticket that the answer comes from. */
            ticketId: z.string(),
            asked: z.string(),
            answer: z.string(),
            /** 0 to 1. */
            score: z.number(),
            sharedTerms: z.array(z.string()),
          }),
        ),
      }),
    },
    errors: ['ticket.not_found'],
  },
} as const satisfies Routes;
