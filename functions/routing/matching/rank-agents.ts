// Which of several agents gets a ticket, and the sentence that says why. Pure.
import { HOUR_MS } from '../../platform/clock.ts';
import type { RoutingDecision, Ticket } from '../../tickets/index.ts';
import { type Agent, levelOf, loadOf } from '../model/agent.ts';
import type { Queue } from '../model/queue.ts';
import { meetsRequirements, type TicketRequirements } from '../model/requirements.ts';
import { hasRoomFor, type RoutingSettings } from '../model/routing-settings.ts';

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

/** Why an agent cannot have the ticket now; undefined when they can. Their teams are the caller's to check. */
export function ineligibleReason(
  agent: Agent,
  ticket: Ticket,
  wish: TicketRequirements,
  settings: RoutingSettings,
  now: Date,
): string | undefined {
  if (!meetsRequirements(agent, wish)) return 'does not hold what is required';
  if (agent.presence !== 'online') return `is ${agent.presence}`;
  if (!hasRoomFor(agent, ticket.channel, settings)) return 'has no room for it';
  return isSkipped(ticket, agent.id, now) ? 'declined it or let the offer pass' : undefined;
}

/** The parts that the order goes by. The last agent counts within the window of the queue, the owner always. */
export function scoreAgent(
  agent: Agent,
  ticket: Ticket,
  wish: TicketRequirements,
  queue: Queue,
  now: Date,
): Score {
  const names = new Set([...wish.skills, ...wish.preferred].map(({ name }) => name));
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
 * Best first: the customer's owner, then the last agent (continuity), then the best skill match (the sum of levels in the
 * skills asked for), then the lowest share of capacity in use, then the longest since the last assignment, then the id, so
 * that the same input always gives the same order. A round-robin queue goes by the last assignment alone.
 */
export function rankAgents(agents: readonly RankedAgent[], queue: Queue): RankedAgent[] {
  const order = orders[queue.order];
  return agents.toSorted((a, b) => {
    const decisive = order.find((criterion) => criteria[criterion](a, b) !== 0);
    return decisive ? criteria[decisive](a, b) : 0;
  });
}

/** What set the first apart from the second. */
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
  /** Agents looked at. */
  considered: number;
  /** Those who could have taken it, best first. */
  ranked: readonly RankedAgent[];
  /** Why the first was chosen, when it was not by the order. */
  reason?: string;
  /** While it waits: when it is looked at again whatever happens. */
  reevaluateAt?: string | undefined;
}

/** The decision with its reasons: `Spanish, billing ≥ 3 required; 4 of 11 agents; chosen: ann, least load 0.3, last assigned 14:02`. */
export function routingDecisionOf(
  { requirements: wish, queue, considered, ranked, reason, reevaluateAt }: DecisionInput,
  now: Date,
): RoutingDecision {
  const best = ranked[0];
  const { continuity, match, load, lastAssignedAt } = best?.score ?? {};
  const asked = [requirementsText(wish), ...wish.dropped.map(droppedGroupText)].join('; ');
  const end = best
    ? [
        `chosen: ${best.agent.id}, ${reason ?? reasonOf(ranked, queue)}`,
        ...learnedSkillsUsed(best.agent, wish),
      ].join('; ')
    : 'nobody able is free; waiting';
  return {
    at: now.toISOString(),
    explanation: `${asked}; ${ranked.length} of ${considered} agents${best ? '' : ' with room'}; ${end}`,
    considered,
    eligible: ranked.length,
    queueId: queue.id,
    requires: { ...(wish.language ? { language: wish.language } : {}), skills: wish.skills },
    ...(reevaluateAt ? { reevaluateAt } : {}),
    ...(wish.dropped.length > 0 ? { dropped: wish.dropped } : {}),
    ...(best ? { agentId: best.agent.id } : {}),
    ...(continuity !== undefined && match !== undefined && load !== undefined
      ? { score: { continuity, match, load, ...(lastAssignedAt ? { lastAssignedAt } : {}) } }
      : {}),
  };
}

/** Of what is asked for, the levels that the agent was not given by a person: `billing 4, learned`. */
function learnedSkillsUsed({ learned = [] }: Agent, { skills, preferred }: TicketRequirements): string[] {
  const asked = new Set([...skills, ...preferred].map(({ name }) => name));
  return learned.filter(({ name }) => asked.has(name)).map(({ name, level }) => `${name} ${level}, learned`);
}

let languageNames: Intl.DisplayNames | undefined;

/** Made with the first name: it reads ICU's data, which takes as long as loading half the function. */
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
