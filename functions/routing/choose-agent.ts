// The routing decision, pure: one ticket and the agents who are online in, one agent or nobody out, with the reasons.
import type { RequiredSkill, RoutingDecision, Ticket } from '../tickets/index.ts';
import { type Agent, channelWeights } from './agent.ts';

/** An agent as the roster shows them. */
export type RosterRow = Pick<
  Agent,
  'id' | 'name' | 'skills' | 'languages' | 'capacity' | 'free' | 'lastAssignedAt'
>;

/** Capacity that a ticket of its channel takes. */
export const weightOf = (ticket: Pick<Ticket, 'channel'>) => channelWeights[ticket.channel];

/**
 * Who gets the ticket: among online agents with free capacity for its channel who speak its language and hold every
 * required skill, the last agent first (continuity), then the best skill match, then the lowest share of capacity in
 * use, then the longest since the last assignment, then the id, so that the same input always gives the same answer.
 */
export function chooseAgent(ticket: Ticket, roster: readonly RosterRow[], now: Date): RoutingDecision {
  const able = roster.filter(
    (agent) => speaks(agent, ticket.language) && holdsAll(agent, ticket.requiredSkills),
  );
  const eligible = able.filter((agent) => agent.free >= weightOf(ticket));
  const best = eligible.toSorted((a, b) => compare(ticket, a, b))[0];
  return {
    at: now.toISOString(),
    ...(best ? { agentId: best.id } : {}),
    explanation: explain(ticket, roster.length, able.length, eligible.length, best),
    considered: roster.length,
    eligible: eligible.length,
  };
}

const languageOf = (tag: string) => tag.split('-')[0];

function speaks(agent: RosterRow, language: string | undefined): boolean {
  return (
    language === undefined || agent.languages.some((spoken) => languageOf(spoken) === languageOf(language))
  );
}

const levelOf = (agent: RosterRow, skill: RequiredSkill) =>
  agent.skills.find(({ name }) => name === skill.name)?.level ?? 0;

function holdsAll(agent: RosterRow, required: readonly RequiredSkill[]): boolean {
  return required.every((skill) => levelOf(agent, skill) >= skill.level);
}

function compare(ticket: Ticket, a: RosterRow, b: RosterRow): number {
  return (
    Number(b.id === ticket.lastAgentId) - Number(a.id === ticket.lastAgentId) ||
    skillMatch(b, ticket) - skillMatch(a, ticket) ||
    load(a) - load(b) ||
    (a.lastAssignedAt ?? '').localeCompare(b.lastAssignedAt ?? '') ||
    a.id.localeCompare(b.id)
  );
}

/** Sum of the agent's levels in the skills that are asked for. */
function skillMatch(agent: RosterRow, ticket: Ticket): number {
  return ticket.requiredSkills.reduce((sum, skill) => sum + levelOf(agent, skill), 0);
}

/** Share of capacity in use, 0 to 1. */
function load(agent: RosterRow): number {
  return agent.capacity === 0 ? 1 : (agent.capacity - agent.free) / agent.capacity;
}

function explain(
  ticket: Ticket,
  online: number,
  able: number,
  eligible: number,
  best: RosterRow | undefined,
): string {
  const wants = [
    ...(ticket.language ? [`language ${ticket.language}`] : []),
    ...ticket.requiredSkills.map(({ name, level }) => `${name} ≥ ${level}`),
  ];
  const asked = wants.length > 0 ? `${wants.join(', ')} required` : 'nothing special required';
  const counts = `${eligible} of ${online} online agents`;
  if (!best)
    return `${asked}; ${counts}: ${able > 0 ? 'those who are able are at capacity' : 'nobody able is online'}; waiting`;
  const reason =
    best.id === ticket.lastAgentId
      ? 'had it before'
      : `load ${load(best).toFixed(1)}, last assigned ${best.lastAssignedAt ?? 'never'}`;
  return `${asked}; ${counts}; chosen: ${best.id}, ${reason}`;
}
