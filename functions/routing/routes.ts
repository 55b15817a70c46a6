import * as z from 'zod/mini';
import { problemsField } from '../platform/config/stored-document.ts';
import { agentId, id, text } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { AgentSchema, PutAgentRequestSchema, presences, teamId } from './agents/agent.ts';
import { RoutingSimulationSchema, SimulateRoutingRequestSchema } from './matching/simulate-routing.ts';
import { PutQueueRequestSchema, QueueSchema, queueId } from './queues/queue.ts';
import { RoutingSettingsSchema, RoutingSettingsViewSchema } from './queues/routing-settings.ts';
import { PutTeamRequestSchema, TeamSchema } from './queues/team.ts';
import { ShiftsSchema } from './shifts/shifts.ts';
import { SkillReportSchema } from './skills/skill-report.ts';

const agentParams = z.strictObject({ agentId: agentId() });
const ticketParams = z.strictObject({ ticketId: id('ticket') });
const queueParams = z.strictObject({ queueId: queueId() });
const teamParams = z.strictObject({ teamId: teamId() });
const PresenceSchema = z.enum(presences, { error: `must be one of ${presences.join(', ')}` });
const reason = text(200);

const leads = ['lead', 'admin'] as const;
const staff = ['agent', 'lead', 'admin'] as const;

const DeletedSchema = z.object({ id: z.string() });
const TicketAssignmentSchema = z.object({
  ticketId: z.string(),
  assigneeId: z.optional(z.string()),
  queueId: z.optional(z.string()),
});
const OfferAnswerSchema = z.object({ ticketId: z.string(), outcome: z.enum(['accepted', 'declined']) });
const PlannedShiftsSchema = z.object({
  version: z.int(),
  shifts: ShiftsSchema,
  next: z.optional(z.object({ at: z.string(), presence: z.enum(['online', 'offline']) })),
});

const agentRoutes = {
  putAgent: {
    method: 'PUT',
    path: '/v1/agents/{agentId}',
    summary: 'Make or change an agent: skills, languages, teams, capacity',
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
    summary: 'An agent with presence and free capacity; agents see themselves, leads everybody',
    roles: staff,
    params: agentParams,
    success: { status: 200, body: AgentSchema },
    errors: ['agent.not_found'],
    etag: 'version',
  },
  getAgentSkills: {
    method: 'GET',
    path: '/v1/agents/{agentId}/skills',
    summary:
      'An agent’s skills: which levels were set, which were learned, and from what; agents see themselves, leads everybody',
    roles: staff,
    params: agentParams,
    success: { status: 200, body: z.object({ items: z.array(SkillReportSchema) }) },
    errors: ['agent.not_found'],
  },
  setPresence: {
    method: 'PUT',
    path: '/v1/agents/{agentId}/presence',
    summary: 'Come online, step away, take a break or go offline; agents themselves, leads anybody',
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
    summary: 'Say every 30 s that the agent’s client is there; once begun, 90 s of silence mean offline',
    roles: staff,
    params: agentParams,
    body: z.strictObject({}),
    success: { status: 200, body: z.object({ presence: PresenceSchema, everySeconds: z.int() }) },
    errors: ['agent.not_found', 'write.contended'],
  },
  putShifts: {
    method: 'PUT',
    path: '/v1/agents/{agentId}/shifts',
    summary: 'Plan an agent’s presence: weekly hours in their time zone, and days that differ',
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
    summary: 'The planned shifts of an agent and what comes next',
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
    summary: 'The queues, in the order their conditions are tried',
    roles: staff,
    success: { status: 200, body: z.object({ items: z.array(QueueSchema), problems: problemsField() }) },
    errors: [],
  },
  getQueue: {
    method: 'GET',
    path: '/v1/queues/{queueId}',
    summary: 'A queue',
    roles: staff,
    params: queueParams,
    success: { status: 200, body: QueueSchema },
    errors: ['queue.not_found'],
    etag: 'version',
  },
  putQueue: {
    method: 'PUT',
    path: '/v1/queues/{queueId}',
    summary: 'Make or change a queue; who waits there is decided on anew within a minute',
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
    summary: 'Take a queue away; who waits there goes where the others’ conditions say',
    roles: leads,
    params: queueParams,
    success: { status: 200, body: DeletedSchema },
    errors: ['queue.not_found', 'write.contended'],
    precondition: 'optional',
  },
  listTeams: {
    method: 'GET',
    path: '/v1/teams',
    summary: 'The teams and what they serve',
    roles: staff,
    success: { status: 200, body: z.object({ items: z.array(TeamSchema), problems: problemsField() }) },
    errors: [],
  },
  getTeam: {
    method: 'GET',
    path: '/v1/teams/{teamId}',
    summary: 'A team',
    roles: staff,
    params: teamParams,
    success: { status: 200, body: TeamSchema },
    errors: ['team.not_found'],
    etag: 'version',
  },
  putTeam: {
    method: 'PUT',
    path: '/v1/teams/{teamId}',
    summary: 'Make or change a team: which queues it serves, in which order, after how long',
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
    summary: 'Take a team away that nobody belongs to',
    roles: leads,
    params: teamParams,
    success: { status: 200, body: DeletedSchema },
    errors: ['team.not_found', 'team.in_use', 'write.contended'],
    precondition: 'optional',
  },
  getRoutingSettings: {
    method: 'GET',
    path: '/v1/routing/settings',
    summary: 'Weights of channels, channels that do not go together, how long to wait',
    roles: staff,
    success: { status: 200, body: z.extend(RoutingSettingsViewSchema, { problems: problemsField() }) },
    errors: [],
    etag: 'version',
  },
  putRoutingSettings: {
    method: 'PUT',
    path: '/v1/routing/settings',
    summary: 'Change the settings of routing as a whole',
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
    summary: 'Accept a ticket that is offered to the caller',
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
    summary: 'Decline a ticket that is offered to the caller; it waits again as old as it is',
    roles: staff,
    params: ticketParams,
    body: z.strictObject({ reason }),
    success: { status: 200, body: OfferAnswerSchema },
    errors: ['ticket.not_found', 'routing.no_offer', 'write.contended'],
  },
  assignTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/assign',
    summary: 'Give a ticket to an agent by hand, over their capacity only with force',
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
    summary: 'Take a ticket out of its agent’s hands; it waits again as old as it is',
    roles: leads,
    params: ticketParams,
    body: z.strictObject({ reason }),
    success: { status: 200, body: TicketAssignmentSchema },
    errors: ['ticket.not_found', 'routing.not_assigned', 'routing.not_assignable', 'write.contended'],
  },
  queueTicket: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/queue',
    summary: 'Put a ticket into another queue by hand',
    roles: leads,
    params: ticketParams,
    body: z.strictObject({ queueId: queueId(), reason }),
    success: { status: 200, body: TicketAssignmentSchema },
    errors: ['ticket.not_found', 'queue.not_found', 'routing.not_assignable', 'write.contended'],
  },
  simulateRouting: {
    method: 'POST',
    path: '/v1/routing/simulate',
    summary: 'What routing would do with a ticket now, stored or described, and why; nothing is written',
    roles: leads,
    body: SimulateRoutingRequestSchema,
    success: { status: 200, body: RoutingSimulationSchema },
    errors: ['ticket.not_found'],
    idempotency: 'natural',
    ratePercent: 2,
  },
} as const satisfies Routes;

export const routingRoutes = { ...agentRoutes, ...configRoutes, ...ticketRoutes } as const satisfies Routes;
