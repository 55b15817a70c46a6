// Operations that join, part and handle tickets together, and that keep people who work on one out of each other's way.
import * as z from 'zod/mini';
import { problemsField } from '../platform/config/stored-document.ts';
import { cursor, id, limit, pageOf, text, version } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import {
  DraftSchema,
  PresenceRequestSchema,
  PutDraftRequestSchema,
  TicketPresenceSchema,
} from './collaboration/collision-detection.ts';
import { statuses, TicketViewSchema } from './core/ticket.ts';
import {
  IncidentLinkSchema,
  IncidentRowSchema,
  IncidentSchema,
  incidentStatuses,
  OpenIncidentRequestSchema,
} from './incidents/incident.ts';
import {
  MacroChangesSchema,
  MacroSchema,
  MacroUndoResultSchema,
  PutMacroRequestSchema,
} from './macros/macro.ts';
import { oneOf } from './views/view-query.ts';

/** A preview refuses what applying would. */
const macroErrors = [
  'ticket.not_found',
  'macro.not_found',
  'macro.unavailable',
  'ticket.closed',
  'ticket.sensitive_no_macro',
  'ticket.transition_refused',
  'version.stale',
] as const;

const people = ['agent', 'lead', 'admin'] as const;
const staff = [...people, 'service'] as const;
const leads = ['lead', 'admin'] as const;

const ticketParams = z.strictObject({ ticketId: id('ticket') });
const incidentParams = z.strictObject({ incidentId: id('incident') });
const macroId = () =>
  z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'must be 1 to 40 of a–z, 0–9, - and _'));
const macroParams = z.strictObject({ macroId: macroId() });
const onTicket = z.strictObject({ ticketId: id('ticket'), macroId: macroId() });
const page = (most: number) => z.strictObject({ limit: limit(most, 25), cursor: cursor() });
/** A request that carries only its version. */
const versionOnlyBody = z.strictObject({});
const ticket = { status: 200, body: TicketViewSchema } as const;
const TextSchema = z.object({ visibility: z.enum(['public', 'internal']), text: z.string() });

const ConfirmedMessageSchema = z.object({
  messageId: z.string(),
  ticketId: z.string(),
  /** Who took it for the customer's own, and why it was not taken for that before. */
  confirmed: z.object({ by: z.string(), at: z.string(), doubt: z.string() }),
});

const senderRoutes = {
  confirmSender: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/messages/{messageId}/confirm-sender',
    summary: 'Confirm the sender of an unverified message',
    roles: people,
    params: z.strictObject({ ticketId: id('ticket'), messageId: id('event') }),
    body: z.strictObject({}),
    success: { status: 200, body: ConfirmedMessageSchema },
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'ticket.not_found',
      'message.not_found',
      'message.not_unverified',
      'write.contended',
    ],
  },
} as const satisfies Routes;

const mergeRoutes = {
  mergeTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/merge',
    summary:
      'Merge a ticket into another of the same customer: it is closed, its messages are shown there; answers the other',
    roles: people,
    params: ticketParams,
    body: z.strictObject({ into: id('ticket'), reason: z.optional(text(500)) }),
    success: ticket,
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'ticket.not_found',
      'ticket.closed',
      'ticket.merge_refused',
      'version.stale',
      'write.contended',
    ],
    precondition: 'required',
  },
  unmergeTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/unmerge',
    summary: 'Take a merge back within 30 days: whoever merged, or a lead',
    roles: people,
    params: ticketParams,
    body: versionOnlyBody,
    success: ticket,
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'ticket.not_found',
      'ticket.unmerge_refused',
      'version.stale',
      'write.contended',
    ],
    etag: 'version',
    precondition: 'required',
  },
  splitTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/split',
    summary: 'Make a new ticket of some messages of a ticket, which shows them as moved; answers the new one',
    roles: people,
    params: ticketParams,
    body: z.strictObject({
      /** Two actions a message (its copy, the mark on the original) and a handful more, of the 100 of a transaction. */
      messageIds: z.array(id('event')).check(z.minLength(1), z.maxLength(40)),
      subject: text(200),
    }),
    success: { status: 201, body: TicketViewSchema },
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'ticket.not_found',
      'ticket.closed',
      'ticket.split_refused',
      'version.stale',
      'write.contended',
    ],
    precondition: 'required',
  },
  unsplitTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/unsplit',
    summary:
      'Give the messages of a split ticket back, while it has none of its own; answers the one that has them',
    roles: people,
    params: ticketParams,
    body: versionOnlyBody,
    success: ticket,
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'ticket.not_found',
      'ticket.closed',
      'ticket.split_refused',
      'ticket.split_in_use',
      'version.stale',
      'write.contended',
    ],
    precondition: 'required',
  },
} as const satisfies Routes;

