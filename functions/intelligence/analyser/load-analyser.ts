import { type Clock, MINUTE_MS, systemClock } from '../../platform/clock.ts';
import type { Table } from '../../platform/table/table.ts';
import { readAnalysisSettings, reportOnly } from '../settings.ts';
import { loadModel, loadModelHead } from '../store.ts';
import type { Analyser } from './analyser.ts';
import { createAnalyser } from './local-analyser.ts';

const FRESH_MS = MINUTE_MS;

/**
 * Creates a loader of the analyser with the newest model and the team's settings. It checks for changes at
 * most once a minute with two small reads and reads the model only if it changed. If the table cannot be
 * read, it returns the analyser from before: an older model is better than a message that is not analysed.
 */
export function analyserLoader(table: Table, clock: Clock = systemClock): () => Promise<Analyser> {
  let trained: { analyser: Analyser; version: string | undefined } | undefined;
  let configured: Analyser | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<Analyser> | undefined;

  const load = async (): Promise<Analyser> => {
    const [head, { recognises }] = await Promise.all([loadModelHead(table), readAnalysisSettings(table)]);
    if (!trained || head?.version !== trained.version) {
      const learned = head && (await loadModel(table));
      trained = { analyser: createAnalyser(learned), version: head?.version };
    }
    checkedAt = clock.now().getTime();
    configured = reportOnly(trained.analyser, recognises);
    return configured;
  };
  return () => {
    if (configured && clock.now().getTime() - checkedAt < FRESH_MS) return Promise.resolve(configured);
    running ??= load()
      .catch((error: unknown) => {
        if (!configured) throw error;
        return configured;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };
}
