// Prints the logs of functions.
import type { LogLine } from './lambda/pool.ts';
import type { LogLevel } from './lambda/thread-messages.ts';

export interface Printer {
  log(name: string, entry: LogLine): void;
  note(text: string): void;
}

const ranks: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Creates the printer: lines of level warn and up, from info on if verbose, nothing if quiet. */
export const createPrinter = (options: { quiet: boolean; verbose: boolean }): Printer => {
  const lowest = options.verbose ? ranks.info : ranks.warn;
  return {
    log: (name, entry) => {
      if (options.quiet || ranks[levelOf(entry)] < lowest) return;
      console.log(
        entry.line
          .split('\n')
          .map((line) => `${name} | ${line}`)
          .join('\n'),
      );
    },
    note: (text) => {
      if (!options.quiet) console.log(text);
    },
  };
};

/** Returns the level of a line. Structured lines contain it, whichever stream they were written to. */
const levelOf = ({ level, line }: LogLine): LogLevel => {
  if (!line.startsWith('{')) return level;
  const stated = /"level":"(debug|info|warn|error)"/i.exec(line)?.[1]?.toLowerCase();
  return stated === undefined ? level : (stated as LogLevel);
};
