import { withProblems } from '../platform/config/stored-document.ts';
import type { Handlers } from '../platform/http/create-api.ts';
import type { Table } from '../platform/table/table.ts';
import { requireAgent } from './agents/agent-store.ts';
import { assertMayActOn, putAgent, setPresence } from './agents/change-agent.ts';
import { listSkillEvidence } from './agents/evidence-store.ts';
import { recordHeartbeat } from './agents/heartbeat.ts';
import { routingError } from './errors.ts';
import { acceptOffer, declineOffer } from './matching/answer-offer.ts';
import { assignManually, queueManually, releaseManually } from './matching/assign-manually.ts';
import { simulateRouting } from './matching/simulate-routing.ts';
import { tableRoutingReader } from './matching/table-routing-store.ts';
import { agentView } from './model/agent.ts';
import { GENERAL, generalQueue, type Queue } from './model/queue.ts';
import {
  deleteQueue,
  deleteTeam,
  putQueue,
  putRoutingSettings,
  putTeam,
  readRoutingConfig,
  readRoutingSettings,
  routingConfigReader,
} from './model/routing-config.ts';
import { routingRoutes } from './routes.ts';
import { getShifts, planShifts } from './shifts/plan-shifts.ts';
import { skillReports } from './skills/skill-report.ts';

export const routingHandlers = (table: Table): Handlers<typeof routingRoutes> => {
  const config = routingConfigReader(table);
  const deps = { table, config };
  const settings = async (now: Date) => (await config(now)).settings;
  return {
    putAgent: async ({ params, body, version }, context) =>
      agentView(await putAgent(table, params.agentId, { ...body, version }, context)),
    getAgent: async ({ params }, context) => {
      assertMayActOn(params.agentId, context);
      return agentView(await requireAgent(table, params.agentId));
    },
    getAgentSkills: async ({ params: { agentId } }, context) => {
      assertMayActOn(agentId, context);
      const [agent, evidence] = await Promise.all([
        requireAgent(table, agentId),
        listSkillEvidence(table, agentId),
      ]);
      return { items: skillReports(agent, evidence) };
    },
    setPresence: async ({ params, body }, context) => {
      const { graceSeconds } = await settings(context.now);
      return agentView(await setPresence(table, params.agentId, body.presence, graceSeconds, context));
    },
    heartbeat: ({ params }, context) => recordHeartbeat(table, params.agentId, context),
    putShifts: ({ params, body, version }, context) =>
      planShifts(table, params.agentId, { ...body, version }, context),
    getShifts: ({ params }, context) => getShifts(table, params.agentId, context),

    listQueues: async () => {
      const { queues, problems = [] } = await readRoutingConfig(table);
      return { items: queuesOf(queues), ...withProblems(problems) };
    },
    getQueue: async ({ params }) => {
      const queue = queuesOf((await readRoutingConfig(table)).queues).find(({ id }) => id === params.queueId);
      if (!queue) throw routingError('queue.not_found');
      return queue;
    },
    putQueue: ({ params, body, version }, context) =>
      putQueue(table, params.queueId, { ...body, version }, context),
    deleteQueue: ({ params, version }, context) => deleteQueue(table, params.queueId, version, context),
    listTeams: async () => {
      const { teams, problems = [] } = await readRoutingConfig(table);
      return { items: [...teams], ...withProblems(problems) };
    },
    getTeam: async ({ params }) => {
      const team = (await readRoutingConfig(table)).teams.find(({ id }) => id === params.teamId);
      if (!team) throw routingError('team.not_found');
      return team;
    },
    putTeam: ({ params, body, version }, context) =>
      putTeam(table, params.teamId, { ...body, version }, context),
    deleteTeam: ({ params, version }, context) => deleteTeam(table, params.teamId, version, context),
    getRoutingSettings: () => readRoutingSettings(table),
    putRoutingSettings: ({ body, version }, context) =>
      putRoutingSettings(table, { ...body, version }, context),

    acceptTicket: ({ params }, context) => acceptOffer(table, params.ticketId, context),
    declineTicket: async ({ params, body }, context) => {
      const { skipSeconds } = await settings(context.now);
      return declineOffer(table, { ...params, ...body, skipSeconds }, context);
    },
    assignTicket: ({ params, body }, context) => assignManually(deps, { ...params, ...body }, context),
    releaseTicket: ({ params, body }, context) => releaseManually(deps, { ...params, ...body }, context),
    queueTicket: ({ params, body }, context) => queueManually(deps, { ...params, ...body }, context),
    simulateRouting: async ({ body }, context) =>
      simulateRouting(await tableRoutingReader(deps, context), body, context),
  };
};

/** Sorts queues in the order in which their conditions are tried; `general` is last, saved or not. */
function queuesOf(queues: readonly Queue[]): Queue[] {
  const others = queues.filter(({ id }) => id !== GENERAL);
  const general = queues.find(({ id }) => id === GENERAL) ?? generalQueue;
  return [...others.toSorted((a, b) => a.position - b.position || a.id.localeCompare(b.id)), general];
}
