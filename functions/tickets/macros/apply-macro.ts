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

/** For how long a run can be undone. */
export const UNDO_WINDOW_MS = 10 * MINUTE_MS;
/** A run outlives its window a little, so that coming late is told from coming wrong. */
const KEPT_MS = 24 * 60 * MINUTE_MS;

interface MacroOnTicket {
  ticketId: string;
  macroId: string;
}

/** What a macro would do to a ticket as it is now; changes nothing. Refuses what applying it would refuse. */
export async function previewMacro(
  table: Table,
  { version, ...input }: MacroOnTicket & { version?: ExpectedVersion | undefined },
  context: Context,
) {
  const { step, ticket } = await planMacro(table, input, context, version);
  return { version: ticket.version, changes: step.changes, texts: step.texts };
}

/**
 * Applies a macro, all of its actions in one transaction with what it takes to undo it. Refuses an unknown ticket or macro
 * with `ticket.not_found` or `macro.not_found`, a stale version with `version.stale`, and whatever `runMacro` refuses.
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
  const kept = create(ticketKeys.macroRun(ticket.id, run.id), { t: 'macro-run', run, ttl }, stale);
  const answer = { runId: run.id, ticket: step.next, changes, texts };
  return saveStep(table, ticket, step, context, { answer, also: [kept] });
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
  const has = (kind: string) => macro.actions.some((action) => action.do === kind);
  const [customer, fields, opening] = await Promise.all([
    has('reply') || has('note') ? getContact(table, ticket.customerId) : undefined,
    has('setFields') ? listFields(table) : [],
    has('setTopic') ? getItem(table, keys.openingEvent(ticketPartition(ticketId))) : undefined,
  ]);
  const values = {
    'customer.name': customer?.name,
    'ticket.id': ticket.id,
    'ticket.subject': ticket.subject,
    'agent.name': profile?.name,
  };
  const step = runMacro(ticket, macro, { fields, values }, context);
  const { topic } = step.changes;
  const learnt = topic ? correctionEvents(step.next, { topic }, openingTextOf(ticket, opening)) : [];
  return { step: { ...step, events: [...step.events, ...learnt] }, ticket, macro };
}

/**
 * Undoes a run within ten minutes, once: facts that nobody changed since are put back, and what could not be is named.
 * Whoever ran it, and leads, may do so. Refuses an unknown ticket or run with `ticket.not_found` or `macro_run.not_found`,
 * others with `auth.forbidden`, a late or second undo with `macro_run.undo_refused`, a closed ticket with `ticket.closed`.
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
