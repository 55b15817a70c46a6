// What follows for a ticket from what its messages say and who its customer is, pure.
import type { ServiceProfile } from '../customers/index.ts';
import type { Analysis, SensitiveFinding } from '../intelligence/index.ts';
import { type Priority, priorities, type SensitiveKind, type Ticket } from '../tickets/index.ts';

/** Facts of a ticket that triage sets. */
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
 * What the opening says. Words may raise the priority, up to high, and a vulnerable customer to urgent; nothing lowers it,
 * and what a person has set stays. Urgent by words alone would let anybody jump the queue by writing "urgent".
 */
export function openingFindings(
  ticket: Ticket,
  analysis: Analysis,
  standing: ServiceProfile,
  at: string,
): Findings {
  const { account, segments, vipTier, ownerId } = standing;
  const language = ticket.language ?? reliableLanguage(analysis) ?? standing.language;
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

/** What a later message adds: mood and urgency are the newest, sensitive kinds only ever join, the topic stays. */
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

/** What staff found stands, kind by kind: one that they took away does not come back by itself, any other joins. */
function sensitiveOf(ticket: Ticket, all: readonly SensitiveFinding[], at: string): Ticket['sensitive'] {
  const known = ticket.sensitive;
  const found = all.filter(({ kind }) => !wasRemovedByStaff(ticket, kind));
  const kinds = [...new Set([...(known?.kinds ?? []), ...found.map(({ kind }) => kind)])].toSorted();
  if (kinds.length === (known?.kinds.length ?? 0)) return known;
  const reasons = [...(known?.reasons ?? []), ...found.flatMap((finding) => finding.reasons)];
  return { ...known, kinds, reasons: [...new Set(reasons)].slice(0, MAX_REASONS), by: 'model', at };
}

/** Tells if staff removed this kind from the ticket. */
export const wasRemovedByStaff = ({ sensitive }: Pick<Ticket, 'sensitive'>, kind: SensitiveKind): boolean =>
  sensitive?.cleared?.includes(kind) ?? false;

const MAX_REASONS = 10;

/**
 * What makes a customer vulnerable is told to trained people alone. Everybody else learns that there is something: of such
 * a message no analysis quotes a word, as an unhappy word may be the very illness.
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
  const floor = kinds.includes('vulnerable')
    ? 'urgent'
    : kinds.length > 0 || urgency === 'high'
      ? 'high'
      : 'low';
  return priorities.indexOf(floor) < priorities.indexOf(priority) ? floor : priority;
}

/** What trained staff may see of what makes a customer vulnerable: as little as helps to treat them well. */
export function vulnerabilityOf(analysis: Analysis) {
  const found = analysis.sensitive.find(({ kind }) => kind === 'vulnerable');
  return found && { drivers: found.drivers ?? [], reasons: found.reasons, confidence: found.confidence };
}

/** The analysis as it is kept with the message: results, reasons and version, without what only trained staff may see. */
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
