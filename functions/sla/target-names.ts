/** Lists the targets of a policy in display order. */
export const targets = [
  'first_reply',
  'next_reply',
  'periodic_update',
  'pausable_update',
  'requester_wait',
  'agent_work',
  'total_resolution',
] as const;
export type TargetName = (typeof targets)[number];
