// What other capabilities may use of tickets.
export { assignTicket, explainWaiting } from './assign-ticket.ts';
export { setBreachTime } from './set-breach-time.ts';
export { loadTicket } from './store.ts';
export {
  type Channel,
  channels,
  type Priority,
  priorities,
  type RequiredSkill,
  RequiredSkillSchema,
  type RoutingDecision,
  type Ticket,
} from './ticket.ts';
