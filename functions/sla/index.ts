// What other capabilities may use of business hours.
export { closeOfBusinessDay } from './business-time.ts';
export { type Rulebooks, rulebooksOf } from './rulebook-store.ts';
export type { BusinessHours } from './schedule.ts';
