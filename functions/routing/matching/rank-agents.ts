// Ranks agents for a ticket and explains the decision in one sentence. Pure.
import { HOUR_MS } from '../../platform/clock.ts';
import type { RoutingDecision, Ticket } from '../../tickets/index.ts';
import { type Agent, levelOf, loadOf } from '../model/agent.ts';
import type { Queue } from '../model/queue.ts';
import { meetsRequirements, type TicketRequirements } from '../model/requirements.ts';
import { hasCapacityFor, type RoutingSettings } from '../model/routing-settings.ts';

export interface Score {
  continuity: 'owner' | 'previous_assignee' | 'none';
  match: number;
  load: number;
  lastAssignedAt?: string | undefined;
}

export interface RankedAgent {
  agent: Agent;
  score: Score;
}

const isSkipped = ({ skips = [] }: Ticket, agentId: string, now: Date): boolean =>
  skips.some((skip) => skip.agentId === agentId && skip.until > now.toISOString());

/** Returns why an agent cannot get the ticket now; undefined when they can. The caller checks their teams. */
export function ineligibleReason(
  agent: Agent,
  ticket: Ticket,
  requirements: TicketRequirements,
  settings: RoutingSettings,
  now: Date,
): string | undefined {
  if (!meetsRequirements(agent, requirements)) return 'does not hold what is required';
  if (agent.presence !== 'online') return `is ${agent.presence}`;
  if (!hasCapacityFor(agent, ticket.channel, settings)) return 'has no free capacity';
  return isSkipped(ticket, agent.id, now) ? 'declined it or let the offer pass' : undefined;
}

/**
 * Returns the values that agents are ranked by. The previous assignee counts within the queue's window, the
 * owner always.
 */
export function scoreAgent(
  agent: Agent,
  ticket: Ticket,
  requirements: TicketRequirements,
  queue: Queue,
  now: Date,
): Score {
  const names = new Set([...requirements.skills, ...requirements.preferred].map(({ name }) => name));
  return {
    continuity: continuityOf(agent.id, ticket, queue, now),
    match: [...names].reduce((sum, name) => sum + levelOf(agent, name), 0),
    load: loadOf(agent),
    lastAssignedAt: agent.lastAssignedAt,
  };
}

function continuityOf(agentId: string, ticket: Ticket, queue: Queue, now: Date): Score['continuity'] {
  if (agentId === ticket.ownerId) return 'owner';
  const since = ticket.previouslyReleasedAt ?? ticket.solvedAt;
  const recent =
    since !== undefined && now.getTime() - Date.parse(since) <= queue.continuity.windowHours * HOUR_MS;
  return recent && agentId === ticket.previousAssigneeId ? 'previous_assignee' : 'none';
}

const continuityRank = { owner: 0, previous_assignee: 1, none: 2 } as const;

type Criterion = 'continuity' | 'match' | 'load' | 'idle' | 'id';
type Compare = (a: RankedAgent, b: RankedAgent) => number;

const criteria: Readonly<Record<Criterion, Compare>> = {
  continuity: (a, b) => continuityRank[a.score.continuity] - continuityRank[b.score.continuity],
  match: (a, b) => b.score.match - a.score.match,
  load: (a, b) => a.score.load - b.score.load,
  idle: (a, b) => (a.score.lastAssignedAt ?? '').localeCompare(b.score.lastAssignedAt ?? ''),
  id: (a, b) => a.agent.id.localeCompare(b.agent.id),
};

const orders: Readonly<Record<Queue['order'], readonly Criterion[]>> = {
  rules: ['continuity', 'match', 'load', 'idle', 'id'],
  round_robin: ['idle', 'id'],
};

/**
 * Sorts agents, best first: the customer's owner, then the previous assignee (continuity), then the best
 * skill match (the sum of levels in the required and preferred skills), then the lowest load, then the oldest
 * last assignment, then the id, so that the same input always gives the same order. A round-robin queue goes
 * by the last assignment alone.
 */
export function rankAgents(agents: readonly RankedAgent[], queue: Queue): RankedAgent[] {
  const order = orders[queue.order];
  return agents.toSorted((a, b) => {
    const decisive = order.find((criterion) => criteria[criterion](a, b) !== 0);
    return decisive ? criteria[decisive](a, b) : 0;
  });
}

