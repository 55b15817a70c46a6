// What became of a ticket is counted for the skills that it asked for, once, and moves its agent's levels.
import type { Context } from '../platform/context.ts';
import type { DomainEvent } from '../platform/events/envelope.ts';
import type { NewEvent } from '../platform/events/new-event.ts';
import { derivedIds } from '../platform/ids.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import { loadTicket, type Ticket } from '../tickets/index.ts';
import type { Agent } from './agent.ts';
import { changedAbilities } from './change-agent.ts';
import { skillLearned } from './events.ts';
import { loadEvidence, readEvidence, saveEvidence } from './evidence.ts';
import {
  type Evidence,
  type Fact,
  factIn,
  learnableFrom,
  learnedBy,
  levelFrom,
  withFact,
} from './learned-skills.ts';
import { queueOf } from './queue.ts';
import { loadAgent } from './store.ts';
import type { RoutingDeps } from './table-floor.ts';

/**
 * Counts what an event says of the skills of an agent. The skills are those that the ticket asks for when the event is
 * handled. Each skill is a transaction on the version of its evidence, in which a fact that is known changes nothing: the
 * event may come twice, late or in any order, and the process may die between two skills.
 */
export async function learnFrom(
  { table, config }: Pick<RoutingDeps, 'table' | 'config'>,
  event: DomainEvent,
  context: Context,
): Promise<void> {
  const found = factIn(event);
  if (!found) return;
  const [ticket, { queues }] = await Promise.all([
    loadTicket(table, String(event.data.ticketId)),
    config(context.now),
  ]);
  if (!ticket) return;
  for (const skill of learnableFrom(ticket, queueOf(ticket, queues), queues))
    await learn(table, { ...found, skill, ticket }, context);
}

interface Lesson {
  agentId: string;
  skill: string;
  ticket: Ticket;
  fact: Fact;
}

function learn(table: Table, { agentId, skill, ticket, fact }: Lesson, context: Context): Promise<void> {
  return whileContended(async () => {
    const [agent, before] = await Promise.all([
      loadAgent(table, agentId),
      loadEvidence(table, agentId, skill),
    ]);
    if (agent?.kind !== 'person') return;
    const outcomes = withFact(before.outcomes, ticket, fact);
    if (!outcomes) return;
    const [from, to] = [levelFrom(before.outcomes), levelFrom(outcomes)];
    const moved = from === to ? none : await relearned(table, agent, { skill, outcomes }, context);
    await commit(
      table,
      // Of the evidence's own state: a repeated message may find fewer skills left to count.
      { ...context, ids: derivedIds(`learn|${agentId}|${skill}|${before.version}`) },
      {
        writes: [saveEvidence(agentId, before, outcomes), ...moved.writes],
        events: [...moved.events, ...(from === to ? [] : [skillLearned(agentId, skill, from, to)])],
      },
    );
  });
}

const none: { writes: Write[]; events: NewEvent[] } = { writes: [], events: [] };

/**
 * The agent with what all their evidence speaks for now. They are written even when a level that was set hides it, so that
 * whoever changes the agent at the same time, on evidence that was read before, finds another version.
 */
async function relearned(table: Table, agent: Agent, changed: Evidence, { now }: Context) {
  const others = (await readEvidence(table, agent.id)).filter(({ skill }) => skill !== changed.skill);
  const learned = learnedBy(agent, [...others, changed]);
  return changedAbilities(agent, { ...agent, learned }, now.toISOString());
}
