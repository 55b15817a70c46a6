import * as z from 'zod/mini';
import { agentId, cursor, limit } from '../../platform/contract/fields.ts';
import { priorities, queueId, statuses } from '../core/ticket.ts';

export const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

/** A view is of one index: what cannot be asked of one together is refused. */
export function viewQuery(most: number, usual: number) {
  const filters = {
    queueId: z.optional(queueId()),
    assigneeId: z.optional(agentId()),
    status: z.optional(oneOf(statuses)),
    priority: z.optional(oneOf(priorities)),
    sort: z.optional(oneOf(['priority', 'breach'])),
  };
  const alone = (path: keyof typeof filters, error: string, fits: (query: Filters) => boolean) =>
    z.refine<Filters>((query) => query[path] === undefined || fits(query), { path: [path], error });
  return z.strictObject({ ...filters, limit: limit(most, usual), cursor: cursor() }).check(
    alone('assigneeId', 'goes with priority only', (query) => !query.queueId && !query.status && !query.sort),
    alone('sort', 'breach goes with no other filter', (query) =>
      query.sort !== 'breach' ? true : !query.queueId && !query.status && !query.priority,
    ),
    alone(
      'priority',
      'goes with unsolved tickets only',
      ({ status }) => status !== 'solved' && status !== 'closed',
    ),
  );
}
type Filters = Partial<Record<'queueId' | 'assigneeId' | 'status' | 'priority' | 'sort', string | undefined>>;
