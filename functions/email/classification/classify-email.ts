// What a mail is, before anything is done with it (RFC 3834, RFC 6522): a person's message, or a machine's.

import type { ParsedEmail } from '../parsing/parse-email.ts';
import { type DeliveryReport, readDeliveryReport } from './delivery-report.ts';

export type EmailKind =
  | { kind: 'message' }
  /** Sent by a machine without being asked: a vacation note, a notice, a receipt. */
  | { kind: 'auto_reply'; why: string }
  /** From a mailing list or a newsletter. */
  | { kind: 'list'; why: string }
  /** Says what became of a mail of ours. */
  | { kind: 'bounce'; report: DeliveryReport }
  /** Our own mail, come back. */
  | { kind: 'loop'; why: string };

/** What names Rapport in a mail. */
export interface OwnAddresses {
  /** The domain of reply addresses. */
  inboundDomain: string;
  /** The address that our mail comes from. */
  address: string;
}

/** On every answer of ours. No person's mail program passes it on; a forwarding rule does. */
export const LOOP_HEADER = 'X-Rapport-Loop';
/** Postfix gives up at 50 hops, people need about ten. */
const MAX_HOPS = 30;

/** Judges a mail by its header, and by its subject last: a report first, then our own, then machines, then lists. */
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

/** Last, and strict: a person may well write about an office that is closed. */
const AUTOREPLY_SUBJECT =
  /^(?:(?:re|aw)\s?:\s?)?(?:(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|automatische antwort|automatische abwesenheitsnotiz|abwesenheitsnotiz|abwesenheitsnachricht|réponse automatique|respuesta automática|risposta automatica|automatisch antwoord|automatiskt svar|resposta automática|odpowiedź automatyczna)\s?[:\-–—]|out of (?:the )?office(?:\s?[:\-–—!]|$)|out of office auto-?reply|ooo\s?:|absence du bureau(?:\s?[:\-–—]|$))/i;

function listIndicator({ header }: ParsedEmail): string | undefined {
  if (header('list-id').length > 0) return 'list_id';
  if (header('list-unsubscribe').length > 0) return 'list_unsubscribe';
  return /^list\b/i.test((header('precedence')[0] ?? '').trim()) ? 'precedence_list' : undefined;
}
