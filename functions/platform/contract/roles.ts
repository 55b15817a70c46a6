/** Who may call an operation. `public` routes carry a signed, expiring token of their own instead of a role. */
const staffRoles = ['agent', 'lead', 'admin', 'service'] as const;
export type StaffRole = (typeof staffRoles)[number];
export type Role = StaffRole | 'customer';

/** The caller of an operation, as its token says. `id` is the token's subject. */
export interface Actor {
  role: Role | 'public' | 'system';
  id: string;
}

/** Rapport itself, when a reader of the stream or the clock acts. */
export const SYSTEM: Actor = { role: 'system', id: 'rapport' };
