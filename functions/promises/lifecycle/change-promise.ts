// What people do with promises: load, decide, commit.
import type { Context } from '../../platform/context.ts';
import { assertVersion, type Versioned } from '../../platform/contract/version.ts';
import { requireCommitted, unchanged } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import {
  loadTicket,
  requireTraining,
  sameSensitivityCheck,
  sensitiveKindsOf,
  type Ticket,
  ticketError,
  unverifiedMark,
} from '../../tickets/index.ts';
import { promiseError } from '../errors.ts';
import { changePromise, dismissProposal, makePromise, type Step } from './lifecycle.ts';
import type { CustomerPromise } from './promise.ts';
import { loadPromise } from './promise-store.ts';
import type { ChangePromiseRequest, MakePromiseRequest } from './requests.ts';
import { saveStep } from './save-step.ts';

/**
 * Makes a promise on a ticket, whatever its status. Refuses an unknown ticket with `ticket.not_found`, an owner who is no agent
 * with `agent.not_found`, a due time that is not ahead with `promise.due_passed`. Its customer is shown it: on a sensitive ticket
 * the untrained are refused with `ticket.untrained`, though it became one a moment ago.
 */
export function makePromiseOnTicket(
  table: Table,
  ticketId: string,
  request: MakePromiseRequest,
  context: Context,
): Promise<CustomerPromise> {
  return requireCommitted(
    retryOnStale(async () => {
      const { ticket, lane } = await requireTicketTraining(table, ticketId, context);
      const step = makePromise(ticket, request, context);
      return saveStep(table, undefined, step, context, lane);
    }),
  );
}

/** The ticket of a promise, and what a step that its customer reads must assert of it. Refuses the untrained. */
async function requireTicketTraining(
  table: Table,
  ticketId: string,
  context: Context,
): Promise<{ ticket: Ticket; lane: Write[] }> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw ticketError('ticket.not_found');
  const trained = await requireTraining(table, sensitiveKindsOf(ticket), context);
  return { ticket, lane: [sameSensitivityCheck(ticket), ...trained] };
}

/** Copies the ticket's `unverified` mark to a promise, and so to its events. */
const withUnverifiedMark = (promise: CustomerPromise, ticket: Ticket): CustomerPromise => {
  const { unverifiedTicket: _before, ...rest } = promise;
  return { ...rest, ...unverifiedMark(ticket) };
};

/**
 * Changes an open promise on the version that the caller read; another one is refused with `version.stale`. Its customer reads it:
 * on a sensitive ticket the untrained are refused with `ticket.untrained`.
 */
export function changeOpenPromise(
  table: Table,
  promiseId: string,
  { version, ...request }: Versioned<ChangePromiseRequest>,
  context: Context,
): Promise<CustomerPromise> {
  return requireCommitted(
    retryOnStale(async () => {
      const promise = await requirePromise(table, promiseId);
      assertVersion(version, promise.version, 'the promise');
      const { ticket, lane } = await requireTicketTraining(table, promise.ticketId, context);
      const step = changePromise(withUnverifiedMark(promise, ticket), request, context);
      return step.events.length > 0 ? saveStep(table, promise, step, context, lane) : unchanged(step.next);
    }),
  );
}

/**
 * Takes a step with a promise as it stands: whoever comes second, a person or the clock, decides on what the first has left.
 * Refuses an unknown promise with `promise.not_found`, and what `decide` refuses; on a sensitive ticket the untrained with
 * `ticket.untrained`, because its customer reads what becomes of the promise.
 */
export function applyToPromise(
  table: Table,
  promiseId: string,
  decide: (promise: CustomerPromise) => Step,
  context: Context,
): Promise<CustomerPromise> {
  return requireCommitted(
    retryOnStale(async () => {
      const promise = await requirePromise(table, promiseId);
      const { ticket, lane } = await requireTicketTraining(table, promise.ticketId, context);
      const step = decide(withUnverifiedMark(promise, ticket));
      return saveStep(table, promise, step, context, lane);
    }),
  );
}

/** Puts a proposal away, which its customer never saw: that asks for no training. Refuses as `stepWith` does. */
export function dismissPromiseProposal(
  table: Table,
  promiseId: string,
  context: Context,
): Promise<CustomerPromise> {
  return requireCommitted(
    retryOnStale(async () => {
      const promise = await requirePromise(table, promiseId);
      const step = dismissProposal(promise, context);
      return saveStep(table, promise, step, context);
    }),
  );
}

export async function requirePromise(table: Table, promiseId: string): Promise<CustomerPromise> {
  const promise = await loadPromise(table, promiseId);
  if (!promise) throw promiseError('promise.not_found');
  return promise;
}
