// The public interface of customers for other capabilities.
export { type Contact, getContact, suppressAddress } from './contact.ts';
export type { Purpose } from './customer.ts';
export { customerExistsCheck } from './customer-exists-check.ts';
export { findOrCreateByEmail } from './find-or-create-by-email.ts';
export { customerPartition } from './keys.ts';
export { getServiceProfile, type ServiceProfile } from './service-profile.ts';
export { recentHistory } from './timeline/recent-history.ts';
