// Applies and undoes macros. Pure.

import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../../platform/context.ts';
import { platformError } from '../../platform/errors.ts';
import { ownProperty } from '../../platform/own-property.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { changeFields, type TicketField } from '../changes/custom-fields.ts';
import { changesOf } from '../changes/update-ticket.ts';
import { applyStaffMessage, moveToStatus, type Step, withChanges } from '../core/lifecycle.ts';
import { ticketUpdated } from '../core/new-events.ts';
import { type FieldValues, isSensitive, type Status, type Ticket } from '../core/ticket.ts';
import { ticketError } from '../errors.ts';
import type { Changes } from '../events.ts';
import { fillTemplate, type TemplateValues } from './fill-template.ts';
import type { Macro, MacroAction, MacroRun, MacroUndoResult } from './macro.ts';

export interface MacroInputs {
  fields: readonly TicketField[];
  values: TemplateValues;
}

/** The properties that a macro changed, including the status. */
export type MacroChanges = Changes & { status?: { from: Status; to: Status } };

export interface MacroStep extends Step {
  changes: MacroChanges;
  texts: { visibility: 'public' | 'internal'; text: string }[];
}

/** A person applies a macro, so its reply counts as the person's reply. */
const VISIBILITY_OF = { reply: 'public', note: 'internal' } as const;

/**
 * Applies all actions of a macro to a ticket: property changes first, then texts, then the status. Refuses a
 * closed ticket with `ticket.closed`, a sensitive one with `ticket.sensitive_no_macro`, a ticket of a queue
 * for which the macro is not available with `macro.unavailable`, a status that the ticket cannot change to
 * with `ticket.transition_refused`, and values that do not fit a field with `request.invalid`.
 */
export function runMacro(
  ticket: Ticket,
  macro: Macro,
  { fields, values }: MacroInputs,
  context: Context,
): MacroStep {
  if (ticket.status === 'closed') throw ticketError('ticket.closed');
  if (isSensitive(ticket)) throw ticketError('ticket.sensitive_no_macro');
  if (macro.availableTo && !macro.availableTo.includes(ticket.queueId ?? ''))
    throw ticketError('macro.unavailable');
  const facts = macro.actions.reduce<Ticket>((now, action) => applyAction(now, action, fields), ticket);
  const updates = changesOf(ticket, facts);
  const events: NewEvent[] = Object.keys(updates).length === 0 ? [] : [ticketUpdated(ticket, facts, updates)];
  let step: Step = { next: facts, events };
  const texts = textsOf(macro, values);
  for (const { visibility, text } of texts) {
    const draft = { messageId: context.ids.next('event'), visibility, automatic: false, message: text };
    step = combineSteps(step, applyStaffMessage(step.next, draft, context));
  }
  const to = macro.actions.find((action) => action.do === 'setStatus')?.status;
  if (to !== undefined && to !== step.next.status)
    step = combineSteps(step, moveToStatus(step.next, to, context));
  const next = { ...withChanges(step.next, {}, context), version: ticket.version + 1 };
  const changes = { ...updates, ...statusChange(ticket, next) };
  return { next, events: step.events, changes, texts };
}

const combineSteps = (first: Step, second: Step): Step => ({
  next: second.next,
  events: [...first.events, ...second.events],
});

const statusChange = (before: Ticket, after: Ticket): Pick<MacroChanges, 'status'> =>
  before.status === after.status ? {} : { status: { from: before.status, to: after.status } };

function textsOf({ actions }: Macro, values: TemplateValues): MacroStep['texts'] {
  return actions.flatMap((action) =>
    action.do === 'reply' || action.do === 'note'
      ? [{ visibility: VISIBILITY_OF[action.do], text: fillTemplate(action.text, values) }]
      : [],
  );
}

function applyAction(ticket: Ticket, action: MacroAction, fields: readonly TicketField[]): Ticket {
  switch (action.do) {
    case 'setPriority':
      return { ...ticket, priority: action.priority };
    case 'setTopic':
      return { ...ticket, topic: { id: action.topicId, confidence: 1, by: 'staff' } };
    case 'addTags':
      return { ...ticket, tags: limitedSet('tags', 30, [...ticket.tags, ...action.tags]) };
    case 'removeTags':
      return { ...ticket, tags: ticket.tags.filter((tag) => !action.tags.includes(tag)) };
    case 'setFields':
      return { ...ticket, fields: changeFields(ticket.fields, action.fields, fields) };
    case 'addFollower':
      return { ...ticket, followers: limitedSet('followers', 50, [...ticket.followers, action.agentId]) };
    default:
      return ticket;
  }
}

