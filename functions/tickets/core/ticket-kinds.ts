// The enumerations that describe a ticket, apart from the request schemas, so that they can be imported
// without them.

export const channels = ['email', 'chat', 'phone', 'social', 'in_person', 'web', 'app'] as const;
export type Channel = (typeof channels)[number];
/** Most urgent first. */
export const priorities = ['urgent', 'high', 'normal', 'low'] as const;
export type Priority = (typeof priorities)[number];
export const statuses = ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const;
export type Status = (typeof statuses)[number];
/** The kind of work: a question, or goods that a customer sends back. */
export const kinds = ['question', 'return'] as const;
export type Kind = (typeof kinds)[number];
