// The requirements of a ticket at a given time, and the waiting group of tickets with the same ones. Pure.
import { trainedSkills } from '../../platform/contract/shared-kinds.ts';
import { digest } from '../../platform/ids.ts';
import type { Channel, PreferredSkill, RequiredSkill, Ticket } from '../../tickets/index.ts';
import { type Agent, baseLanguage, levelOf } from './agent.ts';
import type { Queue } from './queue.ts';
import { type Team, teamsServing } from './team.ts';

/** The mandatory requirements; tickets with equal ones wait in the same group. */
export interface MandatoryRequirements {
  queueId: string;
  channel: Channel;
  language?: string | undefined;
  /** Sorted by name, each skill once. */
  skills: RequiredSkill[];
  /** True for a sensitive ticket, which bots never get. */
  person: boolean;
}

export interface TicketRequirements extends MandatoryRequirements {
  /** Preferred skills including the dropped ones, which still affect the ranking. */
  preferred: PreferredSkill[];
  dropped: { group: number; at: string }[];
  /** The ticket's language when no agent who could serve it speaks it; it is not required then. */
  unspokenLanguage?: string;
}

/** Returns the training that an agent needs for a sensitive ticket. */
const trainingFor = ({ sensitive }: Pick<Ticket, 'sensitive'>): RequiredSkill[] =>
  (sensitive?.kinds ?? []).map((kind) => ({ name: trainedSkills[kind], level: 1 }));

/** Checks that an agent may have a ticket: a sensitive one needs a person who is trained in all its kinds. */
export function isTrainedFor(
  agent: Pick<Agent, 'skills' | 'kind'>,
  ticket: Pick<Ticket, 'sensitive'>,
): boolean {
  const training = trainingFor(ticket);
  return training.length === 0 || (agent.kind === 'person' && holdsAll(agent, training));
}

/**
 * Returns the requirements of a ticket at `now`: its language, its own and its queue's required skills, the
 * training for its sensitive kinds, and the preferred skills whose group was not dropped yet. One group is
 * dropped for each relaxation interval that the ticket has waited, the highest number first. Required skills
 * are never dropped.
 */
export function ticketRequirementsOf(ticket: Ticket, queue: Queue, now: Date): TicketRequirements {
  const preferred = [...(ticket.preferredSkills ?? []), ...queue.preferredSkills];
  const dropped = droppedGroups(preferred, ticket.waitingSince, queue, now);
  const droppedNumbers = new Set(dropped.map(({ group }) => group));
  const asked = queue.relaxation ? preferred.filter(({ group }) => !droppedNumbers.has(group)) : [];
  const training = trainingFor(ticket);
  return {
    queueId: queue.id,
    channel: ticket.channel,
    language: ticket.language && baseLanguage(ticket.language),
    skills: highestLevels([...ticket.requiredSkills, ...queue.requiredSkills, ...training, ...asked]),
    person: training.length > 0,
    preferred,
    dropped,
  };
}

const groupsOf = (preferred: readonly PreferredSkill[]): number[] =>
  [...new Set(preferred.map(({ group }) => group))].toSorted((a, b) => b - a);

function droppedGroups(
  preferred: readonly PreferredSkill[],
  waitingSince: string,
  { relaxation }: Queue,
  now: Date,
): TicketRequirements['dropped'] {
  if (!relaxation) return [];
  const from = Date.parse(waitingSince);
  return groupsOf(preferred)
    .map((group, index) => ({ group, at: from + (index + 1) * relaxation.everySeconds * 1000 }))
    .filter(({ at }) => at <= now.getTime())
    .map(({ group, at }) => ({ group, at: new Date(at).toISOString() }));
}

/** Returns each skill once, at the highest level that is required. */
function highestLevels(skills: readonly RequiredSkill[]): RequiredSkill[] {
  return [...Map.groupBy(skills, ({ name }) => name)]
    .map(([name, same]) => ({ name, level: Math.max(...same.map(({ level }) => level)) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/**
 * Returns the id of a waiting group; equal requirements give the same id, in whatever order they are listed.
 */
export function waitingGroupIdOf({
  queueId,
  channel,
  language,
  skills,
  person,
}: MandatoryRequirements): string {
  const asked = highestLevels(skills).map(({ name, level }) => `${name}:${level}`);
  return digest(['line', queueId, channel, language ?? '', person ? 'person' : '', ...asked].join('|'));
}

/** Returns the requirements without what only affects the ranking. */
export const mandatoryRequirementsOf = ({
  queueId,
  channel,
  language,
  skills,
  person,
}: MandatoryRequirements): MandatoryRequirements => ({
  queueId,
  channel,
  ...(language === undefined ? {} : { language }),
  skills,
  person,
});

const holdsAll = (agent: Pick<Agent, 'skills' | 'learned'>, skills: readonly RequiredSkill[]) =>
  skills.every(({ name, level }) => levelOf(agent, name) >= level);

/** Checks language, skill levels and the kind of agent; does not check capacity or team. */
export function meetsRequirements(
  agent: Pick<Agent, 'skills' | 'learned' | 'languages' | 'kind'>,
  { language, skills, person }: MandatoryRequirements,
): boolean {
  return (
    (!person || agent.kind === 'person') &&
    (language === undefined || agent.languages.some((spoken) => baseLanguage(spoken) === language)) &&
    holdsAll(agent, skills)
  );
}

/** Returns the waiting time in seconds; never negative, because the clocks of two processes may differ. */
export const waitedSeconds = ({ waitingSince }: Pick<Ticket, 'waitingSince'>, now: Date): number =>
  Math.max(0, now.getTime() - Date.parse(waitingSince)) / 1000;

/**
 * Returns when a waiting ticket must be routed again even if nothing else happens: the next end of a team's
 * delay, a relaxation interval or a skip. Returns undefined when there is none.
 */
export function nextReevaluationAt(
  ticket: Ticket,
  queue: Queue,
  teams: readonly Team[],
  now: Date,
): string | undefined {
  const from = Date.parse(ticket.waitingSince);
  const delays = teamsServing(queue.id, teams).flatMap(({ delaySeconds }) =>
    delaySeconds > 0 ? [from + delaySeconds * 1000] : [],
  );
  const every = (queue.relaxation?.everySeconds ?? 0) * 1000;
  const groups = every ? groupsOf([...(ticket.preferredSkills ?? []), ...queue.preferredSkills]) : [];
  const relaxations = groups.map((_group, index) => from + (index + 1) * every);
  const skips = (ticket.skips ?? []).map(({ until }) => Date.parse(until));
  const next = Math.min(...[...delays, ...relaxations, ...skips].filter((at) => at > now.getTime()));
  return Number.isFinite(next) ? new Date(next).toISOString() : undefined;
}
