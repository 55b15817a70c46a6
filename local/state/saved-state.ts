// What the runner itself keeps between runs in a data folder: time, signing key, places in the streams. Tables and files are
// kept by what serves them, queues and mails by the journal.
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
   * Sequence numbers by event source mapping and shard. They may lag behind: what a reader did since comes again, as it
   * does on AWS.
   */
  streams: Record<string, Record<string, string>>;
}

const fileName = 'runner.json';
const nothing: SavedState = { offsetMs: 0, streams: {} };

/** Reads what an earlier run kept; without a folder or an earlier run, nothing. */
export const readSavedState = (dataDir: string | undefined): SavedState => {
  if (dataDir === undefined) return nothing;
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, fileName);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SavedState) : nothing;
};

/** Replaces the file in one step and not before its content is on disk, so that a crash leaves the old one. */
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
