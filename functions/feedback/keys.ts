// The keys of surveys.
import type { Key } from '../platform/table/keys.ts';

export const surveyKeys = {
  survey: (surveyId: string): Key => ({ pk: `V#${surveyId}`, sk: 'V' }),
} as const;
