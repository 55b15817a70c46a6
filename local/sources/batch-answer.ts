// Reads a function's answer to a batch under ReportBatchItemFailures.

export type BatchAnswer = { kind: 'done' } | { kind: 'failed' } | { kind: 'partly'; identifiers: string[] };

/**
 * Reads the answer. Nothing or an empty list: all done. Known identifiers: those failed. Anything else (an
 * empty or unknown identifier, text that is not a JSON object) fails the whole batch, as in Lambda.
 */
export const readBatchAnswer = (payload: string, known: string[]): BatchAnswer => {
  const failures = failuresIn(payload);
  if (failures === undefined) return { kind: 'failed' };
  if (failures.length === 0) return { kind: 'done' };
  const identifiers = failures.map(
    (failure) => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier,
  );
  const valid = identifiers.filter((id): id is string => typeof id === 'string' && known.includes(id));
  return valid.length === identifiers.length ? { kind: 'partly', identifiers: valid } : { kind: 'failed' };
};

const failuresIn = (payload: string): unknown[] | undefined => {
  const answer: unknown = JSON.parse(payload);
  if (answer === null) return [];
  if (typeof answer !== 'object') return payload === '""' ? [] : undefined;
  const failures = (answer as { batchItemFailures?: unknown }).batchItemFailures ?? [];
  return Array.isArray(failures) ? failures : undefined;
};
