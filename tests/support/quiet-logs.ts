// Hides the functions' log lines, one per request, which bury the results of a test run. SHOW_LOGS=1 shows
// them. The last ones are kept for tests of what a log may contain.

const KEPT = 1000;
const kept: string[] = [];
const write = process.stdout.write.bind(process.stdout);

process.stdout.write = (chunk: string | Uint8Array, ...rest: never[]) => {
  const text = typeof chunk === 'string' ? chunk : '';
  if (!text.startsWith('{"level"')) return write(chunk, ...rest);
  kept.push(text.trimEnd());
  if (kept.length > KEPT) kept.shift();
  return process.env.SHOW_LOGS ? write(chunk, ...rest) : true;
};

/** Returns the log lines that `work` wrote. */
export async function logLinesOf(work: () => unknown): Promise<string[]> {
  kept.length = 0;
  await work();
  return [...kept];
}
