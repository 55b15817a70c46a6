// The kinds of message that go to a trained person, and what a phrase says of them.
import type { SensitiveKind, VulnerabilityDriver } from '../../platform/contract/shared-kinds.ts';

export {
  type SensitiveKind,
  sensitiveKinds,
  type VulnerabilityDriver,
  vulnerabilityDrivers,
} from '../../platform/contract/shared-kinds.ts';

export interface SensitiveSign {
  kind: SensitiveKind;
  driver?: VulnerabilityDriver;
  /** How far the phrase alone makes sure, 0 to 1. */
  weight: number;
  /** Said of another meaning (“no complaints”): what it covers says nothing. */
  harmless?: true;
}

/** Lines of phrases by what they say: `kind` or `vulnerable.driver`, then how sure; `harmless` takes a meaning away. */
export type SignTable = Partial<Record<`${Topic} ${'sure' | 'likely' | 'hint'}` | 'harmless', string>>;
type Topic =
  | 'complaint'
  | 'billing_dispute'
  | 'service_failure'
  | `vulnerable.${'health' | 'life_event' | 'resilience' | 'capability'}`;

/** Alone enough. */
export const SURE = 0.9;
/** Enough, though often said otherwise too. */
export const LIKELY = 0.6;
/** Enough only beside another sign. */
export const HINT = 0.35;
/** From this confidence on a kind is reported. */
export const REPORTED_FROM = 0.5;
