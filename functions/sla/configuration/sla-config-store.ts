// The rulebook on the table: a small head that says which version holds, and the versions themselves, which never change
// and so are read once by each process. A rule never needs more than the versions since a ticket was opened.
import { type ConfigurationProblem, reportQuarantined } from '../../platform/config/stored-document.ts';

import { getItem } from '../../platform/table/read.ts';
import { stale } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, put, type Write } from '../../platform/table/write.ts';
import { slaKeys } from '../keys.ts';
import { emptySlaConfig, type SlaConfig } from './policy.ts';
import { type UsableSlaConfig, usableSlaConfig } from './usable-sla-config.ts';

export interface SlaConfigs {
  /** What holds now, as of the last change that was answered. */
  current(): Promise<SlaConfig>;
  /** A version that was written before; 0 is the empty one. */
  version(version: number): Promise<SlaConfig>;
  /** What holds now, with what of it is in quarantine. */
  read(): Promise<CachedSlaConfig>;
}

interface CachedSlaConfig extends UsableSlaConfig {
  /** As it stands on the table, for whoever changes a part of it: what is in quarantine is not lost by that. */
  stored: SlaConfig;
}

/** Versions that a process keeps. */
const MAX_KEPT = 50;

/**
 * Reads the rulebook. What of a version cannot be used is left out, and a version that cannot be read at all counts as the
 * one before it, so that clocks go on by the last readable rules; the alarm is told of both.
 */
export function slaConfigsOf(table: Table): SlaConfigs {
  const empty = { config: emptySlaConfig, stored: emptySlaConfig, problems: [] };
  const kept = new Map<number, CachedSlaConfig>([[0, empty]]);
  const load = async (wanted: number): Promise<CachedSlaConfig> => {
    const known = kept.get(wanted);
    if (known) return known;
    if (!Number.isSafeInteger(wanted) || wanted < 0)
      throw new Error('the head of the rulebook is unreadable');
    const stored = (await getItem(table, slaKeys.configVersion(wanted)))?.config;
    const { config, problems } = usableSlaConfig(stored, wanted);
    reportQuarantined(problems);
    const read = config
      ? { config, stored: stored as SlaConfig, problems }
      : previousAs(await load(wanted - 1), problems);
    const [, second] = kept.keys();
    if (kept.size >= MAX_KEPT && second !== undefined) kept.delete(second);
    kept.set(wanted, read);
    return read;
  };
  const read = async () => load(Number((await getItem(table, slaKeys.config()))?.version ?? 0));
  return {
    read,
    version: async (version) => (await load(version)).config,
    current: async () => (await read()).config,
  };
}

/** The version before another, in the place of that one. */
function previousAs(
  { config, stored, problems }: CachedSlaConfig,
  more: readonly ConfigurationProblem[],
): CachedSlaConfig {
  const version = config.version + 1;
  return {
    config: { ...config, version },
    stored: { ...stored, version },
    problems: [...more, ...problems],
  };
}

/**
 * The writes of the next version. Two changes at the same time make one of them decide again (`write.contended`): the
 * whole config is one thing, so that no policy can be left with a schedule that was deleted at the same moment.
 */
export function saveSlaConfig(next: SlaConfig): Write[] {
  const before = next.version - 1;
  return [
    put(
      slaKeys.config(),
      { t: 'rulebook', version: next.version, changedAt: next.changedAt },
      before === 0
        ? { expression: 'attribute_not_exists(pk)' }
        : { expression: '#version = :before', values: { before } },
      stale,
    ),
    create(slaKeys.configVersion(next.version), { t: 'sla-config-version', config: next }, stale),
  ];
}
