import { getContact } from '../../customers/index.ts';
import { epochSeconds, MINUTE_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { assertVersion, type ExpectedVersion, type Versioned } from '../../platform/contract/version.ts';
import { platformError } from '../../platform/errors.ts';
import { keys } from '../../platform/table/keys.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import { getItem } from '../../platform/table/read.ts';
import { rejection, stale } from '../../platform/table/refusal.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, update } from '../../platform/table/write.ts';
import { listFields } from '../changes/custom-fields.ts';
import { correctionEvents, openingTextOf } from '../changes/update-ticket.ts';
import { loadAgentProfile } from '../core/agent-profile.ts';
import { saveStep } from '../core/save-step.ts';
import type { Ticket } from '../core/ticket.ts';
import { loadTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys, ticketPartition } from '../keys.ts';
import type { Macro, MacroRun } from './macro.ts';
import { requireMacro } from './macro-store.ts';
import { type MacroStep, runMacro, undoRun } from './run-macro.ts';

/** The time during which a run can be undone. */
export const UNDO_WINDOW_MS = 10 * MINUTE_MS;
/**
 * The run is kept longer than its window, so that a late undo gets a different answer than an unknown run.
 */
const KEPT_MS = 24 * 60 * MINUTE_MS;

interface MacroOnTicket {
  ticketId: string;
  macroId: string;
}

/**
 * Returns the changes and texts of a macro on the current ticket without saving them. Refuses as applying it
 * would.
 */
export async function previewMacro(
  table: Table,
  { version, ...input }: MacroOnTicket & { version?: ExpectedVersion | undefined },
  context: Context,
) {
  const { step, ticket } = await planMacro(table, input, context, version);
  return { version: ticket.version, changes: step.changes, texts: step.texts };
}

/**
 * Applies all actions of a macro in one transaction, together with the record by which it can be undone.
 * Refuses an unknown ticket or macro with `ticket.not_found` or `macro.not_found`, a stale version with
 * `version.stale`, and whatever `runMacro` refuses.
 */
export function applyMacro(table: Table, input: Versioned<MacroOnTicket>, context: Context) {
  return requireCommitted(retryOnStale(() => applyOnce(table, input, context)));
}

async function applyOnce(table: Table, { version, ...input }: Versioned<MacroOnTicket>, context: Context) {
  const { step, ticket, macro } = await planMacro(table, input, context, version);
  const { texts, changes } = step;
  const run: MacroRun = {
    id: context.ids.next('macroRun'),
    macroId: macro.id,
    by: context.actor.id,
    at: context.now.toISOString(),
    changes,
    before: Object.fromEntries(Object.keys(changes).map((what) => [what, ticket[what as keyof Ticket]])),
    sent: texts.map(({ visibility }) => (visibility === 'public' ? 'reply' : 'note')),
  };
  const ttl = epochSeconds(new Date(context.now.getTime() + KEPT_MS));
  const runWrite = create(ticketKeys.macroRun(ticket.id, run.id), { t: 'macro-run', run, ttl }, stale);
  const answer = { runId: run.id, ticket: step.next, changes, texts };
  return saveStep(table, ticket, step, context, { answer, also: [runWrite] });
}

async function planMacro(
  table: Table,
  { ticketId, macroId }: MacroOnTicket,
  context: Context,
  version: ExpectedVersion = 'any',
): Promise<{ step: MacroStep; ticket: Ticket; macro: Macro }> {
  const [ticket, macro, profile] = await Promise.all([
    loadTicket(table, ticketId),
    requireMacro(table, macroId),
    loadAgentProfile(table, context.actor.id),
  ]);
  if (!ticket) throw ticketError('ticket.not_found');
  assertVersion(version, ticket.version, 'the ticket');
  const hasAction = (kind: string) => macro.actions.some((action) => action.do === kind);
  const [customer, fields, opening] = await Promise.all([
    hasAction('reply') || hasAction('note') ? getContact(table, ticket.customerId) : undefined,
    hasAction('setFields') ? listFields(table) : [],
    hasAction('setTopic') ? getItem(table, keys.openingEvent(ticketPartition(ticketId))) : undefined,
  ]);
  const values = {
    'customer.name': customer?.name,
    'ticket.id': ticket.id,
    'ticket.subject': ticket.subject,
    'agent.name': profile?.name,
  };
  const step = runMacro(ticket, macro, { fields, values }, context);
  const { topic } = step.changes;
  const corrections = topic ? correctionEvents(step.next, { topic }, openingTextOf(ticket, opening)) : [];
  return { step: { ...step, events: [...step.events, ...corrections] }, ticket, macro };
}

/**
 * Undoes a run once, within ten minutes. Restores each property that nobody changed since, and names those
 * that it could not restore. Allowed for the person who ran the macro and for leads. Refuses an unknown
 * ticket or run with `ticket.not_found` or `macro_run.not_found`, other people with `auth.forbidden`, a late
 * or second undo with `macro_run.undo_refused`, and a closed ticket with `ticket.closed`.
 */
export function undoMacro(
  table: Table,
  { ticketId, runId }: { ticketId: string; runId: string },
  context: Context,
) {
  return requireCommitted(
    retryOnStale(async () => {
      const [ticket, item] = await Promise.all([
        loadTicket(table, ticketId),
        getItem(table, ticketKeys.macroRun(ticketId, runId)),
      ]);
      if (!ticket) throw ticketError('ticket.not_found');
      const run = requireUndoableRun(item, context);
      const { restored, kept, ...step } = undoRun(ticket, run, context);
      const answer = { ticket: step.next, restored, kept };
      const undone = update(
        ticketKeys.macroRun(ticketId, runId),
        { set: { undoneAt: context.now.toISOString() } },
        { expression: 'attribute_exists(pk) AND attribute_not_exists(#undoneAt)' },
        () => rejection(ticketError('macro_run.undo_refused', 'The macro run was already undone.')),
      );
      return saveStep(table, ticket, step, context, { answer, also: [undone] });
    }),
  );
}

function requireUndoableRun(item: Item | undefined, { actor, now }: Context): MacroRun {
  const run = item?.run as MacroRun | undefined;
  if (!run) throw ticketError('macro_run.not_found');
  if (actor.role === 'agent' && actor.id !== run.by) throw platformError('auth.forbidden');
  if (item?.undoneAt !== undefined)
    throw ticketError('macro_run.undo_refused', 'The macro run was already undone.');
  if (now.getTime() > Date.parse(run.at) + UNDO_WINDOW_MS)
    throw ticketError('macro_run.undo_refused', 'A macro run can be undone for ten minutes.');
  return run;
}
