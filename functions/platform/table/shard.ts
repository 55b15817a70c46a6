import { createHash } from 'node:crypto';

/** Returns the shard of a text. Spreads texts evenly over `shards`, the same way in every process. */
export function shardOf(text: string, shards: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE() % shards;
}
