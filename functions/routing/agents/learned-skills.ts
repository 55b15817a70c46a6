// Derives learned skill levels from the outcomes of the tickets that required the skill. Pure
// (docs/adr/0023).
import type { SurveyAnswered } from '../../feedback/events.ts';
import type { EventOf } from '../../platform/events/event-definition.ts';
import type { TicketClosed, TicketReleased, TicketReopened } from '../../tickets/events.ts';
import type { Ticket } from '../../tickets/index.ts';
import { type Agent, availabilityEntryCount, MAX_AVAILABILITY_ENTRIES, type Skill } from '../model/agent.ts';
import { knownTopicOf, type Queue } from '../model/queue.ts';

/**
 * Facts about a ticket of an agent. `kept`: it stayed solved until the reopening window passed. `reopened`:
 * the customer came back. `satisfied`: the customer rated it 4 or 5 of 5. `dissatisfied`: 1 or 2. `declined`:
 * the agent declined the offer.
 */
export const outcomeFacts = ['kept', 'reopened', 'satisfied', 'dissatisfied', 'declined'] as const;
export type OutcomeFact = (typeof outcomeFacts)[number];

/** The facts about one ticket that are evidence of an agent's skill. */
export interface TicketOutcome {
  ticketId: string;
  openedAt: string;
  facts: OutcomeFact[];
}

export interface SkillEvidence {
  skill: string;
  /** Newest ticket first. */
  outcomes: readonly TicketOutcome[];
}

/** Only the newest 30 tickets count, so that a change of an agent's performance shows within weeks. */
export const OUTCOME_WINDOW = 30;
/** The evidence of fewer tickets gives no level. */
export const MIN_TICKETS = 5;
/** Each learned skill adds an availability entry in each team, which an assignment may have to update. */
export const MAX_LEARNED_SKILLS = 5;

/** The events that may be evidence of an agent's skills. */
export type OutcomeEvent = EventOf<
  typeof TicketClosed | typeof TicketReopened | typeof TicketReleased | typeof SurveyAnswered
>;

/** Returns the fact that an event gives about an agent; undefined when it gives none. */
export function outcomeFactIn(event: OutcomeEvent): { agentId: string; fact: OutcomeFact } | undefined {
  const about = (agentId: string | undefined, fact: OutcomeFact) =>
    agentId === undefined ? undefined : { agentId, fact };
  switch (event.type) {
    case 'ticket.closed':
      return event.data.reason === 'window' ? about(event.data.assigneeId, 'kept') : undefined;
    case 'ticket.reopened':
      return event.actor.role === 'customer'
        ? about(event.data.place?.from.assigneeId, 'reopened')
        : undefined;
    case 'ticket.released':
      return event.data.reason === 'declined' ? about(event.data.agentId, 'declined') : undefined;
    default:
      if (event.data.score === 3) return undefined;
      return about(event.data.agentId, event.data.score > 3 ? 'satisfied' : 'dissatisfied');
  }
}

/** Returns false for the trainings of sensitive tickets: people grant them, statistics never do. */
export const isLearnable = (skill: string): boolean => !skill.startsWith('trained_');

/**
 * Returns the skills that a ticket or its queue requires or prefers. Adds the ticket's topic if any queue
 * names a skill like it; routing never looks for any other.
 */
export function learnableSkills(ticket: Ticket, queue: Queue, queues: readonly Queue[]): string[] {
  const skillNamesOf = ({
    requiredSkills,
    preferredSkills,
  }: Pick<Queue, 'requiredSkills' | 'preferredSkills'>) =>
    [...requiredSkills, ...preferredSkills].map(({ name }) => name);
  const topic = knownTopicOf(ticket);
  const known = new Set(queues.flatMap(skillNamesOf));
  const names = new Set([...skillNamesOf(ticket), ...skillNamesOf(queue)]);
  if (topic !== undefined && known.has(topic)) names.add(topic);
  return [...names].filter(isLearnable).toSorted();
}

/**
 * Adds a fact to the outcomes. Returns undefined when nothing changes, because the fact is known or its
 * ticket is older than those that count. The same facts give the same outcomes in any order and with any
 * repetition.
 */
