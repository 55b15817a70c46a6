import { readEnv } from '../platform/env/env.ts';
import { DomainError } from '../platform/errors.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { mayActOn, putAgent, setPresence } from './change-agent.ts';
import { EnvSchema } from './env.ts';
import { routingRoutes } from './routes.ts';
import { loadAgent } from './store.ts';

export const routingHandlers = (table: Table): Handlers<typeof routingRoutes> => ({
  putAgent: ({ params, body }, context) => putAgent(table, params.agentId, body, context),
  getAgent: async ({ params }, context) => {
    mayActOn(params.agentId, context);
    const agent = await loadAgent(table, params.agentId);
    if (!agent) throw new DomainError('agent.not_found');
    return agent;
  },
  setPresence: ({ params, body }, context) => setPresence(table, params.agentId, body.presence, context),
});

const table = openTable(readEnv(EnvSchema).TABLE_NAME);
export const handler = createApi(routingRoutes, routingHandlers(table), { readMarker: markerReader(table) });
