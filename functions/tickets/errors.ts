// The errors of tickets, messages, attachments, incidents, macros and drafts.
import { type ErrorCatalogue, errorsOf } from '../platform/errors.ts';

export const ticketErrors = {
  'ticket.not_found': { status: 404, title: 'The ticket was not found.' },
  'message.not_found': { status: 404, title: 'The ticket has no such message.' },
  'message.not_unverified': { status: 409, title: 'The sender of this message needs no confirmation.' },
  'ticket.transition_refused': { status: 409, title: 'The ticket cannot change to this status.' },
  'attachment.not_found': { status: 404, title: 'The file was not found.' },
  'attachment.not_uploaded': {
    status: 409,
    title: 'The file was not uploaded, or it differs from what you announced.',
  },
  'attachment.refused': { status: 409, title: 'This kind of file is not allowed.' },
  'ticket.closed': { status: 409, title: 'The ticket is closed.' },
  'ticket.person_only': { status: 409, title: 'Only a person may handle a sensitive ticket.' },
  'ticket.untrained': { status: 403, title: 'You need training to handle this sensitive ticket.' },
  'ticket.merge_refused': { status: 409, title: 'These tickets cannot be merged.' },
  'ticket.unmerge_refused': { status: 409, title: 'This merge cannot be undone.' },
  'ticket.split_refused': { status: 409, title: 'These messages cannot be split from the ticket.' },
  'ticket.split_in_use': { status: 409, title: 'The split ticket already has messages of its own.' },
  'ticket.new_messages': { status: 409, title: 'The ticket has messages that you have not seen.' },
  'ticket.complaint_open': { status: 409, title: 'Respond to the complaint of this ticket first.' },
  'ticket.sensitive_no_macro': { status: 409, title: 'Macros cannot be applied to a sensitive ticket.' },
  'incident.not_found': { status: 404, title: 'The incident was not found.' },
  'incident.solved': { status: 409, title: 'The incident is already solved.' },
  'incident.not_linked': { status: 404, title: 'The ticket is not linked to this incident.' },
  'macro.not_found': { status: 404, title: 'The macro was not found.' },
  'macro.unavailable': { status: 409, title: 'This macro is not available in the queue of the ticket.' },
  'macro_run.not_found': { status: 404, title: 'The macro run was not found.' },
  'macro_run.undo_refused': { status: 409, title: 'This macro run can no longer be undone.' },
  'draft.not_found': { status: 404, title: 'You have no draft on this ticket.' },
  'ticket_field.not_found': { status: 404, title: 'The custom ticket field was not found.' },
  'notification.not_found': { status: 404, title: 'These notifications were not found.' },
} as const satisfies ErrorCatalogue;

export const ticketError = errorsOf(ticketErrors);
export type TicketErrorCode = keyof typeof ticketErrors;
