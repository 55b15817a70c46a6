// What other capabilities may use of tickets.
export { assignTicket, explainWaiting } from './assign-ticket.ts';
export { internalNote } from './internal-note.ts';
export { newestMessages, PublicMessageSchema } from './newest-messages.ts';
export { notClosed } from './not-closed.ts';
export { tell } from './notify.ts';
export { openTicket } from './open-ticket.ts';
export { loadTicket } from './store.ts';
export {
  type Channel,
  channels,
  type Priority,
  type RequiredSkill,
  RequiredSkillSchema,
  type RoutingDecision,
  type Ticket,
} from './ticket.ts';
