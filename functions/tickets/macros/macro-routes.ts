import * as z from 'zod/mini';
import { problemsField } from '../../platform/config/stored-document.ts';
import { id, pageOf, version } from '../../platform/contract/fields.ts';
import type { Routes } from '../../platform/contract/route.ts';
import { leads, pageQuery, people, staff, versionOnlyBody } from '../core/route-parts.ts';
import { TicketViewSchema } from '../core/ticket.ts';
import { MacroChangesSchema, MacroSchema, MacroUndoResultSchema, PutMacroRequestSchema } from './macro.ts';

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

const macroId = () =>
  z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'must be 1 to 40 of a–z, 0–9, - and _'));
const macroParams = z.strictObject({ macroId: macroId() });
const onTicket = z.strictObject({ ticketId: id('ticket'), macroId: macroId() });
const TextSchema = z.object({ visibility: z.enum(['public', 'internal']), text: z.string() });

export const macroRoutes = {
  listMacros: {
    method: 'GET',
    path: '/v1/macros',
    summary: 'List the macros',
    roles: staff,
    query: pageQuery(100),
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
