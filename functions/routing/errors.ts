// The refusals of routing: agents, queues, teams, shifts and assignments.
import { type ErrorCatalogue, errorsOf } from '../platform/errors.ts';

export const routingErrors = {
  'agent.not_found': { status: 404, title: 'The agent was not found.' },
  'queue.not_found': { status: 404, title: 'The queue was not found.' },
  'team.not_found': { status: 404, title: 'The team was not found.' },
  'team.in_use': { status: 409, title: 'The team still has agents.' },
  'shifts.not_found': { status: 404, title: 'The agent has no planned shifts.' },
  'routing.untrained': { status: 409, title: 'The agent lacks the training for this ticket.' },
  'routing.agent_unavailable': { status: 409, title: 'The agent is not online or has no free capacity.' },
  'routing.not_assignable': { status: 409, title: 'A solved or closed ticket cannot be assigned.' },
  'routing.not_assigned': { status: 409, title: 'The ticket is not assigned to anybody.' },
  'routing.no_offer': { status: 409, title: 'The ticket is not offered to you.' },
} as const satisfies ErrorCatalogue;

export const routingError = errorsOf(routingErrors);
