// An agent's skills with where each level is from: for themselves, and for leads who accept, change or stop what is
// learned. Pure.
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
  /** As routing takes it; 0: as if they did not have it. */
  level: z.int(),
  source: z.enum(['set', 'learned', 'none']),
  /** The most that may be learned of it. */
  atMost: z.int(),
  learned: z.optional(
    z.object({
      /** What the outcomes speak for; absent when they are too few or too bad. */
      level: z.optional(z.int()),
      /** The share of good outcomes that there is at least, with 95 % confidence (Wilson's lower bound). */
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

/** Every skill that was set or that there is evidence of, by name. */
export function skillReports(agent: Agent, evidence: readonly SkillEvidence[]): SkillReport[] {
  const names = new Set([...agent.skills.map(({ name }) => name), ...evidence.map(({ skill }) => skill)]);
  const of = (name: string) => evidence.find(({ skill }) => skill === name);
  return [...names].toSorted().map((name) => reportOn(agent, name, of(name)));
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
  const known = (fact: OutcomeFact) => outcomes.filter((outcome) => outcome.facts.includes(fact)).length;
  return {
    ...(level === undefined ? {} : { level }),
    provenShare: Math.round(provenShare(good, outcomes.length) * 1000) / 1000,
    from: {
      tickets: outcomes.length,
      good,
      kept: known('kept'),
      reopened: known('reopened'),
      satisfied: known('satisfied'),
      dissatisfied: known('dissatisfied'),
      declined: known('declined'),
    },
    outcomes: outcomes.map((outcome) => ({ ...outcome, good: isGoodOutcome(outcome) })),
  };
}
