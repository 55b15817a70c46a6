import { DAY_MS } from '../../platform/clock.ts';
import type { DetectionContext, Evidence } from './evidence.ts';

const REPEATED_CONTACT_DAYS = 14;
const EARLIER_COMPLAINT_DAYS = 90;
/** Not enough alone. */
const MAX_TONE_WEIGHT = 0.45;
/** Share of the tone's weight when another kind explains it. */
const EXPLAINED_TONE_FACTOR = 0.5;

/**
 * Collects evidence of a complaint beside the words of a message: an unhappy tone, repeated contact about one
 * topic, earlier complaints. Customers who write about a broken glass or an illness use unhappy words anyway,
 * so the tone counts half when another kind explains it (`explained`).
 */
export function contextEvidence(
  { sentiment, topicId, history, now }: DetectionContext,
  explained: boolean,
): Evidence[] {
  const { score, confidence } = sentiment;
  const evidence: Evidence[] = [];
  if (score <= -0.35 && confidence >= 0.4)
    evidence.push({
      weight: Math.min(MAX_TONE_WEIGHT, -score * 0.6) * (explained ? EXPLAINED_TONE_FACTOR : 1),
      reason: `unhappy tone (${score})`,
    });
  const within = (days: number) => (entry: { at: string }) => {
    const age = now.getTime() - Date.parse(entry.at);
    return age >= 0 && age <= days * DAY_MS;
  };
  const sameTopic = (history?.contacts ?? []).filter(
    (contact) =>
      within(REPEATED_CONTACT_DAYS)(contact) && topicId !== undefined && contact.topicId === topicId,
  ).length;
  if (sameTopic >= 2)
    evidence.push({
      weight: sameTopic >= 3 ? 0.7 : 0.55,
      reason: `contact number ${sameTopic + 1} about “${topicId}” in ${REPEATED_CONTACT_DAYS} days`,
    });
  const complaints = (history?.complaints ?? []).filter(within(EARLIER_COMPLAINT_DAYS)).length;
  if (complaints > 0)
    evidence.push({
      weight: 0.35,
      reason: `${complaints} earlier complaint${complaints > 1 ? 's' : ''} in ${EARLIER_COMPLAINT_DAYS} days`,
    });
  return evidence;
}
