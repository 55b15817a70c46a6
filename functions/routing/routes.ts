import * as z from 'zod/mini';
import { agentId } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { AgentSchema, PutAgentRequestSchema, presences } from './agent.ts';

const agentParams = z.strictObject({ agentId: agentId() });

export const routingRoutes = {
  putAgent: {
    method: 'PUT',
    path: '/v1/agents/{agentId}',
    summary: 'Make or change an agent: skills, languages, capacity',
    roles: ['lead', 'admin'],
    params: agentParams,
    body: PutAgentRequestSchema,
    success: { status: 200, body: AgentSchema },
    errors: ['write.contended'],
  },
  getAgent: {
    method: 'GET',
    path: '/v1/agents/{agentId}',
    summary: 'An agent with presence and free capacity; agents see themselves, leads everybody',
    roles: ['agent', 'lead', 'admin'],
    params: agentParams,
    success: { status: 200, body: AgentSchema },
    errors: ['agent.not_found'],
  },
  setPresence: {
    method: 'PUT',
    path: '/v1/agents/{agentId}/presence',
    summary: 'Come online, step away or go offline; agents themselves, leads anybody',
    roles: ['agent', 'lead', 'admin'],
    params: agentParams,
    body: z.strictObject({
      presence: z.enum(presences, { error: `must be one of ${presences.join(', ')}` }),
    }),
    success: { status: 200, body: AgentSchema },
    errors: ['agent.not_found', 'write.contended'],
  },
} as const satisfies Routes;
