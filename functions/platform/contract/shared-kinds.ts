// Lists that several capabilities share and that are part of the contract; no single capability owns them.
import * as z from 'zod/mini';

/** The kinds that only trained people may handle. */
export const sensitiveKinds = ['complaint', 'billing_dispute', 'service_failure', 'vulnerable'] as const;
export type SensitiveKind = (typeof sensitiveKinds)[number];
export const SensitiveKindSchema = z.enum(sensitiveKinds);

/** The skill that shows that an agent is trained for a kind. A lead sets it; it is never learned. */
export const trainedSkills: Readonly<Record<SensitiveKind, string>> = {
  complaint: 'trained_complaints',
  billing_dispute: 'trained_billing',
  service_failure: 'trained_failures',
  vulnerable: 'trained_vulnerability',
};

/** The drivers of vulnerability: the four of the FCA's guidance FG21/1. */
export const vulnerabilityDrivers = ['health', 'life_event', 'resilience', 'capability'] as const;
export type VulnerabilityDriver = (typeof vulnerabilityDrivers)[number];

/** The kinds of promise. If a promise fits several kinds, the first one counts. */
export const promiseKinds = ['call', 'refund', 'reply', 'delivery', 'other'] as const;
export type PromiseKind = (typeof promiseKinds)[number];
export const PromiseKindSchema = z.enum(promiseKinds);
