// The keys of surveys.
import { customerPartition } from '../customers/index.ts';
import type { TimedWorkRef } from '../platform/scheduling/timed-work.ts';
import type { Key } from '../platform/table/keys.ts';

export const surveyKeys = {
  survey: (surveyId: string): Key => ({ pk: `V#${surveyId}`, sk: 'V' }),
} as const;

/** Timed work in a partition that several capabilities share; each uses names of its own. */
export const surveyWork = {
  survey: (customerId: string, ticketId: string): TimedWorkRef => ({
    owner: customerPartition(customerId),
    name: `survey#${ticketId}`,
  }),
} as const;
