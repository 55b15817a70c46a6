// Collects the lines that are in the access log on AWS: those that functions write about requests.
import type { Pool } from './pool.ts';

/** Returns true for the line of a request: it contains the caller's network. */
const isAccess = (line: string): boolean => line.startsWith('{') && line.includes('"ip":"');

const timeOf = (line: string): string => /"at":"([^"]+)"/.exec(line)?.[1] ?? '';

/** Returns the newest access lines of all functions, oldest first, each with its line end. */
export const accessLines = (pools: readonly Pool[]): string[] =>
  pools
    .flatMap((pool) => pool.logs().map(({ line }) => line.trim()))
    .filter(isAccess)
    .toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)))
    .map((line) => `${line}\n`);
