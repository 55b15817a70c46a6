// What other capabilities may use of tickets.
export { type AddMessage, addMessage } from './add-message.ts';
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
export { attachmentOf, folderOf } from './attachment-of.ts';
export { customerWaits } from './customer-waits.ts';
export {
  type Attachment,
  type MailOfMessage,
  type MessageParts,
  markOf,
  ticketTriaged,
  ticketUpdated,
  type Unverified,
} from './events.ts';
export { followMerges } from './follow-merges.ts';
export { internalNote } from './internal-note.ts';
export { changed as changedTicket, countsAsReply, needsFollowUp, openedTicket } from './lifecycle.ts';
export { newestMessages, PublicMessageSchema } from './newest-messages.ts';
export { notClosed } from './not-closed.ts';
export { LEADS, tell, tellAll } from './notify.ts';
export { openTicket } from './open-ticket.ts';
export { kindsOf, needTrained, stillAsSensitive } from './sensitive-lane.ts';
export { setBreachTime } from './set-breach-time.ts';
export { latestEntries, loadTicket, orderOf, saveTicket } from './store.ts';
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
export { changesOf } from './update-ticket.ts';
