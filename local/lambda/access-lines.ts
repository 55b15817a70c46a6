// What on AWS stands in the access log: the lines that functions write of requests, and no other lines of theirs.
import type { Pool } from './pool.ts';

/** A line of a request names the network that it came from. */
const isAccess = (line: string): boolean => line.startsWith('{') && line.includes('"ip":"');

const timeOf = (line: string): string => /"at":"([^"]+)"/.exec(line)?.[1] ?? '';

/** The newest access lines of all functions, oldest first, each with its line end. */
export const accessLines = (pools: readonly Pool[]): string[] =>
  pools
    .flatMap((pool) => pool.logs().map(({ line }) => line.trim()))
    .filter(isAccess)
    .toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)))
    .map((line) => `${line}\n`);
