import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from '../platform/context.ts';
import { readEnv } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/domain-event.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { claim, type DueMessage } from '../platform/scheduling/timed-work.ts';
import { commit } from '../platform/table/commit.ts';
import { requireApplied } from '../platform/table/outcome.ts';
import { openTable } from '../platform/table/table.ts';
import { checkHeartbeat, heartbeatMessage } from './agents/heartbeat.ts';
import { releaseCapacity } from './agents/release-capacity.ts';
import { requeueMessage, requeueOfflineAgent } from './agents/requeue-offline-agent.ts';
import { WorkerEnvSchema } from './env.ts';
import { expireOffer } from './matching/answer-offer.ts';
import { fillAgentCapacity } from './matching/fill-agent-capacity.ts';
import { reevaluateQueue, reevaluateWaitingGroup } from './matching/reevaluate.ts';
import { routeTicket } from './matching/route-ticket.ts';
import { type RoutingDeps, tableRoutingStore } from './matching/table-routing-store.ts';
import { routingConfigReader } from './queues/routing-config.ts';
import { waitingGroupRegistry } from './queues/waiting-groups.ts';
import { delayedSender } from './send-delayed.ts';
import { applyShiftChange } from './shifts/plan-shifts.ts';
import { learnSkills } from './skills/learn-skills.ts';

type Handle<T> = (message: T, context: Context) => Promise<void>;

export function routingHandlers(deps: RoutingDeps): WorkerHandlers {
  const { table, sendDelayed: soon } = deps;
  const wants: Handle<DomainEvent> = async (event, context) => {
    await routeTicket(await tableRoutingStore(deps, context), String(event.data.ticketId));
  };
  const over: Handle<DomainEvent> = (event, context) => releaseCapacity(table, event, context);
  const learn: Handle<DomainEvent> = (event, context) => learnSkills(deps, event, context);
  const grace = async ({ now }: Context) => (await deps.config(now)).settings.graceSeconds;
  return {
    events: {
      'ticket.triaged': wants,
      'ticket.reopened': inTurn(wants, learn),
      'ticket.released': inTurn(wants, learn),
      'ticket.unmerged': wants,
      'ticket.updated': wants,
      'ticket.solved': over,
      // Of a slot that was given back before nothing more is done, so it comes last.
      'ticket.closed': inTurn(learn, over),
      'survey.answered': learn,
      'agent.capacity_freed': async (event, context) =>
        fillAgentCapacity(await tableRoutingStore(deps, context), String(event.data.agentId)),
      'agent.presence_changed': async ({ data }, { now }) => {
        if (data.requeueAt) await soon(requeueMessage(String(data.agentId), String(data.requeueAt)), now);
      },
      'agent.heartbeat_started': ({ data }, { now }) =>
        soon(heartbeatMessage(String(data.agentId), String(data.missedAt)), now),
    },
    due: {
      'routing.reevaluate_ticket': async (message, context) => {
        await reevaluateTicket(deps, message, context);
        await requireApplied(commit(table, context, { writes: [claim(message)] }));
      },
      'routing.reevaluate_ticket_once': (message, context) => reevaluateTicket(deps, message, context),
      'routing.reevaluate_group': (message, context) => reevaluateWaitingGroup(deps, message, context),
      'routing.reevaluate_queue': (message, context) => reevaluateQueue(deps, message, context),
      'routing.offer_ended': (message, context) => expireOffer(deps, message, context),
      'routing.requeue_offline': (message, context) => requeueOfflineAgent(table, message, context),
      'routing.heartbeat': async (message, context) =>
        checkHeartbeat({ table, soon, graceSeconds: await grace(context) }, message, context),
      'routing.shift': async (message, context) =>
        applyShiftChange({ table, graceSeconds: await grace(context) }, message, context),
    },
  };
}

const inTurn =
  <T>(...handles: Handle<T>[]): Handle<T> =>
  async (message, context) => {
    for (const handle of handles) await handle(message, context);
  };

/** A message may be sent ahead and meet a clock that is behind: the moment it is for has come all the same. */
async function reevaluateTicket(deps: RoutingDeps, message: DueMessage, context: Context): Promise<void> {
  const now = new Date(Math.max(context.now.getTime(), Date.parse(message.at)));
  await routeTicket(await tableRoutingStore(deps, { ...context, now }), String(message.data.ticketId));
}

const env = readEnv(WorkerEnvSchema);
const table = openTable(env.TABLE_NAME);
export const handler = createWorker(
  'routing',
  routingHandlers({
    table,
    config: routingConfigReader(table),
    registerWaitingGroup: waitingGroupRegistry(table),
    sendDelayed: delayedSender(new SQSClient({}), env.ROUTING_QUEUE_URL),
  }),
);
