// Implements SES: the Query protocol's SendRawEmail and SendEmail, with the checks that SES makes, an inbox
// instead of delivery, and event publishing for the configuration set.
import { randomUUID } from 'node:crypto';
import { errorReply, type Reply } from '../../gateway/errors.ts';
import type { RequiredPermission } from '../../iam/policy.ts';
import type { Clock } from '../../state/clock.ts';
import type { Place } from '../../template/physical.ts';
import { type Envelope, type Mail, toMail } from '../mail.ts';
import { editHeaders, newMessageId, splitMessage } from '../mime.ts';
import type { Receiving } from '../receiving/receiving.ts';
import { identityOf, refusalOf } from './acceptance.ts';
import { type Draft, readDraft } from './draft.ts';
import { eventsOf, type MailEvent } from './simulated-outcome.ts';

export interface SesParts {
  place: Place;
  clock: Clock;
  configurationSets: string[];
  /** Verified domains and addresses; empty if the application leaves that to its operator. */
  identities: string[];
  publish(configurationSet: string, event: MailEvent): Promise<void>;
  onMail(mail: Mail): void;
  /** Receives mail to addresses of our own domain. */
  receiving: Receiving;
}

export interface Ses {
  /** Returns the permissions that a request needs. */
  needs(form: URLSearchParams): RequiredPermission[];
  handle(form: URLSearchParams): Promise<Reply>;
  /** Returns the number of mails whose events are still being published or that are coming back in. */
  busy(): number;
}

const virus = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

export const createSes = (parts: SesParts): Ses => {
  let busy = 0;

  const during = async (work: Promise<unknown>): Promise<void> => {
    busy += 1;
    try {
      await work;
    } catch (error) {
      console.error(error);
    } finally {
      busy -= 1;
    }
  };

  const publishAll = async (set: string, events: MailEvent[]): Promise<void> => {
    for (const event of events) await parts.publish(set, event);
  };

  const handle = async (form: URLSearchParams): Promise<Reply> => {
    const action = form.get('Action') ?? '';
    const draft = readDraft(form);
    if (draft === undefined) {
      return errorReply('ses', {
        code: 'InvalidAction',
        message: `The action ${action} is not served here.`,
      });
    }
    const refusal = refusalOf(draft, { ...parts, region: parts.place.region });
    if (refusal !== undefined) return errorReply('ses', refusal);
    const timeMs = parts.clock.now();
    const envelope = envelopeOf(draft, timeMs);
    const raw = delivered(draft.raw, envelope.id, timeMs, parts.place.region);
    parts.onMail(await toMail(raw, envelope));
    const received = draft.recipients.filter(parts.receiving.serves);
    if (received.length > 0) void during(parts.receiving.receive(raw, { from: draft.from, to: received }));
    const set = draft.configurationSet;
    if (set !== undefined)
      void during(publishAll(set, eventsOf(sentMail(draft, envelope, set, timeMs, parts.place))));
    return success(action, envelope.id);
  };

  return { needs: (form) => needsOf(form, parts), handle, busy: () => busy };
};

const envelopeOf = (draft: Draft, timeMs: number): Envelope => {
  const { from, recipients, tags, configurationSet } = draft;
  const set = configurationSet === undefined ? {} : { configurationSet };
  return { id: newMessageId(), time: new Date(timeMs).toISOString(), from, recipients, tags, ...set };
};

const sentMail = (
  draft: Draft,
  envelope: Envelope,
  configurationSet: string,
  timeMs: number,
  place: Place,
) => ({
  ...envelope,
  timeMs,
  configurationSet,
  headers: splitMessage(draft.raw).headers,
  infected: draft.raw.includes(virus),
  account: place.account,
  region: place.region,
});

/**
 * Returns what recipients get: SES sets its own Message-ID and Date and removes its control headers and Bcc.
 */
const delivered = (raw: Buffer, id: string, timeMs: number, region: string): Buffer => {
  const removed = ['Message-ID', 'Date', 'Bcc', 'X-SES-CONFIGURATION-SET', 'X-SES-MESSAGE-TAGS'];
  const date = new Date(timeMs).toUTCString().replace('GMT', '+0000');
  const added = [
    { name: 'Message-ID', value: `<${id}@${region}.amazonses.com>` },
    { name: 'Date', value: date },
  ];
  return editHeaders(raw, removed, added);
};

/**
 * Returns the required permissions: SES checks a mail's identity and, if it names one, its configuration set.
 */
const needsOf = (form: URLSearchParams, parts: SesParts): RequiredPermission[] => {
  const action = `ses:${form.get('Action') ?? ''}`;
  const draft = readDraft(form);
  if (draft === undefined) return [{ action, resource: '*' }];
  const identity = identityOf(draft.from, parts.identities) ?? draft.from.split('@')[1] ?? '';
  const set = draft.configurationSet;
  const resources = [`identity/${identity}`, ...(set === undefined ? [] : [`configuration-set/${set}`])];
  const context = {
    'ses:fromaddress': draft.from,
    'ses:recipients': draft.recipients,
    'aws:securetransport': 'true',
  };
  const prefix = `arn:aws:ses:${parts.place.region}:${parts.place.account}`;
  return resources.map((resource) => ({ action, resource: `${prefix}:${resource}`, context }));
};

const success = (action: string, messageId: string): Reply => {
  const result = `<${action}Result><MessageId>${messageId}</MessageId></${action}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  const xml = `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${result}${metadata}</${action}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xml) };
};
