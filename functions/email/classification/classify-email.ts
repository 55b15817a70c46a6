// Classifies an email before anything else is done with it (RFC 3834, RFC 6522): written by a person or by a
// machine.
import type { ParsedEmail } from '../parsing/parse-email.ts';
import { type DeliveryReport, readDeliveryReport } from './delivery-report.ts';

export type EmailKind =
  | { kind: 'message' }
  /** Sent by a machine without being asked: a vacation note, a notice, a receipt. */
  | { kind: 'auto_reply'; why: string }
  /** From a mailing list or a newsletter. */
  | { kind: 'list'; why: string }
  /** A delivery report about one of our emails. */
  | { kind: 'bounce'; report: DeliveryReport }
  /** Our own email, which came back. */
  | { kind: 'loop'; why: string };

/** The addresses by which an email of our own is recognised. */
export interface OwnAddresses {
  /** The domain of reply addresses. */
  inboundDomain: string;
  /** The address that our own emails come from. */
  address: string;
}

/**
 * The header on all our replies. A person's mail program does not copy it into an answer; a forwarding rule
 * does.
 */
export const LOOP_HEADER = 'X-Rapport-Loop';
/** Postfix gives up at 50 hops; an ordinary email needs about ten. */
const MAX_HOPS = 30;

/** Classifies an email by its headers: delivery reports first, then loops, automatic replies and lists. */
export function classifyEmail(mail: ParsedEmail, self: OwnAddresses, envelopeFrom?: string): EmailKind {
  const report = readDeliveryReport(mail, envelopeFrom);
  if (report) return { kind: 'bounce', report };
  const own = loopIndicator(mail, self);
  if (own) return { kind: 'loop', why: own };
  const automatic = automaticIndicator(mail, envelopeFrom);
  if (automatic) return { kind: 'auto_reply', why: automatic };
  const list = listIndicator(mail);
  if (list) return { kind: 'list', why: list };
  return { kind: 'message' };
}

function loopIndicator(
  { header, from, messageId }: ParsedEmail,
  { inboundDomain, address }: OwnAddresses,
): string | undefined {
  const domain = `@${inboundDomain.toLowerCase()}`;
  if (header(LOOP_HEADER).length > 0) return 'loop_header';
  if (messageId?.toLowerCase().endsWith(domain)) return 'own_message_id';
  if (from && (from.address === address.toLowerCase() || from.address.endsWith(domain))) return 'own_address';
  if (header('received').length > MAX_HOPS) return 'too_many_hops';
  return undefined;
}

const AUTOREPLY_HEADERS = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply',
  'x-autoreply-from',
];

function automaticIndicator(
  { header, subject }: ParsedEmail,
  envelopeFrom: string | undefined,
): string | undefined {
  const first = (name: string) => (header(name)[0] ?? '').trim().toLowerCase();
  const submitted = first('auto-submitted').split(/[\s;(]/)[0] ?? '';
  if (submitted !== '' && submitted !== 'no') return 'auto_submitted';
  if (/\b(all|oof|autoreply)\b/.test(first('x-auto-response-suppress'))) return 'auto_response_suppress';
  if (/^(bulk|junk|auto[_-]?reply)\b/.test(first('precedence'))) return 'precedence';
  if (AUTOREPLY_HEADERS.some((name) => header(name).length > 0)) return 'autoreply_header';
  if (/^multipart\/report\b/.test(first('content-type'))) return 'report';
  if (first('return-path') === '<>' || envelopeFrom === '<>') return 'null_sender';
  return AUTOREPLY_SUBJECT.test(subject.slice(0, 200)) ? 'subject' : undefined;
}

/** Checked last and strict, because a person may well write about an office that is closed. */
const AUTOREPLY_SUBJECT =
  /^(?:(?:re|aw)\s?:\s?)?(?:(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|automatische antwort|automatische abwesenheitsnotiz|abwesenheitsnotiz|abwesenheitsnachricht|réponse automatique|respuesta automática|risposta automatica|automatisch antwoord|automatiskt svar|resposta automática|odpowiedź automatyczna)\s?[:\-–—]|out of (?:the )?office(?:\s?[:\-–—!]|$)|out of office auto-?reply|ooo\s?:|absence du bureau(?:\s?[:\-–—]|$))/i;

function listIndicator({ header }: ParsedEmail): string | undefined {
  if (header('list-id').length > 0) return 'list_id';
  if (header('list-unsubscribe').length > 0) return 'list_unsubscribe';
  return /^list\b/i.test((header('precedence')[0] ?? '').trim()) ? 'precedence_list' : undefined;
}
