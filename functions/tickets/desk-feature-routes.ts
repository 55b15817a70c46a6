// Operations of merging, splitting, incidents, macros, drafts and presence.
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
import { TicketStatusSchema, TicketViewSchema } from './core/ticket.ts';
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

/** The refusals of applying a macro; a preview has the same ones. */
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
const page = (maxLimit: number) => z.strictObject({ limit: limit(maxLimit, 25), cursor: cursor() });
/** A request that carries only its version. */
const versionOnlyBody = z.strictObject({});
const ticket = { status: 200, body: TicketViewSchema } as const;
const TextSchema = z.object({ visibility: z.enum(['public', 'internal']), text: z.string() });

export const ConfirmedMessageSchema = z.object({
  messageId: z.string(),
  ticketId: z.string(),
  /** The person who confirmed the sender, the time, and the reason of the doubt. */
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
    summary: 'Merge a ticket into another ticket of the customer',
    description: 'Closes this ticket and shows its messages in the other one. Returns the other ticket.',
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
    summary: 'Undo the merge of a ticket',
    description: 'Allowed within 30 days, for the person who merged it or a lead.',
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
    summary: 'Split messages of a ticket into a new ticket',
    description: 'The original ticket shows the messages as moved. Returns the new ticket.',
    roles: people,
    params: ticketParams,
    body: z.strictObject({
      /**
       * A transaction takes 100 actions: two per message (its copy and the mark on the original) and a
       * handful more.
       */
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
    summary: 'Undo the split of a ticket',
    description:
      'Moves the messages back, as long as the split ticket has none of its own. Returns the ticket that has them.',
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

export const LinkedTicketSchema = z.extend(IncidentLinkSchema, {
  subject: z.optional(z.string()),
  status: z.optional(TicketStatusSchema),
});

const incidentRoutes = {
  openIncident: {
    method: 'POST',
    path: '/v1/incidents',
    summary: 'Open an incident',
    description: 'An incident is the common cause of many tickets.',
    roles: staff,
    body: OpenIncidentRequestSchema,
    success: { status: 201, body: IncidentSchema },
    errors: [],
  },
  listIncidents: {
    method: 'GET',
    path: '/v1/incidents',
    summary: 'List open or solved incidents',
    description: 'Open incidents are sorted by priority, solved ones newest first.',
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
    summary: 'Get an incident',
    description: 'Includes how many of its linked tickets are solved.',
    roles: staff,
    params: incidentParams,
    success: { status: 200, body: IncidentSchema },
    errors: ['incident.not_found'],
  },
  linkTickets: {
    method: 'POST',
    path: '/v1/incidents/{incidentId}/tickets',
    summary: 'Link tickets to an open incident',
    description: 'Returns one result per ticket.',
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
    summary: 'List the tickets linked to an incident',
    description: 'Once the incident is solved, each entry includes the result for that ticket.',
    roles: staff,
    params: incidentParams,
    query: page(50),
    success: { status: 200, body: pageOf(LinkedTicketSchema) },
    errors: ['incident.not_found', 'request.cursor_invalid'],
  },
  unlinkTicket: {
    method: 'DELETE',
    path: '/v1/incidents/{incidentId}/tickets/{ticketId}',
    summary: 'Unlink a ticket from an open incident',
    roles: staff,
    params: z.strictObject({ incidentId: id('incident'), ticketId: id('ticket') }),
    success: { status: 200, body: z.object({ ticketId: z.string() }) },
    errors: ['incident.not_linked', 'incident.solved', 'write.contended'],
  },
  solveIncident: {
    method: 'POST',
    path: '/v1/incidents/{incidentId}/solve',
    summary: 'Solve an incident and its unsolved tickets',
    description:
      'Sends the message to the customer of each linked ticket and solves the ticket, within minutes.',
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
    summary: 'List the macros',
    roles: staff,
    query: page(100),
    success: { status: 200, body: z.extend(pageOf(MacroSchema), { problems: problemsField() }) },
    errors: ['request.cursor_invalid'],
  },
  getMacro: {
    method: 'GET',
    path: '/v1/macros/{macroId}',
    summary: 'Get a macro',
    roles: staff,
    params: macroParams,
    success: { status: 200, body: MacroSchema },
    errors: ['macro.not_found'],
    etag: 'version',
  },
  putMacro: {
    method: 'PUT',
    path: '/v1/macros/{macroId}',
    summary: 'Create or replace a macro',
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
    summary: 'Delete a macro',
    roles: leads,
    params: macroParams,
    success: { status: 200, body: z.object({ macroId: z.string() }) },
    errors: ['macro.not_found'],
    precondition: 'optional',
  },
  previewMacro: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/macros/{macroId}/preview',
    summary: 'Preview a macro on a ticket',
    description: 'Returns the changes and texts without saving them.',
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
    summary: 'Apply a macro to a ticket',
    description: 'Applies all changes or none. The returned `runId` can be undone for ten minutes.',
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
    summary: 'Undo a macro run',
    description: 'Reverts each change unless the value was changed since, and names what it left in place.',
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
    summary: 'Save your draft on a ticket',
    description: 'The draft is kept for 30 days.',
    roles: people,
    params: ticketParams,
    body: PutDraftRequestSchema,
    success: { status: 200, body: DraftSchema },
    errors: ['ticket.untrained', 'ticket.person_only', 'write.contended', 'ticket.not_found'],
  },
  getDraft: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/draft',
    summary: 'Get your draft on a ticket',
    roles: people,
    params: ticketParams,
    success: { status: 200, body: DraftSchema },
    errors: ['draft.not_found'],
  },
  deleteDraft: {
    method: 'DELETE',
    path: '/v1/tickets/{ticketId}/draft',
    summary: 'Delete your draft on a ticket',
    roles: people,
    params: ticketParams,
    success: { status: 200, body: z.object({ ticketId: z.string() }) },
    errors: [],
  },
  putTicketPresence: {
    method: 'PUT',
    path: '/v1/tickets/{ticketId}/presence',
    summary: 'Report that you are viewing or replying to a ticket',
    description: 'Send it every 15 to 30 seconds. Returns who else is on the ticket.',
    roles: people,
    params: ticketParams,
    body: PresenceRequestSchema,
    success: { status: 200, body: TicketPresenceSchema },
    errors: ['ticket.not_found'],
  },
  getTicketPresence: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/presence',
    summary: 'List who is viewing or replying to a ticket',
    description: 'Includes who has a draft on it.',
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
