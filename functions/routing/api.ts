import { withProblems } from '../platform/config/usable.ts';
import { readEnv } from '../platform/env/env.ts';
import { DomainError } from '../platform/errors.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { agentView } from './agent.ts';
import { mayActOn, putAgent, setPresence } from './change-agent.ts';
import {
  configReader,
  deleteQueue,
  deleteTeam,
  putQueue,
  putSettings,
  putTeam,
  readConfig,
  readSettings,
} from './config.ts';
import { EnvSchema } from './env.ts';
import { readEvidence } from './evidence.ts';
import { beat } from './heartbeat.ts';
import { accept, decline } from './offer.ts';
import { GENERAL, generalQueue, type Queue } from './queue.ts';
import { routingRoutes } from './routes.ts';
import { getShifts, planShifts } from './shift-presence.ts';
import { skillReports } from './skill-report.ts';
import { needAgent } from './store.ts';
import { assignByHand, queueByHand, releaseByHand } from './supervise.ts';
import { tableReader } from './table-floor.ts';
import { whatIf } from './what-if.ts';

export const routingHandlers = (table: Table): Handlers<typeof routingRoutes> => {
  const config = configReader(table);
  const deps = { table, config };
  const settings = async (now: Date) => (await config(now)).settings;
  return {
    putAgent: async ({ params, body, version }, context) =>
      agentView(await putAgent(table, params.agentId, { ...body, version }, context)),
    getAgent: async ({ params }, context) => {
      mayActOn(params.agentId, context);
      return agentView(await needAgent(table, params.agentId));
    },
    getAgentSkills: async ({ params: { agentId } }, context) => {
      mayActOn(agentId, context);
      const [agent, evidence] = await Promise.all([needAgent(table, agentId), readEvidence(table, agentId)]);
      return { items: skillReports(agent, evidence) };
    },
    setPresence: async ({ params, body }, context) => {
      const { graceSeconds } = await settings(context.now);
      return agentView(await setPresence(table, params.agentId, body.presence, graceSeconds, context));
    },
    heartbeat: ({ params }, context) => beat(table, params.agentId, context),
    putShifts: ({ params, body, version }, context) =>
      planShifts(table, params.agentId, { ...body, version }, context),
    getShifts: ({ params }, context) => getShifts(table, params.agentId, context),

    listQueues: async () => {
      const { queues, problems = [] } = await readConfig(table);
      return { items: queuesOf(queues), ...withProblems(problems) };
    },
    getQueue: async ({ params }) => {
      const queue = queuesOf((await readConfig(table)).queues).find(({ id }) => id === params.queueId);
      if (!queue) throw new DomainError('queue.not_found');
      return queue;
    },
    putQueue: ({ params, body, version }, context) =>
      putQueue(table, params.queueId, { ...body, version }, context),
    deleteQueue: ({ params, version }, context) => deleteQueue(table, params.queueId, version, context),
    listTeams: async () => {
      const { teams, problems = [] } = await readConfig(table);
      return { items: [...teams], ...withProblems(problems) };
    },
    getTeam: async ({ params }) => {
      const team = (await readConfig(table)).teams.find(({ id }) => id === params.teamId);
      if (!team) throw new DomainError('team.not_found');
      return team;
    },
    putTeam: ({ params, body, version }, context) =>
      putTeam(table, params.teamId, { ...body, version }, context),
    deleteTeam: ({ params, version }, context) => deleteTeam(table, params.teamId, version, context),
    getRoutingSettings: () => readSettings(table),
    putRoutingSettings: ({ body, version }, context) => putSettings(table, { ...body, version }, context),

    acceptTicket: ({ params }, context) => accept(table, params.ticketId, context),
    declineTicket: async ({ params, body }, context) => {
      const { skipSeconds } = await settings(context.now);
      return decline(table, { ...params, ...body, skipSeconds }, context);
    },
    assignTicket: ({ params, body }, context) => assignByHand(deps, { ...params, ...body }, context),
    releaseTicket: ({ params, body }, context) => releaseByHand(deps, { ...params, ...body }, context),
    queueTicket: ({ params, body }, context) => queueByHand(deps, { ...params, ...body }, context),
    whatIf: async ({ body }, context) => whatIf(await tableReader(deps, context), body, context),
  };
};

/** As their conditions are tried; `general` stands last, saved or not. */
function queuesOf(queues: readonly Queue[]): Queue[] {
  const others = queues.filter(({ id }) => id !== GENERAL);
  const general = queues.find(({ id }) => id === GENERAL) ?? generalQueue;
  return [...others.toSorted((a, b) => a.position - b.position || a.id.localeCompare(b.id)), general];
}

const table = openTable(readEnv(EnvSchema).TABLE_NAME);
export const handler = createApi('routing', routingRoutes, routingHandlers(table), {
  readMarker: markerReader(table),
});
