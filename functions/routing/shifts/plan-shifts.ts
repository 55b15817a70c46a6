// Shifts set presence. The next start or end of a shift is timed work, and each one schedules the next.

import * as z from 'zod/mini';
import { parseStoredDocumentOr } from '../../platform/config/stored-document.ts';
import type { Context } from '../../platform/context.ts';
import type { PutVersioned } from '../../platform/contract/version.ts';
import {
  cancel,
  claim,
  claimAndReschedule,
  type DueMessage,
  schedule,
  type TimedWork,
} from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import { getItem } from '../../platform/table/read.ts';
import { rejection } from '../../platform/table/refusal.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import { replaceDocument, versionOf } from '../../platform/table/versioned-documents.ts';
import { assertExists } from '../../platform/table/write.ts';
import { loadAgent } from '../agents/agent-store.ts';
import { assertMayActOn, presenceChange } from '../agents/change-agent.ts';
import { routingError } from '../errors.ts';
import { routingKeys } from '../keys.ts';
import { shiftsPlanned } from '../new-events.ts';
import { nextShiftChange, type ShiftChange, type Shifts, ShiftsSchema } from './shifts.ts';

const NAME = 'shift';

const shiftWork = (agentId: string, { at, presence }: ShiftChange): TimedWork => ({
  owner: routingKeys.agent(agentId).pk,
  name: NAME,
  at,
  queue: 'routingStandard',
  kind: 'routing.shift',
  data: { agentId, presence },
});

export interface PlannedShifts {
  version: number;
  shifts: Shifts;
  /** The next change of presence. */
  next?: ShiftChange | undefined;
}

/**
 * Replaces an agent's planned shifts on the version that was read; they take effect from the next start or
 * end of a shift. Refuses an unknown agent with `agent.not_found`, and a stale version as `nextVersion` does.
 */
export async function planShifts(
  table: Table,
  agentId: string,
  { version: expected, ...shifts }: PutVersioned<Shifts>,
  context: Context,
): Promise<PlannedShifts> {
  const next = nextShiftChange(shifts, context.now);
  const also = [
    assertExists(routingKeys.agent(agentId), () => rejection(routingError('agent.not_found'))),
    next ? schedule(shiftWork(agentId, next)) : cancel(routingKeys.agent(agentId).pk, NAME),
  ];
  const document = { t: 'shifts', shifts };
  const replacing = { also, events: [shiftsPlanned(agentId)] };
  const version = await replaceDocument(
    table,
    context,
    routingKeys.shifts(agentId),
    document,
    expected,
    replacing,
  );
  return { shifts, version, next };
}

/** Gets the planned shifts of an agent; refuses with `shifts.not_found` when there are none. */
export async function getShifts(table: Table, agentId: string, context: Context): Promise<PlannedShifts> {
  assertMayActOn(agentId, context);
  const item = await getItem(table, routingKeys.shifts(agentId));
  if (!item) throw routingError('shifts.not_found');
  const shifts = item.shifts as Shifts;
  return { shifts, version: versionOf(item), next: nextShiftChange(shifts, context.now) };
}

async function loadShifts(table: Table, agentId: string): Promise<Shifts | undefined> {
  const item = await getItem(table, routingKeys.shifts(agentId));
  return (
    item && parseStoredDocumentOr(z.optional(ShiftsSchema), item.shifts, `shifts of ${agentId}`, undefined)
  );
}

/**
 * Applies the start or end of a shift once: presence, its effects and the next change, in one transaction.
 */
export async function applyShiftChange(
  { table, graceSeconds }: { table: Table; graceSeconds: number },
  message: DueMessage,
  context: Context,
): Promise<void> {
  const { agentId, presence } = message.data as { agentId: string; presence: ShiftChange['presence'] };
  await requireApplied(
    retryOnStale(async () => {
      const [agent, shifts] = await Promise.all([loadAgent(table, agentId), loadShifts(table, agentId)]);
      const after = new Date(Math.max(context.now.getTime(), Date.parse(message.at)));
      const next = shifts && nextShiftChange(shifts, after);
      const due = next ? claimAndReschedule(message, shiftWork(agentId, next)) : claim(message);
      const change =
        agent && agent.presence !== presence
          ? presenceChange(agent, presence, graceSeconds, context)
          : { writes: [], events: [] };
      return commit(table, context, { writes: [due, ...change.writes], events: change.events });
    }),
  );
}
