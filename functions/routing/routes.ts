import * as z from 'zod/mini';
import { problemsField } from '../platform/config/stored-document.ts';
import { agentId, id, text } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { RoutingSimulationSchema, SimulateRoutingRequestSchema } from './matching/simulate-routing.ts';
import { AgentSchema, PresenceSchema, PutAgentRequestSchema, teamId } from './model/agent.ts';
import { PutQueueRequestSchema, QueueSchema, queueId } from './model/queue.ts';
import { RoutingSettingsSchema, RoutingSettingsViewSchema } from './model/routing-settings.ts';
import { PutTeamRequestSchema, TeamSchema } from './model/team.ts';
import { ShiftsSchema } from './shifts/shifts.ts';
import { SkillReportSchema } from './skills/skill-report.ts';

const agentParams = z.strictObject({ agentId: agentId() });
const ticketParams = z.strictObject({ ticketId: id('ticket') });
const queueParams = z.strictObject({ queueId: queueId() });
const teamParams = z.strictObject({ teamId: teamId() });
const reason = text(200);

const leads = ['lead', 'admin'] as const;
const staff = ['agent', 'lead', 'admin'] as const;

export const DeletedSchema = z.object({ id: z.string() });
export const TicketAssignmentSchema = z.object({
  ticketId: z.string(),
  assigneeId: z.optional(z.string()),
  queueId: z.optional(z.string()),
});
export const OfferAnswerSchema = z.object({
  ticketId: z.string(),
  outcome: z.enum(['accepted', 'declined']),
});
export const PlannedShiftsSchema = z.object({
  version: z.int(),
  shifts: ShiftsSchema,
  next: z.optional(z.object({ at: z.string(), presence: z.enum(['online', 'offline']) })),
});

const agentRoutes = {
  putAgent: {
    method: 'PUT',
    path: '/v1/agents/{agentId}',
    summary: 'Create or replace an agent',
    description: 'Sets name, skills, languages, teams and capacity.',
    roles: leads,
    params: agentParams,
    body: PutAgentRequestSchema,
    success: { status: 200, body: AgentSchema },
    errors: ['team.not_found', 'write.contended'],
    etag: 'version',
    precondition: 'create',
  },
  getAgent: {
    method: 'GET',
    path: '/v1/agents/{agentId}',
    summary: 'Get an agent with presence and free capacity',
    description: 'Agents get themselves; leads get every agent.',
    roles: staff,
    params: agentParams,
    success: { status: 200, body: AgentSchema },
    errors: ['agent.not_found'],
    etag: 'version',
  },
  getAgentSkills: {
    method: 'GET',
    path: '/v1/agents/{agentId}/skills',
    summary: 'List the skills of an agent',
    description:
      'Says which levels were set, which were learned, and from which outcomes. Agents list their own; leads list those of every agent.',
    roles: staff,
    params: agentParams,
    success: { status: 200, body: z.object({ items: z.array(SkillReportSchema) }) },
    errors: ['agent.not_found'],
  },
  setPresence: {
    method: 'PUT',
    path: '/v1/agents/{agentId}/presence',
    summary: 'Set the presence of an agent',
    description: 'Agents set their own; leads set that of every agent.',
    roles: staff,
    params: agentParams,
    body: z.strictObject({ presence: PresenceSchema }),
    success: { status: 200, body: AgentSchema },
    errors: ['agent.not_found', 'write.contended'],
    etag: 'version',
  },
  heartbeat: {
    method: 'PUT',
    path: '/v1/agents/{agentId}/heartbeat',
    summary: 'Send the heartbeat of an agent’s client',
    description:
      'Send it every 30 seconds. After the first one, 90 seconds without another set the agent offline.',
    roles: staff,
    params: agentParams,
    body: z.strictObject({}),
    success: { status: 200, body: z.object({ presence: PresenceSchema, everySeconds: z.int() }) },
    errors: ['agent.not_found', 'write.contended'],
  },
  putShifts: {
    method: 'PUT',
    path: '/v1/agents/{agentId}/shifts',
    summary: 'Create or replace the planned shifts of an agent',
    description: 'Sets weekly hours in the agent’s time zone, and days with different hours.',
    roles: leads,
    params: agentParams,
    body: ShiftsSchema,
    success: { status: 200, body: PlannedShiftsSchema },
    errors: ['agent.not_found', 'write.contended'],
    etag: 'version',
    precondition: 'create',
  },
  getShifts: {
    method: 'GET',
    path: '/v1/agents/{agentId}/shifts',
    summary: 'Get the planned shifts of an agent',
    description: 'Includes the next change of presence.',
    roles: staff,
    params: agentParams,
    success: { status: 200, body: PlannedShiftsSchema },
    errors: ['agent.not_found', 'shifts.not_found'],
    etag: 'version',
  },
} as const satisfies Routes;

