// What a ticket asks of an agent at a moment, and the line of those who ask for the same. Pure.
import { trainedSkills } from '../../platform/contract/shared-kinds.ts';
import { digest } from '../../platform/ids.ts';
import type { Channel, PreferredSkill, RequiredSkill, Ticket } from '../../tickets/index.ts';
import { type Agent, baseLanguage, levelOf } from './agent.ts';
import type { Queue } from './queue.ts';
import { type Team, teamsServing } from './team.ts';

/** What must hold; two tickets with equal ones wait in the same line. */
export interface MandatoryRequirements {
  queueId: string;
  channel: Channel;
  language?: string | undefined;
  /** By name, each once. */
  skills: RequiredSkill[];
  /** Sensitive: bots never. */
  person: boolean;
}

export interface TicketRequirements extends MandatoryRequirements {
  /** Preferred skills, dropped ones among them: they still rank. */
  preferred: PreferredSkill[];
  dropped: { group: number; at: string }[];
  /** Its language, when nobody who could serve it speaks it: not asked for then. */
  unspokenLanguage?: string;
}

/** What an agent must be trained in to be given a ticket of the sensitive lane. */
const trainingFor = ({ sensitive }: Pick<Ticket, 'sensitive'>): RequiredSkill[] =>
  (sensitive?.kinds ?? []).map((kind) => ({ name: trainedSkills[kind], level: 1 }));

/** Whether an agent may have the ticket at all: no bot, and trained in every kind that makes it sensitive. */
export function isTrainedFor(
  agent: Pick<Agent, 'skills' | 'kind'>,
  ticket: Pick<Ticket, 'sensitive'>,
): boolean {
  const training = trainingFor(ticket);
  return training.length === 0 || (agent.kind === 'person' && holdsAll(agent, training));
}

/**
 * What a ticket asks for at `now`: the language, its own and its queue's required skills, the training of the sensitive
 * lane, and preferred skills whose group was not dropped yet. Groups are dropped one for each time-out of the queue since
 * it became eligible, the highest number first; required ones never.
 */
export function ticketRequirementsOf(ticket: Ticket, queue: Queue, now: Date): TicketRequirements {
  const preferred = [...(ticket.preferredSkills ?? []), ...queue.preferredSkills];
  const dropped = droppedGroups(preferred, ticket.waitingSince, queue, now);
  const gone = new Set(dropped.map(({ group }) => group));
  const asked = queue.relaxation ? preferred.filter(({ group }) => !gone.has(group)) : [];
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

/** Each skill once, at the highest level that is asked for. */
function highestLevels(skills: readonly RequiredSkill[]): RequiredSkill[] {
  return [...Map.groupBy(skills, ({ name }) => name)]
    .map(([name, same]) => ({ name, level: Math.max(...same.map(({ level }) => level)) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Names the line of all who ask for the same: equal requirements, in whatever order they were said, have one line. */
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

/** Without what only ranks. */
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

/** Whether an agent speaks the language and holds every skill at its level; capacity and team are not asked. */
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

/** Never below zero: the clocks of two processes may differ. */
export const waitedSeconds = ({ waitingSince }: Pick<Ticket, 'waitingSince'>, now: Date): number =>
  Math.max(0, now.getTime() - Date.parse(waitingSince)) / 1000;

/** When, after `now`, the ticket must be looked at again though nothing happens: a team's delay, a time-out, a skip ends. */
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
  const timeOuts = groups.map((_group, index) => from + (index + 1) * every);
  const skips = (ticket.skips ?? []).map(({ until }) => Date.parse(until));
  const next = Math.min(...[...delays, ...timeOuts, ...skips].filter((at) => at > now.getTime()));
  return Number.isFinite(next) ? new Date(next).toISOString() : undefined;
}
