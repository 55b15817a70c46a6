// Reads the team's stored configuration. A document that cannot be used goes into quarantine: it
// counts as absent, an alarm reports it, and the configuration's readers see what is wrong. It never
// stops a worker (docs/adr/0027).
import * as z from 'zod/mini';
import { type Clock, MINUTE_MS, systemClock } from '../clock.ts';
import { logLine } from '../log.ts';

/** A document in quarantine, such as `policy gold`, with the reason. */
export const ConfigurationProblemSchema = z.object({ document: z.string(), problem: z.string() });
export type ConfigurationProblem = z.output<typeof ConfigurationProblemSchema>;

const MAX_PROBLEM = 300;

/**
 * Parses a stored document with its schema. Unknown fields are allowed, because a newer release may have
 * written them. If the document does not fit, returns the problem with the paths and without the values.
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

/**
 * Splits a list of stored documents into those that can be used and those in quarantine, named by `nameOf`.
 */
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

/** The time when each problem was last reported, in milliseconds since 1970. */
const lastReportedAt = new Map<string, number>();
const MAX_REPORTED = 1000;
/** Must be shorter than the alarm's period; otherwise the alarm would end while the problem still exists. */
const REPORT_AGAIN_MS = 5 * MINUTE_MS;

/**
 * Reports documents in quarantine to the alarm. Each process reports a problem at most every five minutes,
 * however often the document is read, and repeats the report while the problem exists. A process reports at
 * most a thousand problems in five minutes.
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

/** Returns the stored document. If it cannot be used, raises the alarm and returns the fallback. */
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

/** Adds the documents in quarantine to an answer that lists configuration. */
export const problemsField = () => z.optional(z.array(ConfigurationProblemSchema));
export const withProblems = (
  problems: readonly ConfigurationProblem[],
): { problems?: ConfigurationProblem[] } => (problems.length > 0 ? { problems: [...problems] } : {});

/** Returns the id of a stored document for messages, even when the document is malformed. */
export const storedIdOf = (stored: unknown): string => {
  const { id, key } = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<
    string,
    unknown
  >;
  return String(id ?? key ?? 'without an id').slice(0, 80);
};
