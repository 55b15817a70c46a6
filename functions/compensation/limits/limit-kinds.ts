// The lists of words that describe a limit, by themselves: events and schemas share them.

export const grantKinds = ['refund', 'goodwill', 'discount'] as const;
export type GrantKind = (typeof grantKinds)[number];
/** Roles of people; machine clients grant nothing. */
export const limitedRoles = ['agent', 'lead', 'admin'] as const;
export type LimitedRole = (typeof limitedRoles)[number];
export const limitSetters = ['lead', 'admin'] as const;
export type LimitSetter = (typeof limitSetters)[number];
