import type { Actor } from './contract/roles.ts';
import type { Ids } from './ids.ts';

/** Identifies one request for `Idempotency-Key`: where its marker is stored and what its body was. */
export interface IdempotencyKey {
  /** Digest of caller, operation and key. */
  digest: string;
  /** Digest of the parameters and the body. */
  bodyHash: string;
  /** Called when a commit finds that the request was answered before, so that the HTTP layer marks the answer. */
  onReplay?: () => void;
}

/** The circumstances of one piece of work, passed in so that rules stay pure. */
export interface Context {
  actor: Actor;
  now: Date;
  ids: Ids;
  /** Follows a request through events, queues and logs. */
  correlationId: string;
  /** The network that an HTTP request comes from (IPv4 /24, IPv6 /64); absent where nothing was asked over HTTP. */
  network?: string;
  idempotencyKey?: IdempotencyKey;
}
