// An agent's client sends a heartbeat every 30 s. After the first one, 90 s without another set the agent
// offline. A heartbeat costs one small write: it does not reschedule the check, which reads the last
// heartbeat when it runs.

import type { Context } from '../../platform/context.ts';
import {
  claim,
  claimAndReschedule,
  type DueMessage,
  schedule,
} from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import {
  type Outcome,
  refusalIn,
  refused,
  requireApplied,
  requireCommitted,
} from '../../platform/table/outcome.ts';
import { getItem } from '../../platform/table/read.ts';
import { done } from '../../platform/table/refusal.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, update } from '../../platform/table/write.ts';
import { heartbeatMessage, heartbeatWork, missedAt } from '../heartbeat-work.ts';
import { routingKeys } from '../keys.ts';
import type { Presence } from '../model/agent.ts';
import { heartbeatStarted } from '../new-events.ts';
import type { SendDelayed } from '../send-delayed.ts';
import { requireAgent } from './agent-store.ts';
import { assertMayActOn, presenceChange } from './change-agent.ts';

const HEARTBEAT_SECONDS = 30;

/**
 * Records a heartbeat of the agent's client; the first one schedules the check. Nothing is recorded for an
 * agent who is offline: the answer tells the client, which may set them online again. Refuses an unknown
 * agent with `agent.not_found`.
 */
export async function recordHeartbeat(
  table: Table,
  agentId: string,
  context: Context,
): Promise<{ presence: Presence; everySeconds: number }> {
  assertMayActOn(agentId, context);
  const { presence } = await requireAgent(table, agentId);
  const answer = { presence, everySeconds: HEARTBEAT_SECONDS };
  if (presence === 'offline') return answer;
  const at = context.now.toISOString();
  const exists = { expression: 'attribute_exists(pk)' };
  const outcome = await commit(table, context, {
    writes: [
      update(routingKeys.heartbeat(agentId), { set: { at } }, exists, () => ({
        kind: 'no_heartbeat' as const,
      })),
    ],
  });
  const refusal = refusalIn(outcome);
  if (refusal?.kind === 'no_heartbeat') await requireApplied(startHeartbeat(table, agentId, context));
  else if (refusal) await requireCommitted(refused(refusal));
  return answer;
}

/** Starts to expect heartbeats; done when another request has started it already. */
function startHeartbeat(table: Table, agentId: string, context: Context): Promise<Outcome<undefined>> {
  const at = context.now.toISOString();
  const due = missedAt(at);
  return commit(table, context, {
    writes: [create(routingKeys.heartbeat(agentId), { at }, done), schedule(heartbeatWork(agentId, due))],
    events: [heartbeatStarted(agentId, due)],
  });
}

/** Reschedules the check when a heartbeat came in time; otherwise sets the agent offline, once. */
export async function checkHeartbeat(
  deps: { table: Table; sendDelayed: SendDelayed; graceSeconds: number },
  message: DueMessage,
  context: Context,
): Promise<void> {
  const { table, sendDelayed, graceSeconds } = deps;
  const { agentId } = message.data as { agentId: string };
  const heartbeat = await getItem(table, routingKeys.heartbeat(agentId));
  const next = heartbeat && missedAt(String(heartbeat.at));
  if (next && next > context.now.toISOString()) {
    const rescheduled = await requireApplied(
      commit(table, context, { writes: [claimAndReschedule(message, heartbeatWork(agentId, next))] }),
    );
    if (rescheduled) await sendDelayed(heartbeatMessage(agentId, next), context.now);
    return;
  }
  await requireApplied(
    retryOnStale(async () => {
      const agent = await requireAgent(table, agentId);
      const claimed = claim(message);
      const change = presenceChange(agent, 'offline', graceSeconds, context, claimed);
      return commit(table, context, agent.presence === 'offline' ? { writes: [claimed] } : change);
    }),
  );
}
