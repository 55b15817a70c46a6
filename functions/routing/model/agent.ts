// An agent: profile, abilities, presence and capacity. Pure.

import * as z from 'zod/mini';
import { agentId, language, storedInstant, text, version } from '../../platform/contract/fields.ts';
import { configName } from '../../platform/contract/values.ts';
import { type Channel, ChannelSchema, RequiredSkillSchema } from '../../tickets/index.ts';

const presences = ['online', 'away', 'on_break', 'offline'] as const;
export type Presence = (typeof presences)[number];
export const PresenceSchema = z.enum(presences);

const DEFAULT_CAPACITY = 10;
/** The team of agents who belong to no other team; it serves every queue without delay. */
export const EVERYONE_TEAM = 'everyone';

/**
 * An agent's availability entries change in one transaction with the ticket, its events and its slot.
 * DynamoDB allows 100 items in it, and moving a ticket from one agent to another changes the entries of both.
 */
export const MAX_AVAILABILITY_ENTRIES = 44;

/** Like a required skill, but level 0 is allowed. */
const SkillLimitSchema = z.strictObject({
  name: RequiredSkillSchema.shape.name,
  level: z.int().check(z.minimum(0), z.maximum(5)),
});

export const teamId = () => configName();

const unique = (values: readonly string[]) => new Set(values).size === values.length;

/** Returns the number of availability entries of an agent who has free capacity and no learned skills. */
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
    /** A bot is never assigned a sensitive ticket, whatever its training. */
    kind: z._default(z.enum(['person', 'bot'], { error: 'must be person or bot' }), 'person'),
    /** Set by a person; learned levels never replace them. */
    skills: z._default(z.array(RequiredSkillSchema).check(z.maxLength(50), namedOnce), []),
    /** The highest level that may be learned per skill; level 0 switches learning off. */
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
  /** The skills that people have set. */
  skills: z.array(SkillSchema),
  /** Learned from the outcomes of tickets, beside those that were set. */
  learned: z.optional(z.array(SkillSchema)),
  learnedSkillLimits: z.optional(z.array(SkillSchema)),
  languages: z.array(z.string()),
  teams: z.array(z.string()),
  presence: PresenceSchema,
  capacity: z.int(),
  /**
   * Capacity that is not in use. Negative when the capacity was lowered below the work in hand, or a ticket
   * was assigned with force.
   */
  free: z.int(),
  /** Number of assigned tickets by channel. */
  work: z.partialRecord(ChannelSchema, z.int()),
  lastAssignedAt: z.optional(storedInstant()),
});

export interface Agent extends z.output<typeof AgentSchema> {
  /** Counts every stored change, so that of two concurrent changes none is lost. */
  version: number;
  /**
   * Counts changes by people; the API shows it as `version`. Absent on agents stored before it existed: those
   * are at 1.
   */
  revision?: number | undefined;
  /** Since when the agent has free capacity that was not yet offered to waiting tickets. */
  capacityFreedAt?: string | undefined;
  /** Since when the agent has their current place in the availability index. */
  availableSince?: string | undefined;
}

/** Creates an agent who is offline and has no work. */
export function newAgent(id: string, request: PutAgentRequest): Agent {
  return { id, version: 0, presence: 'offline', free: request.capacity, work: {}, ...request };
}

export const revisionOf = ({ revision = 1 }: Pick<Agent, 'revision'>): number => revision;

/** Returns an agent as the API shows it. */
export const agentView = (agent: Agent): z.output<typeof AgentSchema> => ({
  ...agent,
  version: revisionOf(agent),
});

export const isAvailable = ({ presence, free }: Agent): boolean => presence === 'online' && free > 0;

/** Returns the share of capacity in use, normally 0 to 1. */
export const loadOf = ({ capacity, free }: Pick<Agent, 'capacity' | 'free'>): number =>
  capacity === 0 ? 1 : (capacity - free) / capacity;

type SkillHolder = Pick<Agent, 'skills' | 'learned'>;

/** Returns the set skills and the learned ones. */
export const skillsOf = ({ skills, learned = [] }: SkillHolder): Skill[] => [...skills, ...learned];

export const levelOf = (agent: SkillHolder, name: string): number =>
  skillsOf(agent).find((skill) => skill.name === name)?.level ?? 0;

/** Returns the language of a tag without its region: `pt-BR` and `pt` are the same language. */
export const baseLanguage = (tag: string): string => tag.split('-')[0] ?? tag;

/** Adds a ticket to an agent's work and takes its weight from the free capacity. */
export function withWork(agent: Agent, channel: Channel, weight: number, at: string): Agent {
  const work = { ...agent.work, [channel]: (agent.work[channel] ?? 0) + 1 };
  return { ...agent, free: agent.free - weight, work, lastAssignedAt: at };
}

/** Removes a ticket from an agent's work and marks the freed capacity to be offered to waiting tickets. */
export function withoutWork(agent: Agent, channel: Channel, weight: number, at: string): Agent {
  const { [channel]: count = 0, ...others } = agent.work;
  const work = count > 1 ? { ...others, [channel]: count - 1 } : others;
  return { ...agent, free: agent.free + weight, work, capacityFreedAt: agent.capacityFreedAt ?? at };
}
