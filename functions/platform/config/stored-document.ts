// A stored document of the team's configuration that cannot be used is put in quarantine: it counts as not there, an alarm
// tells of it, and whoever reads the configuration sees what is wrong. It never stops a worker (docs/adr/0027).
import * as z from 'zod/mini';
import { type Clock, MINUTE_MS, systemClock } from '../clock.ts';
import { logLine } from '../log.ts';

/** A document in quarantine, such as `policy gold`, and what is wrong with it. */
export const ConfigurationProblemSchema = z.object({ document: z.string(), problem: z.string() });
export type ConfigurationProblem = z.output<typeof ConfigurationProblemSchema>;

const MAX_PROBLEM = 300;

/**
 * Reads a stored document by its schema. A field that the schema does not know is no fault: a newer release may have written
 * it. Otherwise answers what is wrong, with the paths and without the values.
 */
export function parseStoredDocument<S extends z.ZodMiniType>(
  schema: S,
  stored: unknown,
  document: string,
): { value: z.output<S> } | { problem: ConfigurationProblem } {
  const result = z.safeParse(schema, stored);
  if (result.success) return { value: result.data };
  const faults = result.error.issues.filter(({ code }) => code !== 'unrecognized_keys');
  if (faults.length === 0) return { value: stored as z.output<S> };
  const problem = faults.map(({ path, code }) => `${path.map(String).join('.') || 'it'}: ${code}`).join('; ');
  return { problem: { document, problem: problem.slice(0, MAX_PROBLEM) } };
}

/** The documents of a list that can be used, and those in quarantine, named by `nameOf`. */
export function parseStoredDocuments<S extends z.ZodMiniType>(
  schema: S,
  stored: readonly unknown[],
  nameOf: (stored: unknown) => string,
): { values: z.output<S>[]; problems: ConfigurationProblem[] } {
  const read = stored.map((document) => parseStoredDocument(schema, document, nameOf(document)));
  return {
    values: read.flatMap((one) => ('value' in one ? [one.value] : [])),
    problems: read.flatMap((one) => ('problem' in one ? [one.problem] : [])),
  };
}

/** When each problem was last told, in milliseconds since 1970. */
const lastReportedAt = new Map<string, number>();
const MAX_REPORTED = 1000;
/** Shorter than the alarm's period, or it would be over while the rule still does not hold. */
const REPORT_AGAIN_MS = 5 * MINUTE_MS;

/**
 * Tells the alarm of documents in quarantine: of each problem at most every five minutes in a process, however often it is
 * read, and again as long as it stands. A process tells of at most a thousand problems in five minutes.
 */
export function reportQuarantined(
  problems: readonly ConfigurationProblem[],
  clock: Clock = systemClock,
): void {
  const now = clock.now();
  for (const [key, at] of lastReportedAt)
    if (now.getTime() - at >= REPORT_AGAIN_MS) lastReportedAt.delete(key);
  for (const { document, problem } of problems) {
    const key = `${document}|${problem}`;
    if (lastReportedAt.has(key) || lastReportedAt.size >= MAX_REPORTED) continue;
    lastReportedAt.set(key, now.getTime());
    const fields = { op: 'configuration', stage: process.env.STAGE, document, problem };
    logLine('error', fields, now, [
      { name: 'badConfiguration', unit: 'Count', value: 1, dimensions: [['stage']] },
    ]);
  }
}

/** Returns the stored document; if it cannot be used, raises the alarm and returns what holds meanwhile. */
export function parseStoredDocumentOr<S extends z.ZodMiniType>(
  schema: S,
  stored: unknown,
  document: string,
  otherwise: z.output<S>,
): z.output<S> {
  const read = parseStoredDocument(schema, stored, document);
  if ('value' in read) return read.value;
  reportQuarantined([read.problem]);
  return otherwise;
}

/** Part of an answer that lists configuration: documents that do not hold until somebody puts them right. */
export const problemsField = () => z.optional(z.array(ConfigurationProblemSchema));
export const withProblems = (
  problems: readonly ConfigurationProblem[],
): { problems?: ConfigurationProblem[] } => (problems.length > 0 ? { problems: [...problems] } : {});

/** The id of a stored document for its name, whatever became of it. */
export const storedIdOf = (stored: unknown): string => {
  const { id, key } = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<
    string,
    unknown
  >;
  return String(id ?? key ?? 'without an id').slice(0, 80);
};
