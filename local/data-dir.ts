// What the runner itself keeps between runs in a data folder: time, signing key, mails, places in the streams. Tables, queues
// and files are kept by what serves them.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import type { Mail } from './mail/mail.ts';

export interface Kept {
  offsetMs: number;
  key?: JWK;
  mails: Mail[];
  /** Sequence numbers by event source mapping and shard. */
  streams: Record<string, Record<string, string>>;
}

const fileName = 'runner.json';
const nothing: Kept = { offsetMs: 0, mails: [], streams: {} };

/** Reads what an earlier run kept; without a folder or an earlier run, nothing. */
export const readKept = (dataDir: string | undefined): Kept => {
  if (dataDir === undefined) return nothing;
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, fileName);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : nothing;
};

/** Replaces the file in one step, so that a crash leaves the old one. */
export const writeKept = (dataDir: string, kept: Kept): void => {
  const file = join(dataDir, fileName);
  writeFileSync(`${file}.new`, JSON.stringify(kept));
  renameSync(`${file}.new`, file);
};
