// What other capabilities may use of tickets.

export { type AddMessage, addMessage } from './add-message.ts';
export { assignTicket, explainWaiting } from './assign-ticket.ts';
export type { Attachment, MailOfMessage, MessageParts } from './events.ts';
export { needsFollowUp } from './lifecycle.ts';
export { openTicket } from './open-ticket.ts';
export { latestEntries, loadTicket } from './store.ts';
export {
  type Channel,
  channels,
  type Priority,
  type RequiredSkill,
  RequiredSkillSchema,
  type RoutingDecision,
  type Ticket,
} from './ticket.ts';
