// Simulates the outcome of a mail: the addresses of SES's mailbox simulator decide it, and every other
// address accepts the mail. The events have SES's format.
import type { Header } from '../mail.ts';

export type EventType = 'Send' | 'Delivery' | 'Bounce' | 'Complaint' | 'Reject';

export interface SentMail {
  id: string;
  timeMs: number;
  from: string;
  recipients: string[];
  headers: Header[];
  tags: Record<string, string>;
  configurationSet: string;
  account: string;
  region: string;
  /** Says that the body contains the test virus that mail scanners know. */
  infected: boolean;
}

export interface MailEvent {
  type: EventType;
  body: object;
}

type SimulatedOutcome = 'success' | 'bounce' | 'complaint' | 'suppressionlist';

const simulator = /^(success|bounce|complaint|ooto|suppressionlist)(\+.*)?@simulator\.amazonses\.com$/i;

const simulatedOutcomeOf = (recipient: string): SimulatedOutcome => {
  const name = simulator.exec(recipient)?.[1]?.toLowerCase() ?? 'success';
  return name === 'ooto' ? 'success' : (name as SimulatedOutcome);
};

/** Returns the events of one mail in order, one for each group of recipients with the same outcome. */
export const eventsOf = (mail: SentMail): MailEvent[] => {
  const send = event(mail, 'Send', { send: {} });
  if (mail.infected) return [send, event(mail, 'Reject', { reject: { reason: 'Bad content' } })];
  const groups = Map.groupBy(mail.recipients, simulatedOutcomeOf);
  const events = [...groups].flatMap(([fate, recipients]) => outcomes[fate](mail, recipients));
  return [send, ...events];
};

const outcomes: Record<SimulatedOutcome, (mail: SentMail, recipients: string[]) => MailEvent[]> = {
  success: (mail, recipients) => [delivery(mail, recipients)],
  complaint: (mail, recipients) => [delivery(mail, recipients), complaint(mail, recipients)],
  bounce: (mail, recipients) => [bounce(mail, recipients, 'General', '550 5.1.1 user unknown')],
  suppressionlist: (mail, recipients) => [
    bounce(mail, recipients, 'Suppressed', 'Amazon SES has suppressed sending to this address'),
  ],
};

const processingMs = 400;

const delivery = (mail: SentMail, recipients: string[]): MailEvent =>
  event(mail, 'Delivery', {
    delivery: {
      timestamp: iso(mail.timeMs + processingMs),
      processingTimeMillis: processingMs,
      recipients,
      smtpResponse: '250 2.6.0 Message received',
      reportingMTA: `a0-1.smtp-out.${mail.region}.amazonses.com`,
    },
  });

const bounce = (
  mail: SentMail,
  recipients: string[],
  bounceSubType: string,
  diagnosticCode: string,
): MailEvent =>
  event(mail, 'Bounce', {
    bounce: {
      feedbackId: `${mail.id}-bounce`,
      bounceType: 'Permanent',
      bounceSubType,
      bouncedRecipients: recipients.map((emailAddress) => ({
        emailAddress,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: `smtp; ${diagnosticCode}`,
      })),
      timestamp: iso(mail.timeMs + processingMs),
      reportingMTA: 'dns; simulator.amazonses.com',
    },
  });

const complaint = (mail: SentMail, recipients: string[]): MailEvent =>
  event(mail, 'Complaint', {
    complaint: {
      feedbackId: `${mail.id}-complaint`,
      complaintSubType: null,
      complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
      timestamp: iso(mail.timeMs + 2 * processingMs),
      userAgent: 'Amazon SES Mailbox Simulator',
      complaintFeedbackType: 'abuse',
      arrivalDate: iso(mail.timeMs + processingMs),
    },
  });

const event = (mail: SentMail, type: EventType, block: object): MailEvent => ({
  type,
  body: { eventType: type, mail: mailObject(mail), ...block },
});

const mailObject = (mail: SentMail): object => ({
  timestamp: iso(mail.timeMs),
  source: mail.from,
  sourceArn: `arn:aws:ses:${mail.region}:${mail.account}:identity/${mail.from.split('@')[1] ?? ''}`,
  sendingAccountId: mail.account,
  messageId: mail.id,
  destination: mail.recipients,
  headersTruncated: false,
  headers: mail.headers,
  commonHeaders: commonHeaders(mail),
  tags: {
    'ses:configuration-set': [mail.configurationSet],
    'ses:from-domain': [mail.from.split('@')[1] ?? ''],
    ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
  },
});

const commonHeaders = (mail: SentMail): object => {
  const find = (name: string): string | undefined =>
    mail.headers.find((header) => header.name.toLowerCase() === name)?.value;
  const subject = find('subject');
  return {
    from: [find('from') ?? mail.from],
    to: [find('to') ?? ''],
    messageId: mail.id,
    ...(subject === undefined ? {} : { subject }),
  };
};

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
