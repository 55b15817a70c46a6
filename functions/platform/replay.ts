import { platformError } from './errors.ts';
import { type Rejection, type Replay, rejection } from './table/refusal.ts';

/** Interprets an existing marker: the same body is a replay, another body is an error. */
export function replayOf(
  marker: Record<string, unknown> | undefined,
  bodyHash: string | undefined,
  answer: (marker: Record<string, unknown>) => unknown,
): Replay | Rejection {
  if (!marker || marker.bodyHash !== bodyHash) return rejection(platformError('idempotency.key_reused'));
  return { kind: 'replay', answer: answer(marker) };
}
