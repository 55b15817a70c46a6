// An agent's client says every 30 s that it is there. Once it has begun to, an agent who is not heard of for 90 s is
// offline. A heartbeat costs one small write: the due item is not moved by it, but looks at it when it comes up.

import type { Context } from '../../platform/context.ts';
import { AlreadyDone } from '../../platform/errors.ts';
import {
  claim,
  claimAndReschedule,
  type DueMessage,
  schedule,
} from '../../platform/scheduling/timed-work.ts';
import { commit, retryOnContention } from '../../platform/table/commit.ts';
import { getItem } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, update } from '../../platform/table/write.ts';
import { heartbeatMessage, heartbeatWork, missedAt } from '../heartbeat-work.ts';
import { routingKeys } from '../keys.ts';
import { heartbeatStarted } from '../new-events.ts';
import type { SendDelayed } from '../send-delayed.ts';
import type { Presence } from './agent.ts';
import { requireAgent } from './agent-store.ts';
import { assertMayActOn, presenceChange } from './change-agent.ts';

const HEARTBEAT_SECONDS = 30;

class NoHeartbeat extends Error {}

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
  try {
    await commit(table, context, {
      writes: [update(routingKeys.heartbeat(agentId), { set: { at } }, there, () => new NoHeartbeat())],
    });
  } catch (error) {
    if (!(error instanceof NoHeartbeat)) throw error;
    await startHeartbeat(table, agentId, context);
  }
  return answer;
}

async function startHeartbeat(table: Table, agentId: string, context: Context): Promise<void> {
  const at = context.now.toISOString();
  const due = missedAt(at);
  const begin = create(routingKeys.heartbeat(agentId), { at }, () => new AlreadyDone('listening'));
  await commit(table, context, {
    writes: [begin, schedule(heartbeatWork(agentId, due))],
    events: [heartbeatStarted(agentId, due)],
  }).catch((error: unknown) => {
    if (!(error instanceof AlreadyDone)) throw error;
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
    await commit(table, context, { writes: [claimAndReschedule(message, heartbeatWork(agentId, next))] });
    return soon(heartbeatMessage(agentId, next), context.now);
  }
  await retryOnContention(async () => {
    const agent = await requireAgent(table, agentId);
    const last = claim(message);
    const gone = presenceChange(agent, 'offline', graceSeconds, context, last);
    await commit(table, context, agent.presence === 'offline' ? { writes: [last] } : gone);
  });
}