const LinkedTicketSchema = z.extend(IncidentLinkSchema, {
  subject: z.optional(z.string()),
  status: z.optional(z.enum(statuses)),
});

const incidentRoutes = {
  openIncident: {
    method: 'POST',
    path: '/v1/incidents',
    summary: 'Open an incident, the one cause of many tickets',
    roles: staff,
    body: OpenIncidentRequestSchema,
    success: { status: 201, body: IncidentSchema },
    errors: [],
  },
  listIncidents: {
    method: 'GET',
    path: '/v1/incidents',
    summary: 'Open incidents, the most pressing first, or solved ones, newest first',
    roles: staff,
    query: z.strictObject({
      status: z._default(oneOf(incidentStatuses), 'open'),
      limit: limit(100, 25),
      cursor: cursor(),
    }),
    success: { status: 200, body: pageOf(IncidentRowSchema) },
    errors: ['request.cursor_invalid'],
  },
  getIncident: {
    method: 'GET',
    path: '/v1/incidents/{incidentId}',
    summary: 'An incident, with how far its solution was carried to its tickets',
    roles: staff,
    params: incidentParams,
    success: { status: 200, body: IncidentSchema },
    errors: ['incident.not_found'],
  },
  linkTickets: {
    method: 'POST',
    path: '/v1/incidents/{incidentId}/tickets',
    summary: 'Hang tickets on an open incident; says of each what became of it',
    roles: staff,
    params: incidentParams,
    body: z.strictObject({ ticketIds: z.array(id('ticket')).check(z.minLength(1), z.maxLength(100)) }),
    success: {
      status: 200,
      body: z.object({
        items: z.array(
          z.object({
            ticketId: z.string(),
            result: z.enum(['linked', 'already_linked', 'not_found', 'closed', 'linked_elsewhere']),
          }),
        ),
      }),
    },
    errors: ['incident.not_found', 'incident.solved', 'write.contended'],
    idempotency: 'natural',
  },
  listLinkedTickets: {
    method: 'GET',
    path: '/v1/incidents/{incidentId}/tickets',
    summary: 'The tickets that hang on an incident, with what became of each once it is solved',
    roles: staff,
    params: incidentParams,
    query: page(50),
    success: { status: 200, body: pageOf(LinkedTicketSchema) },
    errors: ['incident.not_found', 'request.cursor_invalid'],
  },
  unlinkTicket: {
    method: 'DELETE',
    path: '/v1/incidents/{incidentId}/tickets/{ticketId}',
    summary: 'Take a ticket off an open incident',
    roles: staff,
    params: z.strictObject({ incidentId: id('incident'), ticketId: id('ticket') }),
    success: { status: 200, body: z.object({ ticketId: z.string() }) },
    errors: ['incident.not_linked', 'incident.solved', 'write.contended'],
  },
  solveIncident: {
    method: 'POST',
    path: '/v1/incidents/{incidentId}/solve',
    summary: 'Solve an incident and, within minutes, each of its unsolved tickets with one public message',
    roles: people,
    params: incidentParams,
    body: z.strictObject({ message: text(32_000) }),
    success: { status: 200, body: IncidentSchema },
    errors: ['incident.not_found', 'incident.solved'],
  },
} as const satisfies Routes;

