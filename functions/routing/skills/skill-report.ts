// Reports an agent's skills with the source of each level, for the agent and for leads, who accept, change or
// stop what is learned. Pure.
import * as z from 'zod/mini';
import {
  isGoodOutcome,
  levelForOutcomes,
  maxLearnedLevel,
  type OutcomeFact,
  outcomeFacts,
  provenShare,
  type SkillEvidence,
} from '../agents/learned-skills.ts';
import { type Agent, levelOf } from '../model/agent.ts';

const count = () => z.int();
const CountsSchema = z.object({
  tickets: count(),
  good: count(),
  kept: count(),
  reopened: count(),
  satisfied: count(),
  dissatisfied: count(),
  declined: count(),
});

export const SkillReportSchema = z.object({
  name: z.string(),
  /** The level that routing uses; 0 means that the agent does not have the skill. */
  level: z.int(),
  source: z.enum(['set', 'learned', 'none']),
  /** The highest level that may be learned. */
  atMost: z.int(),
  learned: z.optional(
    z.object({
      /** The level that the outcomes prove; absent when they are too few or too bad. */
      level: z.optional(z.int()),
      /** The least share of good outcomes at 95 % confidence (Wilson's lower bound). */
      provenShare: z.number(),
      from: CountsSchema,
      /** Newest first. */
      outcomes: z.array(
        z.object({
          ticketId: z.string(),
          openedAt: z.string(),
          good: z.boolean(),
          facts: z.array(z.enum(outcomeFacts)),
        }),
      ),
    }),
  ),
});
export type SkillReport = z.output<typeof SkillReportSchema>;

/** Reports every skill that was set or has evidence, sorted by name. */
export function skillReports(agent: Agent, evidence: readonly SkillEvidence[]): SkillReport[] {
  const names = new Set([...agent.skills.map(({ name }) => name), ...evidence.map(({ skill }) => skill)]);
  const evidenceFor = (name: string) => evidence.find(({ skill }) => skill === name);
  return [...names].toSorted().map((name) => reportOn(agent, name, evidenceFor(name)));
}

function reportOn(agent: Agent, name: string, evidence: SkillEvidence | undefined): SkillReport {
  const level = levelOf(agent, name);
  const isSet = agent.skills.some((skill) => skill.name === name);
  const source = isSet ? 'set' : level > 0 ? 'learned' : 'none';
  return {
    name,
    level,
    source,
    atMost: maxLearnedLevel(agent, name),
    ...(evidence ? { learned: learnedFrom(evidence) } : {}),
  };
}

function learnedFrom({ outcomes }: SkillEvidence): SkillReport['learned'] {
  const good = outcomes.filter(isGoodOutcome).length;
  const level = levelForOutcomes(outcomes);
  const countOf = (fact: OutcomeFact) => outcomes.filter((outcome) => outcome.facts.includes(fact)).length;
  return {
    ...(level === undefined ? {} : { level }),
    provenShare: Math.round(provenShare(good, outcomes.length) * 1000) / 1000,
    from: {
      tickets: outcomes.length,
      good,
      kept: countOf('kept'),
      reopened: countOf('reopened'),
      satisfied: countOf('satisfied'),
      dissatisfied: countOf('dissatisfied'),
      declined: countOf('declined'),
    },
    outcomes: outcomes.map((outcome) => ({ ...outcome, good: isGoodOutcome(outcome) })),
  };
}
