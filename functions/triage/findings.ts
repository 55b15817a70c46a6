// Derives the fields of a ticket from the analysis of its messages and the customer's service profile. Pure.
import type { ServiceProfile } from '../customers/index.ts';
import type { Analysis, SensitiveFinding } from '../intelligence/index.ts';
import { type Priority, priorities, type SensitiveKind, type Ticket } from '../tickets/index.ts';

/** The fields of a ticket that triage sets. */
export type Findings = Partial<
  Pick<
    Ticket,
    | 'language'
    | 'topic'
    | 'sentiment'
    | 'urgency'
    | 'sensitive'
    | 'priority'
    | 'account'
    | 'segments'
    | 'vipTier'
    | 'ownerId'
  >
>;

/**
 * Returns the findings of an opening. Urgent words raise the priority to high at most, and a vulnerable
 * customer raises it to urgent; nothing lowers it, and a topic set by staff stays. If words alone could make
 * a ticket urgent, anybody could jump the queue by writing "urgent".
 */
export function openingFindings(
  ticket: Ticket,
  analysis: Analysis,
  profile: ServiceProfile,
  at: string,
): Findings {
  const { account, segments, vipTier, ownerId } = profile;
  const language = ticket.language ?? reliableLanguage(analysis) ?? profile.language;
  return {
    ...messageFindings(ticket, analysis, at),
    language,
    topic: ticket.topic?.by === 'staff' ? ticket.topic : topicOf(analysis),
    account,
    segments,
    vipTier,
    ownerId,
  };
}

/** Returns the findings of a later message: the newest sentiment and urgency, and any new sensitive kinds. */
export function messageFindings(ticket: Ticket, analysis: Analysis, at: string): Findings {
  const sensitive = sensitiveOf(ticket, redactIfVulnerable(analysis).sensitive, at);
  const { label, score, confidence } = analysis.sentiment;
  const { level, words } = redactIfVulnerable(analysis).urgency;
  return {
    sentiment: { label, score, confidence },
    urgency: { level, words },
    sensitive,
    priority: raisedPriority(ticket.priority, level, sensitive?.kinds ?? []),
  };
}

const reliableLanguage = ({ language }: Analysis) => (language.reliable ? language.tag : undefined);

function topicOf({ topic: { topic } }: Analysis): Ticket['topic'] {
  return topic && { id: topic.id, confidence: topic.confidence, by: 'model' };
}

/** Adds newly found sensitive kinds. A kind that staff removed is not added again. */
function sensitiveOf(ticket: Ticket, all: readonly SensitiveFinding[], at: string): Ticket['sensitive'] {
  const known = ticket.sensitive;
  const found = all.filter(({ kind }) => !wasRemovedByStaff(ticket, kind));
  const kinds = [...new Set([...(known?.kinds ?? []), ...found.map(({ kind }) => kind)])].toSorted();
  if (kinds.length === (known?.kinds.length ?? 0)) return known;
  const reasons = [...(known?.reasons ?? []), ...found.flatMap((finding) => finding.reasons)];
  return { ...known, kinds, reasons: [...new Set(reasons)].slice(0, MAX_REASONS), by: 'model', at };
}

/** Returns true when staff removed this kind from the ticket. */
export const wasRemovedByStaff = ({ sensitive }: Pick<Ticket, 'sensitive'>, kind: SensitiveKind): boolean =>
  sensitive?.cleared?.includes(kind) ?? false;

const MAX_REASONS = 10;

/**
 * Removes all quoted words from the analysis of a message that indicates a vulnerable customer. Only trained
 * people may see the reasons, and even a negative word may be the illness itself. Everybody else sees the
 * kind alone.
 */
function redactIfVulnerable(analysis: Analysis): Analysis {
  if (!analysis.sensitive.some(({ kind }) => kind === 'vulnerable')) return analysis;
  const reason = 'not quoted: the customer may be vulnerable';
  return {
    ...analysis,
    sentiment: { ...analysis.sentiment, words: [], reason },
    urgency: { ...analysis.urgency, words: [], reason },
    topic: { ...analysis.topic, reason },
    thanks: { ...analysis.thanks, reason },
    sensitive: analysis.sensitive.map(({ kind, confidence }) => ({
      kind,
      confidence,
      reasons: [`${kind.replaceAll('_', ' ')}: by words of the message`],
      phrases: [],
    })),
  };
}

function raisedPriority(
  priority: Priority,
  urgency: Analysis['urgency']['level'],
  kinds: readonly SensitiveKind[],
): Priority {
  const minimum = kinds.includes('vulnerable')
    ? 'urgent'
    : kinds.length > 0 || urgency === 'high'
      ? 'high'
      : 'low';
  return priorities.indexOf(minimum) < priorities.indexOf(priority) ? minimum : priority;
}

/** Returns what trained staff may see of a vulnerability: only what helps to treat the customer well. */
export function vulnerabilityOf(analysis: Analysis) {
  const found = analysis.sensitive.find(({ kind }) => kind === 'vulnerable');
  return found && { drivers: found.drivers ?? [], reasons: found.reasons, confidence: found.confidence };
}

/** Returns the analysis as stored with the message, without what only trained staff may see. */
export function analysisRecord(analysis: Analysis) {
  const { version, language, sentiment, urgency, topic, sensitive, thanks } = redactIfVulnerable(analysis);
  return {
    version,
    language: { tag: language.tag, confidence: language.confidence, reason: language.reason },
    sentiment: { label: sentiment.label, score: sentiment.score, reason: sentiment.reason },
    urgency: { level: urgency.level, words: urgency.words, reason: urgency.reason },
    topic: { ...topic.topic, triage: topic.triage, reason: topic.reason },
    sensitive: sensitive.map(({ kind, confidence, reasons }) => ({ kind, confidence, reasons })),
    thanks: thanks.isThanks,
  };
}
