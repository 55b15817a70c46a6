// The part of the SLA capability that other capabilities may import: business hours.
export { closeOfBusinessDay } from './configuration/business-time.ts';
export type { BusinessHours } from './configuration/schedule.ts';
export { type SlaConfigs, slaConfigsOf } from './configuration/sla-config-store.ts';
