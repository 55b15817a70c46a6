// What other capabilities may use of tickets.
export { assignTicket, explainWaiting } from './assign-ticket.ts';
export { LEADS, tell } from './notify.ts';
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
