// Counts the outcome of a ticket once for each skill that it required, and updates the levels of its agent.
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
 * Records what an event says about an agent's skills: those that the ticket requires or prefers when the
 * event is handled. Each skill has its own transaction on the version of its evidence, and a known fact
 * changes nothing. So events may come twice, late or in any order, and the process may die between two
 * skills.
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

interface SkillFact {
  agentId: string;
  skill: string;
  ticket: Ticket;
  fact: OutcomeFact;
}

async function learnSkill(
  table: Table,
  { agentId, skill, ticket, fact }: SkillFact,
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
      const change =
        from === to ? noChange : await withRelearnedSkills(table, agent, { skill, outcomes }, context);
      return commit(
        table,
        // The ids derive from the state of the evidence: a repeated message may find fewer skills left to
        // count.
        { ...context, ids: derivedIds(`learn|${agentId}|${skill}|${before.version}`) },
        {
          writes: [saveSkillEvidence(agentId, before, outcomes), ...change.writes],
          events: [...change.events, ...(from === to ? [] : [skillLearned(agentId, skill, from, to)])],
        },
      );
    }),
  );
}

const noChange: { writes: Write[]; events: NewEvent[] } = { writes: [], events: [] };

/**
 * Returns the change of an agent to the levels that all their evidence proves. The agent is written even when
 * a set level hides the learned one, so that a concurrent change made on older evidence finds a newer
 * version.
 */
async function withRelearnedSkills(table: Table, agent: Agent, changed: SkillEvidence, { now }: Context) {
  const others = (await listSkillEvidence(table, agent.id)).filter(({ skill }) => skill !== changed.skill);
  const learned = learnedSkills(agent, [...others, changed]);
  return abilityChange(agent, { ...agent, learned }, now.toISOString());
}
