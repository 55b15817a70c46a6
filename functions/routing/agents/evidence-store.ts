// Stores the outcomes of an agent's tickets, one item for each skill that the tickets required.

import { getItem, queryRange } from '../../platform/table/read.ts';
import { stale } from '../../platform/table/refusal.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, replace, type Write } from '../../platform/table/write.ts';
import { EVIDENCE_FROM, EVIDENCE_TO, routingKeys } from '../keys.ts';
import type { SkillEvidence, TicketOutcome } from './learned-skills.ts';

interface StoredEvidence extends SkillEvidence {
  /** 0 while nothing is stored. */
  version: number;
}

const fromItem = ({ skill, version, outcomes }: Item): StoredEvidence => ({
  skill: String(skill),
  version: Number(version),
  outcomes: outcomes as TicketOutcome[],
});

export async function loadSkillEvidence(
  table: Table,
  agentId: string,
  skill: string,
): Promise<StoredEvidence> {
  const item = await getItem(table, routingKeys.evidence(agentId, skill));
  return item ? fromItem(item) : { skill, version: 0, outcomes: [] };
}

/** Lists the evidence of an agent by skill: a few dozen items at most, of one to three kilobytes each. */
export async function listSkillEvidence(table: Table, agentId: string): Promise<StoredEvidence[]> {
  const { pk } = routingKeys.agent(agentId);
  const found: StoredEvidence[] = [];
  let cursor: string | undefined;
  do {
    const range = { pk, from: EVIDENCE_FROM, to: EVIDENCE_TO, consistent: true, cursor };
    const page = await queryRange(table, range);
    found.push(...page.items.map(fromItem));
    cursor = page.next;
  } while (cursor);
  return found;
}

/**
 * Replaces the outcomes that were read; stale when they changed in the meantime, which ends in
 * `write.contended` if retries do not help.
 */
export function saveSkillEvidence(
  agentId: string,
  { skill, version }: StoredEvidence,
  outcomes: readonly TicketOutcome[],
): Write {
  const next = { t: 'evidence', version: version + 1, skill, outcomes };
  const key = routingKeys.evidence(agentId, skill);
  return version === 0 ? create(key, next, stale) : replace(key, next, version, stale);
}
