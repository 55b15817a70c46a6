// The enumerations of complaints, in a file of their own because events and schemas share them.
export const outcomes = ['upheld', 'partly_upheld', 'not_upheld'] as const;
export const clocks = ['acknowledge', 'summary', 'final'] as const;
export type ComplaintClock = (typeof clocks)[number];
