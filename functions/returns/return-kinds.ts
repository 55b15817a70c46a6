// The enumerations of returns, in a file of their own because events and schemas share them.
export const returnReasons = [
  'damaged',
  'wrong_item',
  'not_as_described',
  'too_late',
  'changed_mind',
  'other',
] as const;
export type ReturnReason = (typeof returnReasons)[number];

export const returnStates = [
  'requested',
  'approved',
  'rejected',
  'sent_back',
  'received',
  'inspected',
  'refunded',
  'exchanged',
  'credited',
  'closed',
] as const;
export type ReturnState = (typeof returnStates)[number];