function limitedSet(what: string, maxSize: number, values: readonly string[]): string[] {
  const all = [...new Set(values)];
  if (all.length > maxSize)
    throw platformError('request.invalid', `The ticket would have more than ${maxSize} ${what}.`);
  return all;
}

/**
 * Restores the properties that a run changed, each only where nobody changed it since. Restores the status as
 * far as the state machine allows; a ticket that the macro solved is reopened. A sent message stays sent, and
 * a ticket that has become sensitive keeps its status.
 */
export function undoRun(ticket: Ticket, run: MacroRun, context: Context): Step & MacroUndoResult {
  if (ticket.status === 'closed') throw ticketError('ticket.closed');
  const { facts, restored, kept } = restoreFields(ticket, run);
  const changes = changesOf(ticket, facts);
  const updateEvents = Object.keys(changes).length === 0 ? [] : [ticketUpdated(ticket, facts, changes)];
  const { moved, why } = restoreStatus(facts, run, context);
  const step = combineSteps({ next: facts, events: updateEvents }, moved ?? { next: facts, events: [] });
  return {
    next: { ...withChanges(step.next, {}, context), version: ticket.version + 1 },
    events: step.events,
    restored: moved ? [...restored, 'status'] : restored,
    kept: [
      ...run.sent.map((what) => ({ what, why: 'a sent message cannot be unsent' })),
      ...kept.map((what) => ({ what, why: 'it was changed since' })),
      ...(why === undefined ? [] : [{ what: 'status', why }]),
    ],
  };
}

function restoreFields(ticket: Ticket, { changes, before }: MacroRun) {
  const result: { facts: Ticket; restored: string[]; kept: string[] } = {
    facts: ticket,
    restored: [],
    kept: [],
  };
  for (const [what, { from, to }] of Object.entries(changes)) {
    if (what === 'status') continue;
    const now = result.facts;
    if (what === 'tags' || what === 'followers') {
      result.facts = { ...now, [what]: restoreList(now[what], from as string[], to as string[]) };
      result.restored.push(what);
    } else if (what === 'fields') {
      const { fields, kept } = restoreCustomFields(now.fields, from as FieldValues, to as FieldValues);
      result.facts = { ...now, fields };
      result.kept.push(...kept.map((key) => `fields.${key}`));
      if (!isSame(fields, now.fields)) result.restored.push(what);
    } else if (isSame(what === 'topic' ? now.topic?.id : now[what as keyof Ticket], to)) {
      result.facts = { ...now, [what]: before[what as keyof Ticket] };
      result.restored.push(what);
    } else result.kept.push(what);
  }
  return result;
}

/**
 * Restores a list: removes what the macro added, appends what it removed, and keeps the changes of others.
 */
function restoreList(now: readonly string[], from: readonly string[], to: readonly string[]): string[] {
  const removed = from.filter((value) => !to.includes(value));
  const stays = (value: string) => from.includes(value) || !to.includes(value);
  return [...new Set([...now.filter(stays), ...removed])];
}

/** Restores the custom fields one by one. */
function restoreCustomFields(now: FieldValues, from: FieldValues, to: FieldValues) {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (key) => ownProperty(from, key) !== ownProperty(to, key),
  );
  const kept = keys.filter((key) => ownProperty(now, key) !== ownProperty(to, key));
  const values = Object.entries(now).filter(([key]) => kept.includes(key) || !keys.includes(key));
  const old = Object.entries(from).filter(([key]) => keys.includes(key) && !kept.includes(key));
  return { fields: Object.fromEntries([...values, ...old]), kept };
}

/** Compares values as the table returns them, where the order of keys is not significant. */
const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b);

function restoreStatus(ticket: Ticket, run: MacroRun, context: Context): { moved?: Step; why?: string } {
  const change = run.changes.status;
  if (!change) return {};
  if (ticket.status !== change.to) return { why: 'it was changed since' };
  // The ticket was not sensitive when the macro ran. A trained person changes its status by hand now.
  if (isSensitive(ticket)) return { why: 'the ticket is sensitive now' };
  const to = change.from === 'new' ? 'open' : (change.from as Ticket['status']);
  if (to === ticket.status) return { why: 'a ticket does not become new again' };
  if (ticket.status !== 'solved' || to === 'open') return { moved: moveToStatus(ticket, to, context) };
  // A solved ticket can only change to open.
  const open = moveToStatus(ticket, 'open', context);
  return { moved: combineSteps(open, moveToStatus(open.next, to, context)) };
}
