import * as z from 'zod/mini';
import { agentId, cursor, limit } from '../../platform/contract/fields.ts';
import { PrioritySchema, queueId, TicketStatusSchema } from '../core/ticket.ts';

export const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

/**
 * Validates the query of a view. Each view reads one index, so combinations that no index supports are
 * refused.
 */
export function viewQuery(maxLimit: number, defaultLimit: number) {
  const filters = {
    queueId: z.optional(queueId()),
    assigneeId: z.optional(agentId()),
    status: z.optional(TicketStatusSchema),
    priority: z.optional(PrioritySchema),
    sort: z.optional(oneOf(['priority', 'breach'])),
  };
  const onlyIf = (path: keyof typeof filters, error: string, fits: (query: Filters) => boolean) =>
    z.refine<Filters>((query) => query[path] === undefined || fits(query), { path: [path], error });
  return z.strictObject({ ...filters, limit: limit(maxLimit, defaultLimit), cursor: cursor() }).check(
    onlyIf(
      'assigneeId',
      'can only be combined with priority',
      (query) => !query.queueId && !query.status && !query.sort,
    ),
    onlyIf('sort', 'breach cannot be combined with other filters', (query) =>
      query.sort !== 'breach' ? true : !query.queueId && !query.status && !query.priority,
    ),
    onlyIf(
      'priority',
      'can only be combined with unsolved tickets',
      ({ status }) => status !== 'solved' && status !== 'closed',
    ),
  );
}
type Filters = Partial<Record<'queueId' | 'assigneeId' | 'status' | 'priority' | 'sort', string | undefined>>;
