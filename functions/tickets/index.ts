// What other capabilities may use of tickets.

export { type AddMessage, addMessage } from './add-message.ts';
export { assignTicket, explainWaiting } from './assign-ticket.ts';
export type { Attachment, MailOfMessage, MessageParts } from './events.ts';
export { needsFollowUp } from './lifecycle.ts';
export { openTicket } from './open-ticket.ts';
export { setBreachTime } from './set-breach-time.ts';
export { latestEntries, loadTicket } from './store.ts';
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