/** Explains why the first agent ranks before the second. */
function reasonOf([best, second]: readonly RankedAgent[], queue: Queue): string {
  if (!best) return '';
  const { continuity, match, load, lastAssignedAt } = best.score;
  const last = lastAssignedAt ? `last assigned ${lastAssignedAt.slice(11, 16)}` : 'never assigned before';
  const decisive = second && orders[queue.order].find((criterion) => criteria[criterion](best, second) !== 0);
  const texts: Readonly<Record<Criterion, string>> = {
    continuity: continuity === 'owner' ? 'the customer’s owner' : 'had it before',
    match: `best match ${match}, load ${load.toFixed(1)}`,
    load: `least load ${load.toFixed(1)}, ${last}`,
    idle: `load ${load.toFixed(1)}, longest idle, ${last}`,
    id: `load ${load.toFixed(1)}, ${last}`,
  };
  if (continuity !== 'none' && queue.order === 'rules') return texts.continuity;
  return decisive ? texts[decisive] : `the only one, ${texts.id}`;
}

export interface DecisionInput {
  requirements: TicketRequirements;
  queue: Queue;
  /** Number of agents that were considered. */
  considered: number;
  /** Eligible agents, best first. */
  ranked: readonly RankedAgent[];
  /** Why the first was chosen, if not by the ranking. */
  reason?: string;
  /** When a waiting ticket is routed again, whatever happens. */
  reevaluateAt?: string | undefined;
}

/**
 * Builds a routing decision with its explanation, such as
 * `Spanish, billing ≥ 3 required; 4 of 11 agents; chosen: ann, least load 0.3, last assigned 14:02`.
 */
export function routingDecisionOf(
  { requirements, queue, considered, ranked, reason, reevaluateAt }: DecisionInput,
  now: Date,
): RoutingDecision {
  const best = ranked[0];
  const { continuity, match, load, lastAssignedAt } = best?.score ?? {};
  const asked = [requirementsText(requirements), ...requirements.dropped.map(droppedGroupText)].join('; ');
  const outcome = best
    ? [
        `chosen: ${best.agent.id}, ${reason ?? reasonOf(ranked, queue)}`,
        ...learnedSkillsUsed(best.agent, requirements),
      ].join('; ')
    : 'no eligible agent is free; waiting';
  return {
    at: now.toISOString(),
    explanation: `${asked}; ${ranked.length} of ${considered} agents${best ? '' : ' with free capacity'}; ${outcome}`,
    considered,
    eligible: ranked.length,
    queueId: queue.id,
    requires: {
      ...(requirements.language ? { language: requirements.language } : {}),
      skills: requirements.skills,
    },
    ...(reevaluateAt ? { reevaluateAt } : {}),
    ...(requirements.dropped.length > 0 ? { dropped: requirements.dropped } : {}),
    ...(best ? { agentId: best.agent.id } : {}),
    ...(continuity !== undefined && match !== undefined && load !== undefined
      ? { score: { continuity, match, load, ...(lastAssignedAt ? { lastAssignedAt } : {}) } }
      : {}),
  };
}

/** Lists the required and preferred skills whose level is learned, such as `billing 4, learned`. */
function learnedSkillsUsed({ learned = [] }: Agent, { skills, preferred }: TicketRequirements): string[] {
  const asked = new Set([...skills, ...preferred].map(({ name }) => name));
  return learned.filter(({ name }) => asked.has(name)).map(({ name, level }) => `${name} ${level}, learned`);
}

let languageNames: Intl.DisplayNames | undefined;

/** Returns the English name of a language. Creates the formatter on first use: loading ICU's data is slow. */
function languageName(language: string): string {
  languageNames ??= new Intl.DisplayNames('en', { type: 'language' });
  return languageNames.of(language) ?? language;
}

function requirementsText({ language, skills, unspokenLanguage: unspoken }: TicketRequirements): string {
  const asked = [
    ...(language ? [languageName(language)] : []),
    ...skills.map(({ name, level }) => `${name} ≥ ${level}`),
  ];
  const said = asked.length > 0 ? `${asked.join(', ')} required` : 'nothing special required';
  return unspoken ? `${said}, nobody here speaks ${languageName(unspoken)}` : said;
}

const droppedGroupText = ({ group, at }: { group: number; at: string }) =>
  `preferred group ${group} dropped ${at.slice(11, 19)}`;
