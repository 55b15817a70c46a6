// What agents have learned: the level of a skill, from what became of the tickets that asked for it. Pure (docs/adr/0023).
import type { SurveyAnswered } from '../../feedback/events.ts';
import type { EventOf } from '../../platform/events/event-definition.ts';
import type { TicketClosed, TicketReleased, TicketReopened } from '../../tickets/events.ts';
import type { Ticket } from '../../tickets/index.ts';
import { type Agent, availabilityEntryCount, MAX_AVAILABILITY_ENTRIES, type Skill } from '../model/agent.ts';
import { knownTopicOf, type Queue } from '../model/queue.ts';

/**
 * What can become of a ticket in an agent's hands: the reopening window passed and nobody came back (`kept`), its customer
 * came back (`reopened`), said 4 or 5 of 5 (`satisfied`), said 1 or 2 (`dissatisfied`); the agent declined it.
 */
export const outcomeFacts = ['kept', 'reopened', 'satisfied', 'dissatisfied', 'declined'] as const;
export type OutcomeFact = (typeof outcomeFacts)[number];

/** All that is known of one ticket, as far as it speaks of one agent's skill. */
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

/** Only so many of the newest tickets count: who gets better or worse is seen within weeks. */
export const OUTCOME_WINDOW = 30;
/** Fewer tickets say nothing. */
export const MIN_TICKETS = 5;
/** Each learned skill is a seat more in each team, which a claim may have to move. */
export const MAX_LEARNED_SKILLS = 5;

/** The events that may say something about the skills of an agent. */
export type OutcomeEvent = EventOf<
  typeof TicketClosed | typeof TicketReopened | typeof TicketReleased | typeof SurveyAnswered
>;

/** Returns what an event says about whose skill; undefined when it says nothing. */
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

/** Trainings for the sensitive lane are given by people, never by figures. */
export const isLearnable = (skill: string): boolean => !skill.startsWith('trained_');

/**
 * The skills that a ticket asks for, its queue's among them, required or preferred; and its topic, where any queue asks
 * for a skill of that name: no other would ever be looked for.
 */
export function learnableSkills(ticket: Ticket, queue: Queue, queues: readonly Queue[]): string[] {
  const askedBy = ({ requiredSkills, preferredSkills }: Pick<Queue, 'requiredSkills' | 'preferredSkills'>) =>
    [...requiredSkills, ...preferredSkills].map(({ name }) => name);
  const topic = knownTopicOf(ticket);
  const known = new Set(queues.flatMap(askedBy));
  const names = new Set([...askedBy(ticket), ...askedBy(queue)]);
  if (topic !== undefined && known.has(topic)) names.add(topic);
  return [...names].filter(isLearnable).toSorted();
}

/**
 * The outcomes with one more fact; undefined when it changes nothing: it is known, or its ticket is older than those that
 * count. Whatever the order and number of arrivals, the same facts end in the same outcomes.
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

/** Bad when its customer came back or was dissatisfied, else good when it stayed solved or they were satisfied, else bad: declined. */
export const isGoodOutcome = ({ facts: known }: TicketOutcome): boolean =>
  !known.includes('reopened') &&
  !known.includes('dissatisfied') &&
  (known.includes('kept') || known.includes('satisfied'));

/** One-sided, 95 %. */
const WILSON_Z = 1.645;

/**
 * The share of good outcomes that there is at least, with 95 % confidence: the lower bound of Wilson's score interval
 * (Wilson 1927, JASA 22:209). Few tickets prove little: 5 of 5 are 0.65, 25 of 25 are 0.90.
 */
export function provenShare(good: number, all: number): number {
  if (all === 0) return 0;
  const share = good / all;
  const spread = WILSON_Z * Math.sqrt((share * (1 - share)) / all + WILSON_Z ** 2 / (4 * all ** 2));
  return Math.max(0, (share + WILSON_Z ** 2 / (2 * all) - spread) / (1 + WILSON_Z ** 2 / all));
}

/** The proven share from which on a level is held, the highest first. */
const thresholds = [
  { level: 5, from: 0.9 },
  { level: 4, from: 0.8 },
  { level: 3, from: 0.65 },
  { level: 2, from: 0.5 },
  { level: 1, from: 0.35 },
] as const;

/** The level that outcomes speak for; undefined when they are too few, or too few of them good. */
export function levelForOutcomes(outcomes: readonly TicketOutcome[]): number | undefined {
  if (outcomes.length < MIN_TICKETS) return undefined;
  const proven = provenShare(outcomes.filter(isGoodOutcome).length, outcomes.length);
  return thresholds.find(({ from }) => proven >= from)?.level;
}

type LearningAgent = Pick<Agent, 'kind' | 'skills' | 'languages' | 'teams' | 'learnedSkillLimits'>;

/** The most that an agent may be said to have learned of a skill; 0 when a lead wants nothing of it. */
export const maxLearnedLevel = (
  { learnedSkillLimits = [] }: Pick<Agent, 'learnedSkillLimits'>,
  skill: string,
): number => learnedSkillLimits.find(({ name }) => name === skill)?.level ?? 5;

/**
 * The learned skills that count beside those that were set, which always win: the five best, as far as the agent's seats
 * go. Never above what a lead allowed, never a training, never of a bot.
 */
export function learnedSkills(agent: LearningAgent, evidence: readonly SkillEvidence[]): Skill[] {
  if (agent.kind === 'bot') return [];
  const set = new Set(agent.skills.map(({ name }) => name));
  const room = Math.floor(
    (MAX_AVAILABILITY_ENTRIES - availabilityEntryCount(agent)) / Math.max(1, agent.teams.length),
  );
  return evidence
    .filter(({ skill }) => isLearnable(skill) && !set.has(skill))
    .map(({ skill, outcomes }) => ({
      name: skill,
      level: Math.min(levelForOutcomes(outcomes) ?? 0, maxLearnedLevel(agent, skill)),
    }))
    .filter(({ level }) => level > 0)
    .toSorted((a, b) => b.level - a.level || a.name.localeCompare(b.name))
    .slice(0, Math.min(MAX_LEARNED_SKILLS, Math.max(0, room)));
}
