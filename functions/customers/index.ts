// What other capabilities may use of customers.
export { type Contact, getContact, suppressAddress } from './contact.ts';
export type { Purpose } from './customer.ts';
export { findOrCreateByEmail } from './find-or-create.ts';
export { recentHistory } from './recent-history.ts';
export { getStanding, type Standing } from './standing.ts';
