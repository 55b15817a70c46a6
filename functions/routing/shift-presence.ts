// Shifts set presence: the next begin or end is timed work, and each that comes up schedules the one after it.
import * as z from 'zod/mini';
import {
  cancel,
  claim,
  claimAndSchedule,
  type DueMessage,
  type DueWork,
  schedule,
} from '../platform/agenda/due.ts';
import { usableOr } from '../platform/config/usable.ts';
import type { Context } from '../platform/context.ts';
import type { PutVersioned } from '../platform/contract/version.ts';
import { DomainError } from '../platform/errors.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { replaceDocument, versionOf } from '../platform/table/versioned.ts';
import { exists } from '../platform/table/write.ts';
import { mayActOn, presenceChange } from './change-agent.ts';
import { shiftsPlanned } from './events.ts';
import { nextShiftMoment, type ShiftMoment, type Shifts, ShiftsSchema } from './shifts.ts';
import { loadAgent } from './store.ts';

const NAME = 'shift';

const workOf = (agentId: string, { at, presence }: ShiftMoment): DueWork => ({
  owner: keys.agent(agentId).pk,
  name: NAME,
  at,
  queue: 'routing',
  kind: 'routing.shift',
  data: { agentId, presence },
});

export interface PlannedShifts {
  version: number;
  shifts: Shifts;
  /** What comes next, and when. */
  next?: ShiftMoment | undefined;
}

/**
 * Plans an agent's shifts as a whole, on the version that was read; they act from the next begin or end on. Refuses an unknown
 * agent, and as `nextVersion` does.
 */
export async function planShifts(
  table: Table,
  agentId: string,
  { version: expected, ...shifts }: PutVersioned<Shifts>,
  context: Context,
): Promise<PlannedShifts> {
  const next = nextShiftMoment(shifts, context.now);
  const also = [
    exists(keys.agent(agentId), () => new DomainError('agent.not_found')),
    next ? schedule(workOf(agentId, next)) : cancel(keys.agent(agentId).pk, NAME),
  ];
  const document = { t: 'shifts', shifts };
  const replacing = { also, events: [shiftsPlanned(agentId)] };
  const version = await replaceDocument(table, context, keys.shifts(agentId), document, expected, replacing);
  return { shifts, version, next };
}

/** The planned shifts of an agent; refuses one without any with `shifts.not_found`. */
export async function getShifts(table: Table, agentId: string, context: Context): Promise<PlannedShifts> {
  mayActOn(agentId, context);
  const item = await getItem(table, keys.shifts(agentId));
  if (!item) throw new DomainError('shifts.not_found');
  const shifts = item.shifts as Shifts;
  return { shifts, version: versionOf(item), next: nextShiftMoment(shifts, context.now) };
}

async function loadShifts(table: Table, agentId: string): Promise<Shifts | undefined> {
  const item = await getItem(table, keys.shifts(agentId));
  return item && usableOr(z.optional(ShiftsSchema), item.shifts, `shifts of ${agentId}`, undefined);
}

/** A shift begins or ends: presence, its consequences and the next moment in one transaction, once. */
export async function shiftDue(
  { table, graceSeconds }: { table: Table; graceSeconds: number },
  message: DueMessage,
  context: Context,
): Promise<void> {
  const { agentId, presence } = message.data as { agentId: string; presence: ShiftMoment['presence'] };
  await whileContended(async () => {
    const [agent, shifts] = await Promise.all([loadAgent(table, agentId), loadShifts(table, agentId)]);
    const after = new Date(Math.max(context.now.getTime(), Date.parse(message.at)));
    const next = shifts && nextShiftMoment(shifts, after);
    const due = next ? claimAndSchedule(message, workOf(agentId, next)) : claim(message);
    const change =
      agent && agent.presence !== presence
        ? presenceChange(agent, presence, graceSeconds, context)
        : { writes: [], events: [] };
    await commit(table, context, { writes: [due, ...change.writes], events: change.events });
  });
}
