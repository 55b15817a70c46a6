// Every refusal that Rapport can answer, as data: its HTTP status and its title. One mapper (http/problem.ts)
// turns them into RFC 9457 problem documents.

export const errorCatalogue = {
  'request.malformed_json': { status: 400, title: 'The request body is not valid JSON.' },
  'request.invalid': { status: 400, title: 'Some values in the request are not valid.' },
  'request.cursor_invalid': { status: 400, title: 'This cursor does not belong to this list.' },
  'request.too_large': { status: 413, title: 'The request body is larger than 256 KB.' },
  'request.media_type': { status: 415, title: 'Send the request body as application/json.' },
  'auth.unauthenticated': { status: 401, title: 'Send a valid access token.' },
  'auth.forbidden': { status: 403, title: 'You are not allowed to do this.' },
  'request.direct_call': { status: 403, title: 'Call the API at its own domain.' },
  'route.unknown': { status: 404, title: 'This operation does not exist.' },
  'route.method_not_allowed': { status: 405, title: 'This path does not support this method.' },
  'idempotency.key_reused': { status: 422, title: 'This idempotency key was used with a different request.' },
  'version.stale': { status: 409, title: 'Somebody changed this after you read it.' },
  'version.mismatch': { status: 412, title: 'The version in If-Match is no longer current.' },
  'version.missing': { status: 428, title: 'Send the version you are updating, in version or If-Match.' },
  'quota.exceeded': { status: 429, title: 'You have reached a limit; try again later.' },
  'write.contended': { status: 409, title: 'Somebody else is changing this; try again.' },
  'event.too_large': { status: 413, title: 'The change is too large; change less in one request.' },
  'item.too_large': { status: 413, title: 'The result is too large to store.' },
  'customer.not_found': { status: 404, title: 'The customer was not found.' },
  'customer.identity_taken': {
    status: 409,
    title: 'Another customer already has this email address, phone number or external ID.',
  },
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
  'ticket.complaint_open': {
    status: 409,
    title: 'Respond to the complaint of this ticket first.',
  },
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
  'complaint.not_found': { status: 404, title: 'This ticket has no complaint.' },
  'complaint.settled': { status: 409, title: 'This step of the complaint is already done.' },
  'agent.not_found': { status: 404, title: 'The agent was not found.' },
  'topic.not_found': { status: 404, title: 'The topic was not found.' },
  'topic.too_many': { status: 409, title: 'Delete a topic before you add another one.' },
  'schedule.not_found': { status: 404, title: 'The business hours schedule was not found.' },
  'schedule.in_use': { status: 409, title: 'An SLA policy uses this business hours schedule.' },
  'queue.not_found': { status: 404, title: 'The queue was not found.' },
  'team.not_found': { status: 404, title: 'The team was not found.' },
  'team.in_use': { status: 409, title: 'The team still has agents.' },
  'shifts.not_found': { status: 404, title: 'The agent has no planned shifts.' },
  'routing.untrained': { status: 409, title: 'The agent lacks the training for this ticket.' },
  'routing.agent_unavailable': { status: 409, title: 'The agent is not online or has no free capacity.' },
  'routing.not_assignable': { status: 409, title: 'A solved or closed ticket cannot be assigned.' },
  'routing.not_assigned': { status: 409, title: 'The ticket is not assigned to anybody.' },
  'routing.no_offer': { status: 409, title: 'The ticket is not offered to you.' },
  'promise.not_found': { status: 404, title: 'The promise was not found.' },
  'promise.transition_refused': { status: 409, title: 'The promise cannot change to this state.' },
  'promise.due_passed': { status: 409, title: 'The due time must be in the future.' },
  'survey.token_invalid': { status: 404, title: 'This survey link is not valid.' },
  'survey.expired': { status: 410, title: 'This survey is closed.' },
  'survey.already_answered': { status: 409, title: 'This survey was already answered.' },
  'suspended_email.not_found': { status: 404, title: 'The suspended email was not found.' },
  'suspended_email.no_sender': {
    status: 409,
    title: 'This email has no single sender, so it cannot become a message.',
  },
  'spending_limit.exceeded': { status: 403, title: 'The amount is above your spending limit.' },
  'spending_limit.not_allowed': { status: 403, title: 'You cannot set these spending limits yourself.' },
  'grant.not_found': { status: 404, title: 'The grant was not found.' },
  'grant.transition_refused': { status: 409, title: 'The grant was already settled or revoked.' },
  'grant.revoke_refused': {
    status: 403,
    title: 'Ask a lead to revoke this grant.',
  },
  'approval.not_found': { status: 404, title: 'The approval request was not found.' },
  'approval.own_request': { status: 403, title: 'Ask somebody else to decide on your own request.' },
  'approval.settled': { status: 409, title: 'The approval request is already settled.' },
  'return.not_found': { status: 404, title: 'The return was not found.' },
  'return.transition_refused': { status: 409, title: 'The return cannot change to this state.' },
  'return.amount_exceeded': {
    status: 409,
    title: 'The amount must be above zero and within the value of the accepted goods.',
  },
  'internal.failure': { status: 500, title: 'Something went wrong on our side.' },
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

/** Thrown by a commit whose effect was applied before: a consumer treats it as done. */
export class AlreadyDone extends Error {
  constructor(what: string) {
    super(`${what} was applied before`);
    this.name = 'AlreadyDone';
  }
}
