import { type Clock, MINUTE_MS, systemClock } from '../platform/clock.ts';
import type { Table } from '../platform/table/table.ts';
import type { Analyser } from './analyser.ts';
import { createAnalyser } from './local-analyser.ts';
import { readAnalysisSettings, recognising } from './settings.ts';
import { loadModel, loadModelHead } from './store.ts';

const FRESH_MS = MINUTE_MS;

/**
 * A loader of the analyser with the newest model, which reports what the team wants reported. Looks for something newer at most
 * once a minute, with two small reads at once; the model itself is read when it changed. Without a trained model, or when the table cannot be read and there is an analyser
 * from before, that one goes on: an older model is better than a message that nobody reads.
 */
export function analyserLoader(table: Table, clock: Clock = systemClock): () => Promise<Analyser> {
  let current: { analyser: Analyser; version: string | undefined } | undefined;
  let wanted: Analyser | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<Analyser> | undefined;

  const load = async (): Promise<Analyser> => {
    const [head, { recognises }] = await Promise.all([loadModelHead(table), readAnalysisSettings(table)]);
    if (!current || head?.version !== current.version) {
      const learned = head && (await loadModel(table));
      current = { analyser: createAnalyser(learned), version: head?.version };
    }
    checkedAt = clock.now().getTime();
    wanted = recognising(current.analyser, recognises);
    return wanted;
  };
  return () => {
    if (wanted && clock.now().getTime() - checkedAt < FRESH_MS) return Promise.resolve(wanted);
    running ??= load()
      .catch((error: unknown) => {
        if (!wanted) throw error;
        return wanted;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };
}
