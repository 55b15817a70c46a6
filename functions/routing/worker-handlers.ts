import { SurveyAnswered } from '../feedback/events.ts';
import type { Context } from '../platform/context.ts';
import { on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { claim, type DueMessage } from '../platform/scheduling/timed-work.ts';
import { commit } from '../platform/table/commit.ts';
import { requireApplied } from '../platform/table/outcome.ts';
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
import { AgentCapacityFreed, AgentHeartbeatStarted, AgentPresenceChanged } from './events.ts';
import { heartbeatMessage } from './heartbeat-work.ts';
import { expireOffer } from './matching/answer-offer.ts';
import { fillAgentCapacity } from './matching/fill-agent-capacity.ts';
import { reevaluateQueue, reevaluateWaitingGroup } from './matching/reevaluate.ts';
import { routeTicket } from './matching/route-ticket.ts';
import { type RoutingDeps, tableRoutingStore } from './matching/table-routing-store.ts';
import { applyShiftChange } from './shifts/plan-shifts.ts';
import { learnSkills } from './skills/learn-skills.ts';

export function routingWorkerHandlers(deps: RoutingDeps): WorkerHandlers {
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
        // Comes last: a slot that was freed before ends the handling of the event.
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
        checkHeartbeat({ table, sendDelayed, graceSeconds: await grace(context) }, message, context),
      'routing.shift': async (message, context) =>
        applyShiftChange({ table, graceSeconds: await grace(context) }, message, context),
    },
  };
}

/**
 * Routes a waiting ticket again, as of the message's time at least: the worker's clock may be behind the
 * sender's.
 */
async function reevaluateTicket(deps: RoutingDeps, message: DueMessage, context: Context): Promise<void> {
  const now = new Date(Math.max(context.now.getTime(), Date.parse(message.at)));
  await routeTicket(await tableRoutingStore(deps, { ...context, now }), String(message.data.ticketId));
}
