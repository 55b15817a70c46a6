// The kinds of sensitive message, which go to trained staff, and what a phrase indicates.
import type { SensitiveKind, VulnerabilityDriver } from '../../platform/contract/shared-kinds.ts';

export {
  type SensitiveKind,
  sensitiveKinds,
  type VulnerabilityDriver,
  vulnerabilityDrivers,
} from '../../platform/contract/shared-kinds.ts';

export interface SensitivityIndicator {
  kind: SensitiveKind;
  driver?: VulnerabilityDriver;
  /** Confidence from this phrase alone, 0 to 1. */
  weight: number;
  /** Has another meaning ("no complaints"): indicators inside it do not count. */
  harmless?: true;
}

/** Enough alone. */
export const SURE = 0.9;
/** Enough alone, but often means something else. */
export const LIKELY = 0.6;
/** Enough only together with another indicator. */
export const HINT = 0.35;
/** A kind is reported from this confidence on. */
export const REPORT_THRESHOLD = 0.5;
