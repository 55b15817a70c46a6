// Simulates the routing of a ticket without changing anything.
import * as z from 'zod/mini';
import type { Context } from '../../platform/context.ts';
import { agentId, id, language } from '../../platform/contract/fields.ts';
import {
  ChannelSchema,
  openedTicket,
  PreferredSkillSchema,
  PrioritySchema,
  RequiredSkillSchema,
  SensitiveKindSchema,
  type Ticket,
  ticketError,
} from '../../tickets/index.ts';
import { waitingGroupIdOf } from '../model/requirements.ts';
import {
  evaluateTicket,
  ineligibleReasonFor,
  rankIfEligible,
  type TicketEvaluation,
} from './evaluate-ticket.ts';
import { findAgents } from './find-agents.ts';
import { rankAgents, routingDecisionOf, scoreAgent } from './rank-agents.ts';
import type { RoutingReader } from './routing-store.ts';

const word = z.string().check(z.minLength(1), z.maxLength(80));

/** The description of a ticket that does not exist. */
export const DescribedTicketSchema = z.strictObject({
  channel: ChannelSchema,
  priority: z._default(PrioritySchema, 'normal'),
  language: z.optional(language()),
  requiredSkills: z._default(z.array(RequiredSkillSchema).check(z.maxLength(10)), []),
  preferredSkills: z._default(z.array(PreferredSkillSchema).check(z.maxLength(10)), []),
  tags: z._default(z.array(word).check(z.maxLength(50)), []),
  segments: z._default(z.array(word).check(z.maxLength(50)), []),
  topic: z.optional(word),
  vipTier: z.optional(z.int().check(z.minimum(1), z.maximum(3))),
  sensitiveKinds: z._default(z.array(SensitiveKindSchema).check(z.maxLength(4)), []),
  ownerId: z.optional(agentId()),
  previousAssigneeId: z.optional(agentId()),
  waitedSeconds: z._default(z.int().check(z.minimum(0), z.maximum(31_536_000)), 0),
});
type DescribedTicket = z.output<typeof DescribedTicketSchema>;

export const SimulateRoutingRequestSchema = z
  .strictObject({ ticketId: z.optional(id('ticket')), ticket: z.optional(DescribedTicketSchema) })
  .check(
    z.refine(({ ticketId, ticket }) => (ticketId === undefined) !== (ticket === undefined), {
      path: ['ticketId'],
      error: 'is required without ticket and not allowed with it',
    }),
  );
export type SimulateRoutingRequest = z.output<typeof SimulateRoutingRequestSchema>;

const CandidateSchema = z.object({
  agentId: z.string(),
  /** Why the agent is not eligible; absent when they are. */
  whyNot: z.optional(z.string()),
  score: z.object({
    continuity: z.enum(['owner', 'previous_assignee', 'none']),
    match: z.int(),
    load: z.number(),
    lastAssignedAt: z.optional(z.string()),
  }),
});

export const RoutingSimulationSchema = z.object({
  queueId: z.string(),
  waitingGroupId: z.string(),
  considered: z.int(),
  eligible: z.int(),
  explanation: z.string(),
  /** Eligible agents, best first, then the others with the reason. */
  ranking: z.array(CandidateSchema),
});
export type RoutingSimulation = z.output<typeof RoutingSimulationSchema>;

/**
 * Makes the routing decision for a stored or described ticket as of now, and lists every agent that was
 * considered with score or reason. Writes nothing. Treats an assigned ticket as if it waited.
 */
export async function simulateRouting(
  store: RoutingReader,
  request: SimulateRoutingRequest,
  context: Context,
): Promise<RoutingSimulation> {
  const ticket = request.ticket
    ? describedTicket(request.ticket, context)
    : await store.ticket(request.ticketId ?? '');
  if (!ticket) throw ticketError('ticket.not_found');
  const evaluation = evaluateTicket(store, ticket);
  const { ids, considered } = await firstCandidates(store, evaluation);
  const agents = ids.length > 0 ? await store.agents(ids) : [];
  const ranked = rankAgents(
    agents.flatMap((agent) => rankIfEligible(store, evaluation, agent) ?? []),
    evaluation.queue,
  );
  const ineligible = agents.flatMap((agent) => {
    const whyNot = ineligibleReasonFor(store, evaluation, agent);
    const score = scoreAgent(agent, ticket, evaluation.requirements, evaluation.queue, store.now);
    return whyNot === undefined ? [] : [{ agentId: agent.id, whyNot, score }];
  });
  const { requirements, queue } = evaluation;
  const { explanation } = routingDecisionOf({ requirements, queue, considered, ranked }, store.now);
  return {
    queueId: queue.id,
    waitingGroupId: waitingGroupIdOf(requirements),
    considered,
    eligible: ranked.length,
    explanation,
    ranking: [...ranked.map(({ agent, score }) => ({ agentId: agent.id, score })), ...ineligible],
  };
}

/** Reads as far as routing would: to the first batch that contains an eligible agent. */
async function firstCandidates(
  store: RoutingReader,
  evaluation: TicketEvaluation,
): Promise<{ ids: string[]; considered: number }> {
  const { ticket, requirements } = evaluation;
  const found = new Set([ticket.ownerId, ticket.previousAssigneeId].filter((one) => one !== undefined));
  let considered = found.size;
  for await (const batch of findAgents(store, ticket, requirements)) {
    for (const one of batch.ids) found.add(one);
    considered = Math.max(batch.considered, found.size);
    const agents = found.size > 0 ? await store.agents([...found]) : [];
    if (agents.some((agent) => ineligibleReasonFor(store, evaluation, agent) === undefined)) break;
  }
  return { ids: [...found], considered };
}

function describedTicket(ticket: DescribedTicket, { ids, now }: Context): Ticket {
  const { topic, sensitiveKinds: kinds, waitedSeconds, ...given } = ticket;
  const at = new Date(now.getTime() - waitedSeconds * 1000).toISOString();
  const opening = { customerId: ids.next('customer'), subject: '', message: '', ...given };
  return {
    ...openedTicket(ids.next('ticket'), opening, 'staff', at),
    ...given,
    previouslyReleasedAt: at,
    ...(topic ? { topic: { id: topic, confidence: 1, by: 'staff' as const } } : {}),
    ...(kinds.length > 0 ? { sensitive: { kinds, reasons: [], by: 'staff' as const, at } } : {}),
  };
}
