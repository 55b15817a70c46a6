import { type Clock, MINUTE_MS, systemClock } from '../platform/clock.ts';
import type { Table } from '../platform/table/table.ts';
import type { Analyser } from './analyser.ts';
import { createAnalyser } from './local-analyser.ts';
import { loadModel, loadModelHead } from './store.ts';

const FRESH_MS = MINUTE_MS;

/**
 * A loader of the analyser with the newest model. Looks for a newer one at most once a minute, with one small read; the
 * model itself is read when it changed. Without a trained model, or when the table cannot be read and there is an analyser
 * from before, that one goes on: an older model is better than a message that nobody reads.
 */
export function analyserLoader(table: Table, clock: Clock = systemClock): () => Promise<Analyser> {
  let current: { analyser: Analyser; version: string | undefined } | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<Analyser> | undefined;

  const load = async (): Promise<Analyser> => {
    const head = await loadModelHead(table);
    if (!current || head?.version !== current.version) {
      const learned = head && (await loadModel(table));
      current = { analyser: createAnalyser(learned), version: head?.version };
    }
    checkedAt = clock.now().getTime();
    return current.analyser;
  };
  return () => {
    if (current && clock.now().getTime() - checkedAt < FRESH_MS) return Promise.resolve(current.analyser);
    running ??= load()
      .catch((error: unknown) => {
        if (!current) throw error;
        return current.analyser;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };
}
