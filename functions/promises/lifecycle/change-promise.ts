// The use cases in which people make and change promises: load, decide, commit.
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
 * Makes a promise on a ticket in any status. Refuses an unknown ticket with `ticket.not_found`, an owner who
 * is not an agent with `agent.not_found`, and a due time that is not in the future with `promise.due_passed`.
 * The customer sees the promise, so on a sensitive ticket untrained people are refused with
 * `ticket.untrained`, even when the ticket became sensitive during the request.
 */
export function makePromiseOnTicket(
  table: Table,
  ticketId: string,
  request: MakePromiseRequest,
  context: Context,
): Promise<CustomerPromise> {
  return requireCommitted(
    retryOnStale(async () => {
      const { ticket, checks } = await requireTicketTraining(table, ticketId, context);
      const step = makePromise(ticket, request, context);
      return saveStep(table, undefined, step, context, checks);
    }),
  );
}

/**
 * Loads the ticket of a promise and returns it with the checks of a change that the customer sees: the
 * ticket's sensitive kinds are unchanged and the caller is trained for them. Refuses untrained people with
 * `ticket.untrained`.
 */
async function requireTicketTraining(
  table: Table,
  ticketId: string,
  context: Context,
): Promise<{ ticket: Ticket; checks: Write[] }> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw ticketError('ticket.not_found');
  const trained = await requireTraining(table, sensitiveKindsOf(ticket), context);
  return { ticket, checks: [sameSensitivityCheck(ticket), ...trained] };
}

/** Copies the ticket's current `unverified` mark to a promise, which passes it on to its events. */
const withUnverifiedMark = (promise: CustomerPromise, ticket: Ticket): CustomerPromise => {
  const { unverifiedTicket: _before, ...rest } = promise;
  return { ...rest, ...unverifiedMark(ticket) };
};

/**
 * Changes an open promise on the version that the caller read. Refuses another version with `version.stale`,
 * and untrained people on a sensitive ticket with `ticket.untrained`, because the customer sees the change.
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
      const { ticket, checks } = await requireTicketTraining(table, promise.ticketId, context);
      const step = changePromise(withUnverifiedMark(promise, ticket), request, context);
      return step.events.length > 0 ? saveStep(table, promise, step, context, checks) : unchanged(step.next);
    }),
  );
}

/**
 * Applies a step to the current state of a promise. When a person and the clock act concurrently, the second
 * one decides on the state that the first one left. Refuses an unknown promise with `promise.not_found`,
 * untrained people on a sensitive ticket with `ticket.untrained`, because the customer sees the result, and
 * whatever `decide` refuses.
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
      const { ticket, checks } = await requireTicketTraining(table, promise.ticketId, context);
      const step = decide(withUnverifiedMark(promise, ticket));
      return saveStep(table, promise, step, context, checks);
    }),
  );
}

/**
 * Dismisses a proposal. The customer never saw it, so no training is required. Refuses an unknown promise
 * with `promise.not_found`, and otherwise as `dismissProposal` does.
 */
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
