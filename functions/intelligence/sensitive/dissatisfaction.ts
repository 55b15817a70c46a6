// What tone and history say of dissatisfaction, beside the words of a message.
import { DAY_MS } from '../../platform/clock.ts';
import type { Circumstances, Evidence } from './evidence.ts';

const REPEATED_WITHIN_DAYS = 14;
const COMPLAINED_WITHIN_DAYS = 90;
/** A tone alone is not enough. */
const MOST_BY_TONE = 0.45;
/** What is left of it where the matter explains it. */
const EXPLAINED = 0.5;

/**
 * An unhappy tone, contact after contact about one topic, earlier complaints. Whoever writes of a broken glass or an illness has no
 * happy words for it: where another kind explains the tone (`explained`), it counts half.
 */
export function dissatisfaction(
  { sentiment, topicId, history, now }: Circumstances,
  explained: boolean,
): Evidence[] {
  const { score, confidence } = sentiment;
  const evidence: Evidence[] = [];
  if (score <= -0.35 && confidence >= 0.4)
    evidence.push({
      weight: Math.min(MOST_BY_TONE, -score * 0.6) * (explained ? EXPLAINED : 1),
      reason: `unhappy tone (${score})`,
    });
  const within = (days: number) => (entry: { at: string }) => {
    const age = now.getTime() - Date.parse(entry.at);
    return age >= 0 && age <= days * DAY_MS;
  };
  const same = (history?.contacts ?? []).filter(
    (contact) =>
      within(REPEATED_WITHIN_DAYS)(contact) && topicId !== undefined && contact.topicId === topicId,
  ).length;
  if (same >= 2)
    evidence.push({
      weight: same >= 3 ? 0.7 : 0.55,
      reason: `contact number ${same + 1} about “${topicId}” in ${REPEATED_WITHIN_DAYS} days`,
    });
  const complaints = (history?.complaints ?? []).filter(within(COMPLAINED_WITHIN_DAYS)).length;
  if (complaints > 0)
    evidence.push({
      weight: 0.35,
      reason: `${complaints} earlier complaint${complaints > 1 ? 's' : ''} in ${COMPLAINED_WITHIN_DAYS} days`,
    });
  return evidence;
}
