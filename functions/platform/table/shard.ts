import { createHash } from 'node:crypto';

/** Spreads texts evenly over `shards`, the same way everywhere. */
export function shardOf(text: string, shards: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE() % shards;
}
