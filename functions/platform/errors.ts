// Every refusal that Rapport can answer, as data: its HTTP status and its title. One mapper (http/problem.ts)
// turns them into RFC 9457 problem documents.

export const errorCatalogue = {
  'request.malformed_json': { status: 400, title: 'The body is not JSON' },
  'request.invalid': { status: 400, title: 'The request does not fit the operation' },
  'request.cursor_invalid': { status: 400, title: 'The cursor was not issued by this list' },
  'request.too_large': { status: 413, title: 'The body is larger than 256 KB' },
  'request.media_type': { status: 415, title: 'The body must be application/json' },
  'auth.unauthenticated': { status: 401, title: 'A valid token is needed' },
  'auth.forbidden': { status: 403, title: 'The role of the token may not do this' },
  'request.direct_call': { status: 403, title: 'Call the API at its own domain' },
  'route.unknown': { status: 404, title: 'There is no such operation' },
  'route.method_not_allowed': { status: 405, title: 'This path does not support the method' },
  'idempotency.key_reused': { status: 422, title: 'The idempotency key was used with another body' },
  'version.stale': { status: 409, title: 'It was changed since you read it' },
  'version.mismatch': { status: 412, title: 'It was changed since you read the version in If-Match' },
  'version.missing': { status: 428, title: 'Name the version you changed, in version or If-Match' },
  'quota.exceeded': { status: 429, title: 'You have reached a limit, try again later' },
  'write.contended': { status: 409, title: 'Others are changing it at this moment, try again' },
  'event.too_large': { status: 413, title: 'The change is too large, change less in one request' },
  'item.too_large': { status: 413, title: 'The result would not fit into one stored item' },
  'customer.not_found': { status: 404, title: 'There is no such customer' },
  'customer.identity_taken': { status: 409, title: 'Another customer has this e-mail, phone or external id' },
  'ticket.not_found': { status: 404, title: 'There is no such ticket' },
  'message.not_found': { status: 404, title: 'The ticket has no such message' },
  'message.not_unverified': { status: 409, title: 'The sender of this message is not in doubt' },
  'ticket.transition_refused': { status: 409, title: 'The ticket cannot go from its status to that one' },
  'attachment.not_found': { status: 404, title: 'There is no such file' },
  'attachment.not_uploaded': { status: 409, title: 'The file was not uploaded as it was announced' },
  'attachment.refused': { status: 409, title: 'The content of the file is not allowed' },
  'ticket.closed': { status: 409, title: 'The ticket is closed' },
  'ticket.person_only': { status: 409, title: 'A sensitive ticket is answered by a person' },
  'ticket.untrained': { status: 403, title: 'You are not trained for this sensitive ticket' },
  'ticket.merge_refused': { status: 409, title: 'These tickets cannot be merged' },
  'ticket.unmerge_refused': { status: 409, title: 'The merge cannot be undone' },
  'ticket.split_refused': { status: 409, title: 'These messages cannot be split off' },
  'ticket.split_in_use': { status: 409, title: 'The split ticket has gone on by itself' },
  'ticket.new_messages': { status: 409, title: 'There are messages that you have not seen' },
  'ticket.complaint_open': {
    status: 409,
    title: 'The complaint of this ticket is not answered: respond to it, or find that the ticket is none',
  },
  'ticket.sensitive_no_macro': { status: 409, title: 'A sensitive ticket takes no macro' },
  'incident.not_found': { status: 404, title: 'There is no such incident' },
  'incident.solved': { status: 409, title: 'The incident is solved' },
  'incident.not_linked': { status: 404, title: 'The ticket is not linked to this incident' },
  'macro.not_found': { status: 404, title: 'There is no such macro' },
  'macro.unavailable': { status: 409, title: 'The macro is not for tickets of this queue' },
  'macro_run.not_found': { status: 404, title: 'There is no such run of a macro' },
  'macro_run.undo_refused': { status: 409, title: 'The run of the macro cannot be undone' },
  'draft.not_found': { status: 404, title: 'There is no draft' },
  'ticket_field.not_found': { status: 404, title: 'There is no such field' },
  'complaint.not_found': { status: 404, title: 'The ticket is no complaint' },
  'complaint.settled': { status: 409, title: 'That was done before, or the complaint is over' },
  'agent.not_found': { status: 404, title: 'There is no such agent' },
  'topic.not_found': { status: 404, title: 'There is no such topic' },
  'topic.too_many': { status: 409, title: 'There are as many topics as there may be' },
  'schedule.not_found': { status: 404, title: 'There is no such schedule' },
  'schedule.in_use': { status: 409, title: 'A policy counts by this schedule' },
  'queue.not_found': { status: 404, title: 'There is no such queue' },
  'team.not_found': { status: 404, title: 'There is no such team' },
  'team.in_use': { status: 409, title: 'Agents belong to the team' },
  'shifts.not_found': { status: 404, title: 'The agent has no planned shifts' },
  'routing.untrained': { status: 409, title: 'The agent is not trained for what the ticket is about' },
  'routing.agent_unavailable': { status: 409, title: 'The agent is not online or has no room for it' },
  'routing.not_assignable': { status: 409, title: 'Nobody works on this ticket any more' },
  'routing.not_assigned': { status: 409, title: 'The ticket is in nobody’s hands' },
  'routing.no_offer': { status: 409, title: 'The ticket is not offered to you, or no longer' },
  'promise.not_found': { status: 404, title: 'There is no such promise' },
  'promise.transition_refused': { status: 409, title: 'The promise cannot go from its state to that one' },
  'promise.due_passed': { status: 409, title: 'The time that it is due has passed already' },
  'survey.token_invalid': { status: 404, title: 'The survey link is not valid' },
  'survey.expired': { status: 410, title: 'The survey is closed' },
  'survey.already_answered': { status: 409, title: 'The survey was answered already' },
  'suspended_email.not_found': { status: 404, title: 'There is no such suspended mail' },
  'suspended_email.no_sender': {
    status: 409,
    title: 'The mail names no single sender, so it cannot become a message',
  },
  'spending_limit.exceeded': { status: 403, title: 'It is above the authority of the caller' },
  'spending_limit.not_allowed': { status: 403, title: 'Nobody sets limits of their own' },
  'grant.not_found': { status: 404, title: 'There is no such grant' },
  'grant.transition_refused': { status: 409, title: 'The grant was settled or taken back already' },
  'grant.revoke_refused': {
    status: 403,
    title: 'Only who made it, within 15 minutes, or a lead takes a grant back',
  },
  'approval.not_found': { status: 404, title: 'There is no such approval request' },
  'approval.own_request': { status: 403, title: 'Nobody settles a request of their own' },
  'approval.settled': { status: 409, title: 'The approval request was settled already' },
  'return.not_found': { status: 404, title: 'There is no such return' },
  'return.transition_refused': { status: 409, title: 'The return cannot go from its state to that one' },
  'return.amount_exceeded': { status: 409, title: 'It is more than the goods that were accepted are worth' },
  'internal.failure': { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

/** One field of the input that was refused: a path such as `body.identities.email` and what is wrong with it. */
export interface FieldIssue {
  path: string;
  message: string;
}

/** A refusal that the caller may know of. Anything else that is thrown becomes a generic 500. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly FieldIssue[];

  constructor(code: ErrorCode, detail?: string, issues: readonly FieldIssue[] = []) {
    super(detail ?? errorCatalogue[code].title);
    this.name = 'DomainError';
    this.code = code;
    this.issues = issues;
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }
}