export function addOutcomeFact(
  outcomes: readonly TicketOutcome[],
  { id: ticketId, openedAt }: Pick<Ticket, 'id' | 'openedAt'>,
  fact: OutcomeFact,
): TicketOutcome[] | undefined {
  const known = outcomes.find((outcome) => outcome.ticketId === ticketId);
  if (known?.facts.includes(fact)) return undefined;
  const next: TicketOutcome = { ticketId, openedAt, facts: [...(known?.facts ?? []), fact].toSorted() };
  const counted = [...outcomes.filter((outcome) => outcome !== known), next]
    .toSorted((a, b) => b.openedAt.localeCompare(a.openedAt) || b.ticketId.localeCompare(a.ticketId))
    .slice(0, OUTCOME_WINDOW);
  return counted.includes(next) ? counted : undefined;
}

/**
 * Returns true for a ticket that stayed solved or satisfied its customer, unless the customer came back or
 * was dissatisfied. A ticket that was only declined is not good.
 */
export const isGoodOutcome = ({ facts: known }: TicketOutcome): boolean =>
  !known.includes('reopened') &&
  !known.includes('dissatisfied') &&
  (known.includes('kept') || known.includes('satisfied'));

/** The z value of a one-sided confidence of 95 %. */
const WILSON_Z = 1.645;

/**
 * Returns the least share of good outcomes at 95 % confidence: the lower bound of Wilson's score interval
 * (Wilson 1927, JASA 22:209). Few tickets prove little: 5 of 5 give 0.65, 25 of 25 give 0.90.
 */
export function provenShare(good: number, all: number): number {
  if (all === 0) return 0;
  const share = good / all;
  const spread = WILSON_Z * Math.sqrt((share * (1 - share)) / all + WILSON_Z ** 2 / (4 * all ** 2));
  return Math.max(0, (share + WILSON_Z ** 2 / (2 * all) - spread) / (1 + WILSON_Z ** 2 / all));
}

/** The least proven share for each level, highest level first. */
const thresholds = [
  { level: 5, from: 0.9 },
  { level: 4, from: 0.8 },
  { level: 3, from: 0.65 },
  { level: 2, from: 0.5 },
  { level: 1, from: 0.35 },
] as const;

/** Returns the level that outcomes prove; undefined when there are too few of them, or too few good ones. */
export function levelForOutcomes(outcomes: readonly TicketOutcome[]): number | undefined {
  if (outcomes.length < MIN_TICKETS) return undefined;
  const proven = provenShare(outcomes.filter(isGoodOutcome).length, outcomes.length);
  return thresholds.find(({ from }) => proven >= from)?.level;
}

type LearningAgent = Pick<Agent, 'kind' | 'skills' | 'languages' | 'teams' | 'learnedSkillLimits'>;

/** Returns the highest level of a skill that an agent may learn; 0 when a lead has switched learning off. */
export const maxLearnedLevel = (
  { learnedSkillLimits = [] }: Pick<Agent, 'learnedSkillLimits'>,
  skill: string,
): number => learnedSkillLimits.find(({ name }) => name === skill)?.level ?? 5;

/**
 * Returns the learned skills that count beside the set ones: the five best, as far as the limit of
 * availability entries allows. A level that a person set always wins. No level exceeds the lead's limit.
 * Trainings are never learned, and bots learn nothing.
 */
export function learnedSkills(agent: LearningAgent, evidence: readonly SkillEvidence[]): Skill[] {
  if (agent.kind === 'bot') return [];
  const setByPeople = new Set(agent.skills.map(({ name }) => name));
  const entriesLeft = Math.floor(
    (MAX_AVAILABILITY_ENTRIES - availabilityEntryCount(agent)) / Math.max(1, agent.teams.length),
  );
  return evidence
    .filter(({ skill }) => isLearnable(skill) && !setByPeople.has(skill))
    .map(({ skill, outcomes }) => ({
      name: skill,
      level: Math.min(levelForOutcomes(outcomes) ?? 0, maxLearnedLevel(agent, skill)),
    }))
    .filter(({ level }) => level > 0)
    .toSorted((a, b) => b.level - a.level || a.name.localeCompare(b.name))
    .slice(0, Math.min(MAX_LEARNED_SKILLS, Math.max(0, entriesLeft)));
}
