/** The roles that may call an operation. `public` routes carry a signed, expiring token instead of a role. */
const staffRoles = ['agent', 'lead', 'admin', 'service'] as const;
export type StaffRole = (typeof staffRoles)[number];
export type Role = StaffRole | 'customer';

/** The caller of an operation as its token identifies it. `id` is the token's subject. */
export interface Actor {
  role: Role | 'public' | 'system';
  id: string;
}

/** The actor when Rapport itself acts: a stream consumer or the scheduler. */
export const SYSTEM: Actor = { role: 'system', id: 'rapport' };
