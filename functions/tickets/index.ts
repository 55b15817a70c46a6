// What other capabilities may use of tickets.
export {
  type Assignment,
  acceptTicket,
  assignTicket,
  isOver,
  isWaiting,
  moveToQueue,
  queueTicket,
  type Release,
  releaseTicket,
  TicketChanged,
} from './assign-ticket.ts';
export { customerWaits } from './customer-waits.ts';
export { openedTicket } from './lifecycle.ts';
export { loadTicket, orderOf } from './store.ts';
export {
  type Channel,
  channels,
  type PreferredSkill,
  PreferredSkillSchema,
  type Priority,
  priorities,
  type RequiredSkill,
  RequiredSkillSchema,
  type RoutingDecision,
  RoutingDecisionSchema,
  type SensitiveKind,
  sensitiveKinds,
  type Ticket,
} from './ticket.ts';
