// What became of a ticket is counted for the skills that it asked for, once, and moves its agent's levels.
import type { Context } from '../../platform/context.ts';
import { derivedIds } from '../../platform/ids.ts';
import { commit } from '../../platform/table/commit.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { requireApplied, unchanged } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { loadTicket, type Ticket } from '../../tickets/index.ts';
import { loadAgent } from '../agents/agent-store.ts';
import { abilityChange } from '../agents/change-agent.ts';
import { listSkillEvidence, loadSkillEvidence, saveSkillEvidence } from '../agents/evidence-store.ts';
import {
  addOutcomeFact,
  learnableSkills,
  learnedSkills,
  levelForOutcomes,
  type OutcomeEvent,
  type OutcomeFact,
  outcomeFactIn,
  type SkillEvidence,
} from '../agents/learned-skills.ts';
import type { RoutingDeps } from '../matching/table-routing-store.ts';
import type { Agent } from '../model/agent.ts';
import { queueOf } from '../model/queue.ts';
import { skillLearned } from '../new-events.ts';

/**
 * Counts what an event says of the skills of an agent. The skills are those that the ticket asks for when the event is
 * handled. Each skill is a transaction on the version of its evidence, in which a fact that is known changes nothing: the
 * event may come twice, late or in any order, and the process may die between two skills.
 */
export async function learnSkills(
  { table, config }: Pick<RoutingDeps, 'table' | 'config'>,
  event: OutcomeEvent,
  context: Context,
): Promise<void> {
  const found = outcomeFactIn(event);
  if (!found) return;
  const [ticket, { queues }] = await Promise.all([
    loadTicket(table, event.data.ticketId),
    config(context.now),
  ]);
  if (!ticket) return;
  for (const skill of learnableSkills(ticket, queueOf(ticket, queues), queues))
    await learnSkill(table, { ...found, skill, ticket }, context);
}

interface SkillLesson {
  agentId: string;
  skill: string;
  ticket: Ticket;
  fact: OutcomeFact;
}

async function learnSkill(
  table: Table,
  { agentId, skill, ticket, fact }: SkillLesson,
  context: Context,
): Promise<void> {
  await requireApplied(
    retryOnStale(async () => {
      const [agent, before] = await Promise.all([
        loadAgent(table, agentId),
        loadSkillEvidence(table, agentId, skill),
      ]);
      if (agent?.kind !== 'person') return unchanged(undefined);
      const outcomes = addOutcomeFact(before.outcomes, ticket, fact);
      if (!outcomes) return unchanged(undefined);
      const [from, to] = [levelForOutcomes(before.outcomes), levelForOutcomes(outcomes)];
      const moved =
        from === to ? noChange : await withRelearnedSkills(table, agent, { skill, outcomes }, context);
      return commit(
        table,
        // Of the evidence's own state: a repeated message may find fewer skills left to count.
        { ...context, ids: derivedIds(`learn|${agentId}|${skill}|${before.version}`) },
        {
          writes: [saveSkillEvidence(agentId, before, outcomes), ...moved.writes],
          events: [...moved.events, ...(from === to ? [] : [skillLearned(agentId, skill, from, to)])],
        },
      );
    }),
  );
}

const noChange: { writes: Write[]; events: NewEvent[] } = { writes: [], events: [] };

/**
 * The agent with what all their evidence speaks for now. They are written even when a level that was set hides it, so that
 * whoever changes the agent at the same time, on evidence that was read before, finds another version.
 */
async function withRelearnedSkills(table: Table, agent: Agent, changed: SkillEvidence, { now }: Context) {
  const others = (await listSkillEvidence(table, agent.id)).filter(({ skill }) => skill !== changed.skill);
  const learned = learnedSkills(agent, [...others, changed]);
  return abilityChange(agent, { ...agent, learned }, now.toISOString());
}
