import { DomainError, platformErrors } from '../errors.ts';
import type { Metric } from '../log.ts';

/** A refusal that ends with time: the HTTP layer answers it with `Retry-After`. */
export class QuotaExceeded extends DomainError {
  /** The name of the quota, such as `customer.tickets`. */
  readonly quota: string;
  /** The time from which the quota is free again. */
  readonly freeAt: Date;

  constructor(quota: string, detail: string, freeAt: Date) {
    super('quota.exceeded', platformErrors['quota.exceeded'], detail);
    this.quota = quota;
    this.freeAt = freeAt;
  }

  /** Returns the whole seconds until the quota is free, rounded up. */
  retryAfterSeconds(now: Date): number {
    return Math.max(1, Math.ceil((this.freeAt.getTime() - now.getTime()) / 1000));
  }
}

/**
 * The metric that counts refusals in a log line with the fields `stage` and `quota`: per quota and in total.
 */
export const quotaRefused: Metric = {
  name: 'quotaRefused',
  unit: 'Count',
  value: 1,
  dimensions: [['stage', 'quota'], ['stage']],
};

/** Returns the log fields that `quotaRefused` needs. */
export const quotaFields = (quota: string) => ({ quota, stage: process.env.STAGE });