const macroRoutes = {
  listMacros: {
    method: 'GET',
    path: '/v1/macros',
    summary: 'The team’s macros',
    roles: staff,
    query: page(100),
    success: { status: 200, body: z.extend(pageOf(MacroSchema), { problems: problemsField() }) },
    errors: ['request.cursor_invalid'],
  },
  getMacro: {
    method: 'GET',
    path: '/v1/macros/{macroId}',
    summary: 'A macro',
    roles: staff,
    params: macroParams,
    success: { status: 200, body: MacroSchema },
    errors: ['macro.not_found'],
    etag: 'version',
  },
  putMacro: {
    method: 'PUT',
    path: '/v1/macros/{macroId}',
    summary: 'Make or change a macro',
    roles: leads,
    params: macroParams,
    body: PutMacroRequestSchema,
    success: { status: 200, body: MacroSchema },
    errors: [],
    etag: 'version',
    precondition: 'create',
  },
  deleteMacro: {
    method: 'DELETE',
    path: '/v1/macros/{macroId}',
    summary: 'Take a macro away',
    roles: leads,
    params: macroParams,
    success: { status: 200, body: z.object({ macroId: z.string() }) },
    errors: ['macro.not_found'],
    precondition: 'optional',
  },
  previewMacro: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/macros/{macroId}/preview',
    summary: 'What a macro would change on a ticket, and its texts; changes nothing',
    roles: people,
    params: onTicket,
    body: versionOnlyBody,
    success: {
      status: 200,
      body: z.object({ version: version(), changes: MacroChangesSchema, texts: z.array(TextSchema) }),
    },
    errors: macroErrors,
    idempotency: 'natural',
    precondition: 'optional',
  },
  applyMacro: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/macros/{macroId}/apply',
    summary: 'Apply a macro to a ticket, all of it or nothing; runId undoes it for ten minutes',
    roles: people,
    params: onTicket,
    body: versionOnlyBody,
    success: {
      status: 200,
      body: z.object({
        runId: z.string(),
        ticket: TicketViewSchema,
        changes: MacroChangesSchema,
        texts: z.array(TextSchema),
      }),
    },
    errors: macroErrors,
    etag: 'ticket.version',
    precondition: 'required',
  },
  undoMacro: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/macro-runs/{runId}/undo',
    summary: 'Put back what a macro changed and nobody changed since; names what stays',
    roles: people,
    params: z.strictObject({ ticketId: id('ticket'), runId: id('macroRun') }),
    body: z.strictObject({}),
    success: { status: 200, body: z.extend(MacroUndoResultSchema, { ticket: TicketViewSchema }) },
    errors: [
      'ticket.not_found',
      'ticket.closed',
      'macro_run.not_found',
      'macro_run.undo_refused',
      'write.contended',
    ],
    etag: 'ticket.version',
  },
} as const satisfies Routes;

const collaborationRoutes = {
  putDraft: {
    method: 'PUT',
    path: '/v1/tickets/{ticketId}/draft',
    summary: 'Keep the caller’s own draft on a ticket for 30 days',
    roles: people,
    params: ticketParams,
    body: PutDraftRequestSchema,
    success: { status: 200, body: DraftSchema },
    errors: ['ticket.untrained', 'ticket.person_only', 'write.contended', 'ticket.not_found'],
  },
  getDraft: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/draft',
    summary: 'The caller’s own draft on a ticket',
    roles: people,
    params: ticketParams,
    success: { status: 200, body: DraftSchema },
    errors: ['draft.not_found'],
  },
  deleteDraft: {
    method: 'DELETE',
    path: '/v1/tickets/{ticketId}/draft',
    summary: 'Throw the caller’s own draft away',
    roles: people,
    params: ticketParams,
    success: { status: 200, body: z.object({ ticketId: z.string() }) },
    errors: [],
  },
  putTicketPresence: {
    method: 'PUT',
    path: '/v1/tickets/{ticketId}/presence',
    summary: 'Say every 15 to 30 seconds that the caller is on a ticket; answers who else is',
    roles: people,
    params: ticketParams,
    body: PresenceRequestSchema,
    success: { status: 200, body: TicketPresenceSchema },
    errors: ['ticket.not_found'],
  },
  getTicketPresence: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/presence',
    summary: 'Who else views or answers a ticket, and who has a draft on it',
    roles: people,
    params: ticketParams,
    success: { status: 200, body: TicketPresenceSchema },
    errors: ['ticket.not_found'],
  },
} as const satisfies Routes;

export const deskFeatureRoutes = {
  ...mergeRoutes,
  ...senderRoutes,
  ...incidentRoutes,
  ...macroRoutes,
  ...collaborationRoutes,
} as const satisfies Routes;
