// What other capabilities may use of business hours.
export { closeOfBusinessDay } from './configuration/business-time.ts';
export type { BusinessHours } from './configuration/schedule.ts';
export { type SlaConfigs, slaConfigsOf } from './configuration/sla-config-store.ts';
