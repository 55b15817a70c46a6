// Words that several capabilities share, and that stand in the contract: none of them owns the list alone.
import * as z from 'zod/mini';

/** What only trained people may handle. */
export const sensitiveKinds = ['complaint', 'billing_dispute', 'service_failure', 'vulnerable'] as const;
export type SensitiveKind = (typeof sensitiveKinds)[number];
export const SensitiveKindSchema = z.enum(sensitiveKinds);

/** The skill of an agent, set by a lead and never learned, that says who is trained for a kind. */
export const trainedSkills: Readonly<Record<SensitiveKind, string>> = {
  complaint: 'trained_complaints',
  billing_dispute: 'trained_billing',
  service_failure: 'trained_failures',
  vulnerable: 'trained_vulnerability',
};

/** What makes a customer vulnerable: the four drivers of the FCA's guidance FG21/1. */
export const vulnerabilityDrivers = ['health', 'life_event', 'resilience', 'capability'] as const;
export type VulnerabilityDriver = (typeof vulnerabilityDrivers)[number];

/** What was promised; of a promise that is several of them the first counts. */
export const promiseKinds = ['call', 'refund', 'reply', 'delivery', 'other'] as const;
export type PromiseKind = (typeof promiseKinds)[number];
export const PromiseKindSchema = z.enum(promiseKinds);
