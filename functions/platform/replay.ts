import { platformError } from './errors.ts';

/** The first answer to a request, given again. Thrown by a commit, answered by the HTTP layer. */
export class Replay extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super('the request was answered before');
    this.name = 'Replay';
    this.answer = answer;
  }
}

/** What a marker that is already there means: the same body is a replay, another one is a mistake. */
export function replayOf(
  marker: Record<string, unknown> | undefined,
  bodyHash: string | undefined,
  answer: (marker: Record<string, unknown>) => unknown,
): Error {
  if (!marker || marker.bodyHash !== bodyHash) return platformError('idempotency.key_reused');
  return new Replay(answer(marker));
}
