import type { Actor } from './contract/roles.ts';
import type { Ids } from './ids.ts';

/** Identifies one request with an `Idempotency-Key`: where its marker is stored and what its body was. */
export interface IdempotencyKey {
  /** The digest of caller, operation and key. */
  digest: string;
  /** The digest of the parameters and the body. */
  bodyHash: string;
  /**
   * Called when a commit finds that the request was already answered, so that the HTTP layer marks the answer
   * as a replay.
   */
  onReplay?: () => void;
}

/** The actor, time, id source and correlation id of one piece of work, passed in so that rules stay pure. */
export interface Context {
  actor: Actor;
  now: Date;
  ids: Ids;
  /** Follows a request through events, queues and logs. */
  correlationId: string;
  /**
   * The network that an HTTP request comes from (IPv4 /24, IPv6 /64); absent for work that
   * no HTTP request started.
   */
  network?: string;
  idempotencyKey?: IdempotencyKey;
}
