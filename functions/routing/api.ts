import { readEnv } from '../platform/env/env.ts';
import { DomainError } from '../platform/errors.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { mayActOn, putAgent, setPresence } from './change-agent.ts';
import {
  configReader,
  deleteQueue,
  deleteTeam,
  putQueue,
  putSettings,
  putTeam,
  readConfig,
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
    putAgent: ({ params, body }, context) => putAgent(table, params.agentId, body, context),
    getAgent: ({ params }, context) => {
      mayActOn(params.agentId, context);
      return needAgent(table, params.agentId);
    },
    getAgentSkills: async ({ params: { agentId } }, context) => {
      mayActOn(agentId, context);
      const [agent, evidence] = await Promise.all([needAgent(table, agentId), readEvidence(table, agentId)]);
      return { items: skillReports(agent, evidence) };
    },
    setPresence: async ({ params, body }, context) => {
      const { graceSeconds } = await settings(context.now);
      return setPresence(table, params.agentId, body.presence, graceSeconds, context);
    },
    heartbeat: ({ params }, context) => beat(table, params.agentId, context),
    putShifts: ({ params, body }, context) => planShifts(table, params.agentId, body, context),
    getShifts: ({ params }, context) => getShifts(table, params.agentId, context),

    listQueues: async () => ({ items: queuesOf((await readConfig(table)).queues) }),
    getQueue: async ({ params }) => {
      const queue = queuesOf((await readConfig(table)).queues).find(({ id }) => id === params.queueId);
      if (!queue) throw new DomainError('queue.not_found');
      return queue;
    },
    putQueue: ({ params, body }, context) => putQueue(table, params.queueId, body, context),
    deleteQueue: ({ params }, context) => deleteQueue(table, params.queueId, context),
    listTeams: async () => ({ items: [...(await readConfig(table)).teams] }),
    getTeam: async ({ params }) => {
      const team = (await readConfig(table)).teams.find(({ id }) => id === params.teamId);
      if (!team) throw new DomainError('team.not_found');
      return team;
    },
    putTeam: ({ params, body }, context) => putTeam(table, params.teamId, body, context),
    deleteTeam: ({ params }, context) => deleteTeam(table, params.teamId, context),
    getRoutingSettings: async () => (await readConfig(table)).settings,
    putRoutingSettings: ({ body }, context) => putSettings(table, body, context),

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
