import { SQSClient } from '@aws-sdk/client-sqs';
import { SurveyAnswered } from '../feedback/events.ts';
import type { Context } from '../platform/context.ts';
import { readEnv } from '../platform/env/env.ts';
import { createWorker, on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { claim, type DueMessage } from '../platform/scheduling/timed-work.ts';
import { commit } from '../platform/table/commit.ts';
import { requireApplied } from '../platform/table/outcome.ts';
import { openTable } from '../platform/table/table.ts';
import {
  TicketClosed,
  TicketReleased,
  TicketReopened,
  TicketSolved,
  TicketTriaged,
  TicketUnmerged,
  TicketUpdated,
} from '../tickets/events.ts';
import { checkHeartbeat } from './agents/heartbeat.ts';
import { releaseCapacity } from './agents/release-capacity.ts';
import { requeueMessage, requeueOfflineAgent } from './agents/requeue-offline-agent.ts';
import { WorkerEnvSchema } from './env.ts';
import { AgentCapacityFreed, AgentHeartbeatStarted, AgentPresenceChanged } from './events.ts';
import { heartbeatMessage } from './heartbeat-work.ts';
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

export function routingHandlers(deps: RoutingDeps): WorkerHandlers {
  const { table, sendDelayed } = deps;
  const route = async (ticketId: string, context: Context) => {
    await routeTicket(await tableRoutingStore(deps, context), ticketId);
  };
  const grace = async ({ now }: Context) => (await deps.config(now)).settings.graceSeconds;
  return {
    events: [
      on([TicketTriaged, TicketUnmerged, TicketUpdated], ({ data }, context) =>
        route(data.ticketId, context),
      ),
      on([TicketReopened, TicketReleased], async (event, context) => {
        await route(event.data.ticketId, context);
        await learnSkills(deps, event, context);
      }),
      on(TicketSolved, (event, context) => releaseCapacity(table, event, context)),
      on(TicketClosed, async (event, context) => {
        // Nothing more is done for a slot that was given back before, so that comes last.
        await learnSkills(deps, event, context);
        await releaseCapacity(table, event, context);
      }),
      on(SurveyAnswered, (event, context) => learnSkills(deps, event, context)),
      on(AgentCapacityFreed, async ({ data }, context) =>
        fillAgentCapacity(await tableRoutingStore(deps, context), data.agentId),
      ),
      on(AgentPresenceChanged, async ({ data: { agentId, requeueAt } }, { now }) => {
        if (requeueAt) await sendDelayed(requeueMessage(agentId, requeueAt), now);
      }),
      on(AgentHeartbeatStarted, ({ data: { agentId, missedAt } }, { now }) =>
        sendDelayed(heartbeatMessage(agentId, missedAt), now),
      ),
    ],
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
        checkHeartbeat({ table, soon: sendDelayed, graceSeconds: await grace(context) }, message, context),
      'routing.shift': async (message, context) =>
        applyShiftChange({ table, graceSeconds: await grace(context) }, message, context),
    },
  };
}

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
    sendDelayed: delayedSender(new SQSClient({}), env.ROUTING_STANDARD_QUEUE_URL),
  }),
);
