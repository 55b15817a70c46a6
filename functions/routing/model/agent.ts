// An agent: who they are, what they can do, and how much of their capacity is taken. Pure.
import * as z from 'zod/mini';
import { agentId, language, storedInstant, text, version } from '../../platform/contract/fields.ts';
import { type Channel, ChannelSchema, RequiredSkillSchema } from '../../tickets/index.ts';

const presences = ['online', 'away', 'on_break', 'offline'] as const;
export type Presence = (typeof presences)[number];
export const PresenceSchema = z.enum(presences);

const DEFAULT_CAPACITY = 10;
/** Whoever belongs to no team belongs to this one, which serves every queue at once. */
export const EVERYONE_TEAM = 'everyone';

/**
 * An agent's index entries change together with the ticket, its events and its slot, in a transaction of 100 at most; a
 * ticket that is taken from one agent and given to another moves the entries of both.
 */
export const MAX_AVAILABILITY_ENTRIES = 44;

/** As a skill that is asked for, but down to level 0. */
const SkillLimitSchema = z.strictObject({
  name: RequiredSkillSchema.shape.name,
  level: z.int().check(z.minimum(0), z.maximum(5)),
});

export const teamId = () =>
  z.string().check(z.regex(/^[a-z0-9_-]{1,40}$/, 'must be 1 to 40 of a–z, 0–9, _ and -'));

const unique = (values: readonly string[]) => new Set(values).size === values.length;

/** How many entries somebody has in the index, who has room and has learned nothing. */
export const availabilityEntryCount = ({
  skills,
  languages,
  teams,
}: Record<'skills' | 'languages' | 'teams', readonly unknown[]>) =>
  (1 + skills.length + languages.length) * Math.max(1, teams.length);

const namedOnce = z.refine<{ name: string }[]>(
  (skills) => unique(skills.map(({ name }) => name)),
  'must name each skill once',
);

export const PutAgentRequestSchema = z
  .strictObject({
    name: text(200),
    /** A bot is never given a sensitive ticket, whatever it is trained for. */
    kind: z._default(z.enum(['person', 'bot'], { error: 'must be person or bot' }), 'person'),
    /** Set by a person: what is learned never replaces them. */
    skills: z._default(z.array(RequiredSkillSchema).check(z.maxLength(50), namedOnce), []),
    /** The most that may be learned of a skill; at level 0 it is not learned at all. */
    learnedSkillLimits: z._default(z.array(SkillLimitSchema).check(z.maxLength(50), namedOnce), []),
    languages: z._default(z.array(language()).check(z.maxLength(20)), []),
    teams: z._default(
      z.array(teamId()).check(z.maxLength(5), z.refine(unique, 'must name each team once')),
      [],
    ),
    capacity: z._default(z.int().check(z.minimum(0), z.maximum(1000)), DEFAULT_CAPACITY),
  })
  .check(
    z.refine((agent) => availabilityEntryCount(agent) <= MAX_AVAILABILITY_ENTRIES, {
      path: ['teams'],
      error: `(1 + skills + languages) × teams must be at most ${MAX_AVAILABILITY_ENTRIES}`,
    }),
  );
export type PutAgentRequest = z.output<typeof PutAgentRequestSchema>;

export const SkillSchema = z.object({ name: z.string(), level: z.int() });
export type Skill = z.output<typeof SkillSchema>;

export const AgentSchema = z.object({
  id: agentId(),
  /** Counts changes by people. Presence and workload changes are not included. */
  version: version(),
  name: z.string(),
  kind: z.enum(['person', 'bot']),
  /** As people have set them. */
  skills: z.array(SkillSchema),
  /** Beside those that were set: from what became of their tickets. */
  learned: z.optional(z.array(SkillSchema)),
  learnedSkillLimits: z.optional(z.array(SkillSchema)),
  languages: z.array(z.string()),
  teams: z.array(z.string()),
  presence: PresenceSchema,
  capacity: z.int(),
  /** Capacity that is not taken; below zero when it was lowered under the work in hand, or work was forced on them. */
  free: z.int(),
  /** Tickets in hand, by channel. */
  work: z.partialRecord(ChannelSchema, z.int()),
  lastAssignedAt: z.optional(storedInstant()),
});

export interface Agent extends z.output<typeof AgentSchema> {
  /** Of every state, so that two who change the agent at once do not lose each other's change. */
  version: number;
  /** How often people have set it; `version` to those outside. Absent on agents of before it was counted, which are at 1. */
  revision?: number | undefined;
  /** They have room that those who wait were not offered yet, since then. */
  capacityFreedAt?: string | undefined;
  /** Since when they stand where they stand in the index. */
  availableSince?: string | undefined;
}

/** A newcomer, offline. */
export function newAgent(id: string, request: PutAgentRequest): Agent {
  return { id, version: 0, presence: 'offline', free: request.capacity, work: {}, ...request };
}

export const revisionOf = ({ revision = 1 }: Pick<Agent, 'revision'>): number => revision;

/** The agent as others see it. */
export const agentView = (agent: Agent): z.output<typeof AgentSchema> => ({
  ...agent,
  version: revisionOf(agent),
});

export const isAvailable = ({ presence, free }: Agent): boolean => presence === 'online' && free > 0;

/** Share of capacity in use, 0 to 1. */
export const loadOf = ({ capacity, free }: Pick<Agent, 'capacity' | 'free'>): number =>
  capacity === 0 ? 1 : (capacity - free) / capacity;

type SkillHolder = Pick<Agent, 'skills' | 'learned'>;

/** What an agent can do: what was set, and what was learned where nothing was set. */
export const skillsOf = ({ skills, learned = [] }: SkillHolder): Skill[] => [...skills, ...learned];

export const levelOf = (agent: SkillHolder, name: string): number =>
  skillsOf(agent).find((skill) => skill.name === name)?.level ?? 0;

/** `pt-BR` and `pt` are one language. */
export const baseLanguage = (tag: string): string => tag.split('-')[0] ?? tag;

/** The agent with one more ticket in hand. */
export function withWork(agent: Agent, channel: Channel, weight: number, at: string): Agent {
  const work = { ...agent.work, [channel]: (agent.work[channel] ?? 0) + 1 };
  return { ...agent, free: agent.free - weight, work, lastAssignedAt: at };
}

/** The agent with one ticket less, who is to look at who waits. */
export function withoutWork(agent: Agent, channel: Channel, weight: number, at: string): Agent {
  const { [channel]: count = 0, ...others } = agent.work;
  const work = count > 1 ? { ...others, [channel]: count - 1 } : others;
  return { ...agent, free: agent.free + weight, work, capacityFreedAt: agent.capacityFreedAt ?? at };
}
