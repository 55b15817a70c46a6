// Stores the SLA configuration: a small head names the version in force; the versions never change, so each
// process reads a version once. A calculation needs at most the versions since its ticket was opened.
import { type ConfigurationProblem, reportQuarantined } from '../../platform/config/stored-document.ts';
import { getItem } from '../../platform/table/read.ts';
import { stale } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, put, type Write } from '../../platform/table/write.ts';
import { slaKeys } from '../keys.ts';
import { emptySlaConfig, type SlaConfig } from './policy.ts';
import { type UsableSlaConfig, usableSlaConfig } from './usable-sla-config.ts';

export interface SlaConfigs {
  /** Returns the version in force; it includes every change that was answered before. */
  current(): Promise<SlaConfig>;
  /** Returns an earlier version; 0 is the empty configuration. */
  version(version: number): Promise<SlaConfig>;
  /** Returns the version in force with its documents in quarantine. */
  read(): Promise<CachedSlaConfig>;
}

interface CachedSlaConfig extends UsableSlaConfig {
  /** The version as stored. Changes start from it, so that documents in quarantine are not lost. */
  stored: SlaConfig;
}

/** The number of versions that a process caches. */
const MAX_KEPT = 50;

/**
 * Reads the SLA configuration. Documents that cannot be used are left out, and a version that cannot be read
 * at all is replaced by the one before it, so that clocks continue with the last readable version. Both are
 * reported to the alarm.
 */
export function slaConfigsOf(table: Table): SlaConfigs {
  const empty = { config: emptySlaConfig, stored: emptySlaConfig, problems: [] };
  const cached = new Map<number, CachedSlaConfig>([[0, empty]]);
  const load = async (requested: number): Promise<CachedSlaConfig> => {
    const known = cached.get(requested);
    if (known) return known;
    if (!Number.isSafeInteger(requested) || requested < 0)
      throw new Error('the head of the SLA configuration is unreadable');
    const stored = (await getItem(table, slaKeys.configVersion(requested)))?.config;
    const { config, problems } = usableSlaConfig(stored, requested);
    reportQuarantined(problems);
    const read = config
      ? { config, stored: stored as SlaConfig, problems }
      : previousAs(await load(requested - 1), problems);
    const [, second] = cached.keys();
    if (cached.size >= MAX_KEPT && second !== undefined) cached.delete(second);
    cached.set(requested, read);
    return read;
  };
  const read = async () => load(Number((await getItem(table, slaKeys.config()))?.version ?? 0));
  return {
    read,
    version: async (version) => (await load(version)).config,
    current: async () => (await read()).config,
  };
}

/** Returns a configuration renumbered as the version after it, which cannot be read. */
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
 * Returns the writes of the next version. Of two concurrent changes one is refused as stale and decides
 * again; it fails with `write.contended` when it never wins. The whole configuration has one version, so that
 * no policy can be left with a schedule that was deleted at the same moment.
 */
export function saveSlaConfig(next: SlaConfig): Write[] {
  const before = next.version - 1;
  return [
    put(
      slaKeys.config(),
      { t: 'sla-config', version: next.version, changedAt: next.changedAt },
      before === 0
        ? { expression: 'attribute_not_exists(pk)' }
        : { expression: '#version = :before', values: { before } },
      stale,
    ),
    create(slaKeys.configVersion(next.version), { t: 'sla-config-version', config: next }, stale),
  ];
}