const configRoutes = {
  listQueues: {
    method: 'GET',
    path: '/v1/queues',
    summary: 'List the queues',
    description: 'In the order in which their conditions are tried.',
    roles: staff,
    success: { status: 200, body: z.object({ items: z.array(QueueSchema), problems: problemsField() }) },
    errors: [],
  },
  getQueue: {
    method: 'GET',
    path: '/v1/queues/{queueId}',
    summary: 'Get a queue',
    roles: staff,
    params: queueParams,
    success: { status: 200, body: QueueSchema },
    errors: ['queue.not_found'],
    etag: 'version',
  },
  putQueue: {
    method: 'PUT',
    path: '/v1/queues/{queueId}',
    summary: 'Create or replace a queue',
    description: 'Tickets that wait in it are routed again within a minute.',
    roles: leads,
    params: queueParams,
    body: PutQueueRequestSchema,
    success: { status: 200, body: QueueSchema },
    errors: ['write.contended'],
    etag: 'version',
    precondition: 'create',
  },
  deleteQueue: {
    method: 'DELETE',
    path: '/v1/queues/{queueId}',
    summary: 'Delete a queue',
    description: 'Its waiting tickets move to the queues whose conditions they meet.',
    roles: leads,
    params: queueParams,
    success: { status: 200, body: DeletedSchema },
    errors: ['queue.not_found', 'write.contended'],
    precondition: 'optional',
  },
  listTeams: {
    method: 'GET',
    path: '/v1/teams',
    summary: 'List the teams',
    roles: staff,
    success: { status: 200, body: z.object({ items: z.array(TeamSchema), problems: problemsField() }) },
    errors: [],
  },
  getTeam: {
    method: 'GET',
    path: '/v1/teams/{teamId}',
    summary: 'Get a team',
    roles: staff,
    params: teamParams,
    success: { status: 200, body: TeamSchema },
    errors: ['team.not_found'],
    etag: 'version',
  },
  putTeam: {
    method: 'PUT',
    path: '/v1/teams/{teamId}',
    summary: 'Create or replace a team',
    description: 'Sets which queues it serves, in which order, and after how long.',
    roles: leads,
    params: teamParams,
    body: PutTeamRequestSchema,
    success: { status: 200, body: TeamSchema },
    errors: ['queue.not_found', 'write.contended'],
    etag: 'version',
    precondition: 'create',
  },
  deleteTeam: {
    method: 'DELETE',
    path: '/v1/teams/{teamId}',
    summary: 'Delete a team that has no agents',
    roles: leads,
    params: teamParams,
    success: { status: 200, body: DeletedSchema },
    errors: ['team.not_found', 'team.in_use', 'write.contended'],
    precondition: 'optional',
  },
  getRoutingSettings: {
    method: 'GET',
    path: '/v1/routing/settings',
    summary: 'Get the routing settings',
    description: 'Channel weights, exclusive channels, limits and waiting times.',
    roles: staff,
    success: { status: 200, body: z.extend(RoutingSettingsViewSchema, { problems: problemsField() }) },
    errors: [],
    etag: 'version',
  },
  putRoutingSettings: {
    method: 'PUT',
    path: '/v1/routing/settings',
    summary: 'Replace the routing settings',
    roles: ['admin'],
    body: RoutingSettingsSchema,
    success: { status: 200, body: RoutingSettingsViewSchema },
    errors: ['write.contended'],
    etag: 'version',
    precondition: 'create',
  },
} as const satisfies Routes;

const ticketRoutes = {
  acceptTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/accept',
    summary: 'Accept a ticket that is offered to you',
    roles: staff,
    params: ticketParams,
    body: z.strictObject({}),
    success: { status: 200, body: OfferAnswerSchema },
    errors: [
      'ticket.untrained',
      'ticket.person_only',
      'ticket.not_found',
      'routing.no_offer',
      'write.contended',
    ],
  },
  declineTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/decline',
    summary: 'Decline a ticket that is offered to you',
    description: 'The ticket keeps its place in the queue.',
    roles: staff,
    params: ticketParams,
    body: z.strictObject({ reason }),
    success: { status: 200, body: OfferAnswerSchema },
    errors: ['ticket.not_found', 'routing.no_offer', 'write.contended'],
  },
  assignTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/assign',
    summary: 'Assign a ticket to an agent',
    description: 'Exceeds the agent’s capacity only with `force`.',
    roles: leads,
    params: ticketParams,
    body: z.strictObject({ agentId: agentId(), reason, force: z._default(z.boolean(), false) }),
    success: { status: 200, body: TicketAssignmentSchema },
    errors: [
      'ticket.not_found',
      'agent.not_found',
      'routing.untrained',
      'routing.agent_unavailable',
      'routing.not_assignable',
      'write.contended',
    ],
  },
  releaseTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/release',
    summary: 'Unassign a ticket from its agent',
    description: 'The ticket returns to its queue and keeps its place.',
    roles: leads,
    params: ticketParams,
    body: z.strictObject({ reason }),
    success: { status: 200, body: TicketAssignmentSchema },
    errors: ['ticket.not_found', 'routing.not_assigned', 'routing.not_assignable', 'write.contended'],
  },
  queueTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/queue',
    summary: 'Move a ticket to another queue',
    roles: leads,
    params: ticketParams,
    body: z.strictObject({ queueId: queueId(), reason }),
    success: { status: 200, body: TicketAssignmentSchema },
    errors: ['ticket.not_found', 'queue.not_found', 'routing.not_assignable', 'write.contended'],
  },
  simulateRouting: {
    method: 'POST',
    path: '/v1/routing/simulate',
    summary: 'Simulate the routing of a ticket',
    description: 'Takes a stored or a described ticket and explains the decision. Saves nothing.',
    roles: leads,
    body: SimulateRoutingRequestSchema,
    success: { status: 200, body: RoutingSimulationSchema },
    errors: ['ticket.not_found'],
    idempotency: 'natural',
    ratePercent: 2,
  },
} as const satisfies Routes;

export const routingRoutes = { ...agentRoutes, ...configRoutes, ...ticketRoutes } as const satisfies Routes;
