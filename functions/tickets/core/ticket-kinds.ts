// The lists of words that describe a ticket, by themselves: who needs a word need not load the schemas of requests.

export const channels = ['email', 'chat', 'phone', 'social', 'in_person', 'web', 'app'] as const;
export type Channel = (typeof channels)[number];
/** Most pressing first. */
export const priorities = ['urgent', 'high', 'normal', 'low'] as const;
export type Priority = (typeof priorities)[number];
export const statuses = ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const;
export type Status = (typeof statuses)[number];
/** What kind of work it is: a question, or goods that come back. */
export const kinds = ['question', 'return'] as const;
export type Kind = (typeof kinds)[number];
