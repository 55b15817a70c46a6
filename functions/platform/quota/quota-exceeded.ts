import { DomainError, platformErrors } from '../errors.ts';
import type { Metric } from '../log.ts';

/** A refusal that time lifts: the HTTP layer answers it with `Retry-After`. */
export class QuotaExceeded extends DomainError {
  /** Such as `customer.tickets`. */
  readonly quota: string;
  /** From when on it is free again. */
  readonly freeAt: Date;

  constructor(quota: string, detail: string, freeAt: Date) {
    super('quota.exceeded', platformErrors['quota.exceeded'], detail);
    this.quota = quota;
    this.freeAt = freeAt;
  }

  /** Whole seconds, rounded up: whoever waits that long finds it free. */
  retryAfterSeconds(now: Date): number {
    return Math.max(1, Math.ceil((this.freeAt.getTime() - now.getTime()) / 1000));
  }
}

/** How a refusal is counted in a log line that has the fields `stage` and `quota`: for each quota, and for all together. */
export const quotaRefused: Metric = {
  name: 'quotaRefused',
  unit: 'Count',
  value: 1,
  dimensions: [['stage', 'quota'], ['stage']],
};

/** The fields that `quotaRefused` asks for. */
export const quotaFields = (quota: string) => ({ quota, stage: process.env.STAGE });
