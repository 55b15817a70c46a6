// An agent's client says every 30 s that it is there. Once it has begun to, an agent who is not heard of for 90 s is
// offline. A heartbeat costs one small write: the due item is not moved by it, but looks at it when it comes up.

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
 * Notes that the agent's client is there; the first one begins to listen for it. Of an agent who is offline nothing is
 * noted: the answer tells the client, who may bring them online again. Refuses an unknown agent with `agent.not_found`.
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
  const there = { expression: 'attribute_exists(pk)' };
  const outcome = await commit(table, context, {
    writes: [
      update(routingKeys.heartbeat(agentId), { set: { at } }, there, () => ({
        kind: 'no_heartbeat' as const,
      })),
    ],
  });
  const refusal = refusalIn(outcome);
  if (refusal?.kind === 'no_heartbeat') await requireApplied(startHeartbeat(table, agentId, context));
  else if (refusal) await requireCommitted(refused(refusal));
  return answer;
}

/** Begins to expect heartbeats; done when another request has begun it. */
function startHeartbeat(table: Table, agentId: string, context: Context): Promise<Outcome<undefined>> {
  const at = context.now.toISOString();
  const due = missedAt(at);
  return commit(table, context, {
    writes: [create(routingKeys.heartbeat(agentId), { at }, done), schedule(heartbeatWork(agentId, due))],
    events: [heartbeatStarted(agentId, due)],
  });
}

/** The time for a heartbeat is up: listens on when there was one since, else the agent is offline, once. */
export async function checkHeartbeat(
  deps: { table: Table; soon: SendDelayed; graceSeconds: number },
  message: DueMessage,
  context: Context,
): Promise<void> {
  const { table, soon, graceSeconds } = deps;
  const { agentId } = message.data as { agentId: string };
  const heard = await getItem(table, routingKeys.heartbeat(agentId));
  const next = heard && missedAt(String(heard.at));
  if (next && next > context.now.toISOString()) {
    const expected = await requireApplied(
      commit(table, context, { writes: [claimAndReschedule(message, heartbeatWork(agentId, next))] }),
    );
    if (expected) await soon(heartbeatMessage(agentId, next), context.now);
    return;
  }
  await requireApplied(
    retryOnStale(async () => {
      const agent = await requireAgent(table, agentId);
      const last = claim(message);
      const gone = presenceChange(agent, 'offline', graceSeconds, context, last);
      return commit(table, context, agent.presence === 'offline' ? { writes: [last] } : gone);
    }),
  );
}
