// The enumerations of spending limits, in a file of their own because events and schemas share them.
export const grantKinds = ['refund', 'goodwill', 'discount'] as const;
export type GrantKind = (typeof grantKinds)[number];
/** The roles of people. Machine clients cannot grant anything. */
export const limitedRoles = ['agent', 'lead', 'admin'] as const;
export type LimitedRole = (typeof limitedRoles)[number];
export const limitSetters = ['lead', 'admin'] as const;
export type LimitSetter = (typeof limitSetters)[number];
