// The part of tickets that other capabilities may use.

export { customerFilesPrefix, newAttachment } from './attachments/new-attachment.ts';
export { setComplaintOpen } from './changes/open-complaint.ts';
export { changesOf } from './changes/update-ticket.ts';
export { ALL_LEADS, notificationWrite, sendNotifications } from './collaboration/notifications.ts';
export { saveAgentProfile } from './core/agent-profile.ts';
export {
  type Assignment,
  acceptTicket,
  assignTicket,
  isSolvedOrClosed,
  isWaiting,
  moveToQueue,
  queueTicket,
  type Release,
  releaseTicket,
} from './core/assign-ticket.ts';
export { followMerges } from './core/follow-merges.ts';
export {
  countsAsReply,
  needsFollowUp,
  openedTicket,
  withChanges as changedTicket,
} from './core/lifecycle.ts';
export { ticketTriaged, ticketUpdated, unverifiedMark } from './core/new-events.ts';
export { requireTraining, sameSensitivityCheck, sensitiveKindsOf } from './core/require-training.ts';
export { sameTicketVersionCheck } from './core/same-version-check.ts';
export { setBreachTime } from './core/set-breach-time.ts';
export {
  type Channel,
  ChannelSchema,
  channels,
  type PreferredSkill,
  PreferredSkillSchema,
  type Priority,
  PrioritySchema,
  priorities,
  type RequiredSkill,
  RequiredSkillSchema,
  type RoutingDecision,
  type SensitiveKind,
  SensitiveKindSchema,
  type Ticket,
} from './core/ticket.ts';
export { ticketNotClosedCheck } from './core/ticket-not-closed-check.ts';
export { currentTicketIn, latestEntries, loadTicket, saveTicket } from './core/ticket-store.ts';
export { ticketError } from './errors.ts';
export type { Attachment, MessageEmail, MessageParts, Unverified } from './events.ts';
export { ticketPartition } from './keys.ts';
export { type AddMessage, addMessage, commitMessage } from './messages/add-message.ts';
export { customerIsWaiting } from './messages/customer-is-waiting.ts';
export { internalNote } from './messages/internal-note.ts';
export { newestMessages, PublicMessageSchema } from './messages/newest-messages.ts';
export { commitOpening, openTicket } from './messages/open-ticket.ts';
export { listWaitingTickets, type WaitingTicket } from './views/list-waiting-tickets.ts';
