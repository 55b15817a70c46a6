// What people do with promises: load, decide, commit.
import type { Context } from '../platform/context.ts';
import { needVersion, type Versioned } from '../platform/contract/version.ts';
import { DomainError } from '../platform/errors.ts';
import { whileContended } from '../platform/table/commit.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { holds, type Write } from '../platform/table/write.ts';
import { asSensitive, kindsOf, loadTicket, needTrained, type Ticket } from '../tickets/index.ts';
import { changePromise, makePromise, type Step } from './lifecycle.ts';
import type { CustomerPromise } from './promise.ts';
import type { ChangePromiseRequest, MakePromiseRequest } from './requests.ts';
import { saveStep } from './save-step.ts';
import { loadPromise } from './store.ts';

/**
 * Makes a promise on a ticket, whatever its status. Refuses an unknown ticket with `ticket.not_found`, an owner who is no agent
 * with `agent.not_found`, a due time that is not ahead with `promise.due_passed`. Its customer is shown it: on a sensitive ticket
 * the untrained are refused with `ticket.untrained`, though it became one a moment ago.
 */
export function makePromiseOn(
  table: Table,
  ticketId: string,
  request: MakePromiseRequest,
  context: Context,
): Promise<CustomerPromise> {
  return whileContended(async () => {
    const ticket = await loadTicket(table, ticketId);
    if (!ticket) throw new DomainError('ticket.not_found');
    const trained = await needTrained(table, kindsOf(ticket), context);
    const step = makePromise(ticket, request, context);
    await saveStep(table, undefined, step, context, [stillAsSensitive(ticket), ...trained]);
    return step.next;
  });
}

const stillAsSensitive = (ticket: Ticket): Write =>
  holds(keys.ticket(ticket.id), asSensitive(ticket), () => new DomainError('write.contended'));

/** Changes an open promise on the version that the caller read; another one is refused with `version.stale`. */
export function changeOpenPromise(
  table: Table,
  promiseId: string,
  { version, ...request }: Versioned<ChangePromiseRequest>,
  context: Context,
): Promise<CustomerPromise> {
  return whileContended(async () => {
    const promise = await needPromise(table, promiseId);
    needVersion(version, promise.version, 'the promise');
    const step = changePromise(promise, request, context);
    if (step.events.length > 0) await saveStep(table, promise, step, context);
    return step.next;
  });
}

/**
 * Takes a step with a promise as it stands: whoever comes second, a person or the clock, decides on what the first has left.
 * Refuses an unknown promise with `promise.not_found`, and what `decide` refuses.
 */
export function stepWith(
  table: Table,
  promiseId: string,
  decide: (promise: CustomerPromise) => Step,
  context: Context,
): Promise<CustomerPromise> {
  return whileContended(async () => {
    const promise = await needPromise(table, promiseId);
    const step = decide(promise);
    await saveStep(table, promise, step, context);
    return step.next;
  });
}

export async function needPromise(table: Table, promiseId: string): Promise<CustomerPromise> {
  const promise = await loadPromise(table, promiseId);
  if (!promise) throw new DomainError('promise.not_found');
  return promise;
}
