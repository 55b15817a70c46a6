// Keeps the runner's own state in the data folder: time, signing key, positions in the streams. The emulators
// keep tables and files, the journal keeps queues and mails.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';

export interface SavedState {
  offsetMs: number;
  key?: JWK;
  /**
   * Sequence numbers by event source mapping and shard. They may lag behind: records handled since come
   * again, as on AWS.
   */
  streams: Record<string, Record<string, string>>;
}

const fileName = 'runner.json';
const nothing: SavedState = { offsetMs: 0, streams: {} };

/** Reads what an earlier run kept; nothing without a folder or an earlier run. */
export const readSavedState = (dataDir: string | undefined): SavedState => {
  if (dataDir === undefined) return nothing;
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, fileName);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SavedState) : nothing;
};

/** Replaces the file in one step after its content is on disk, so that a crash leaves the old one. */
export const writeSavedState = (dataDir: string, kept: SavedState): void => {
  const file = join(dataDir, fileName);
  const descriptor = openSync(`${file}.new`, 'w');
  try {
    writeFileSync(descriptor, JSON.stringify(kept));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(`${file}.new`, file);
};
