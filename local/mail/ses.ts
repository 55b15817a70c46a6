// SES on one machine: the Query protocol's SendRawEmail and SendEmail, with the checks that SES makes, an inbox instead
// of delivery, and event publishing to the topics of the configuration set.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { errorReply, type Reply } from '../gateway/errors.ts';
import type { Need } from '../iam/policy.ts';
import type { Place } from '../template/physical.ts';
import { type Header, type Mail, toMail } from './mail.ts';
import { composeMessage, editHeaders, headerValue, isAddress, newMessageId, plainAddresses, splitMessage } from './mime.ts';
import { eventsOf, type MailEvent } from './outcome.ts';

export interface SesParts {
  place: Place;
  clock: Clock;
  configurationSets: string[];
  /** Verified domains and addresses; empty when the application leaves that to its operator. */
  identities: string[];
  publish(configurationSet: string, event: MailEvent): Promise<void>;
  onMail(mail: Mail): void;
}

export interface Ses {
  needs(form: URLSearchParams): Need[];
  handle(form: URLSearchParams): Promise<Reply>;
  /** Mails whose events are still being published. */
  busy(): number;
}

interface Draft {
  raw: Buffer;
  from: string;
  recipients: string[];
  configurationSet?: string;
  tags: Record<string, string>;
}

class SesRefusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const largestMailBytes = 10 * 1024 * 1024;
const mostRecipients = 50;
const virus = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

export const createSes = (parts: SesParts): Ses => {
  let busy = 0;

  const send = async (form: URLSearchParams): Promise<Reply> => {
    const operation = form.get('Action') ?? '';
    const draft = readDraft(operation, form);
    check(draft, parts);
    const id = newMessageId();
    const timeMs = parts.clock.now();
    const original = splitMessage(draft.raw);
    const envelope = { id, time: new Date(timeMs).toISOString(), from: draft.from, recipients: draft.recipients, tags: draft.tags };
    const set = draft.configurationSet;
    const mail = await toMail(delivered(draft.raw, id, timeMs, parts.place.region), { ...envelope, ...(set === undefined ? {} : { configurationSet: set }) });
    parts.onMail(mail);
    if (set !== undefined) {
      const infected = draft.raw.includes(virus);
      const { account, region } = parts.place;
      void publishAll(set, eventsOf({ ...envelope, timeMs, headers: original.headers, configurationSet: set, account, region, infected }));
    }
    return success(operation, `<MessageId>${id}</MessageId>`);
  };

  const publishAll = async (set: string, events: MailEvent[]): Promise<void> => {
    busy += 1;
    try {
      for (const event of events) await parts.publish(set, event);
    } finally {
      busy -= 1;
    }
  };

  return {
    needs: (form) => needsOf(form, parts),
    handle: async (form) => {
      try {
        return await send(form);
      } catch (error) {
        if (!(error instanceof SesRefusal)) throw error;
        return errorReply('ses', { code: error.code, message: error.message });
      }
    },
    busy: () => busy,
  };
};

const readDraft = (operation: string, form: URLSearchParams): Draft => {
  if (operation === 'SendRawEmail') return rawDraft(form);
  if (operation === 'SendEmail') return plainDraft(form);
  throw new SesRefusal('InvalidAction', `The action ${operation} is not served here.`);
};

const members = (form: URLSearchParams, prefix: string): string[] => {
  const found: string[] = [];
  for (let index = 1; form.has(`${prefix}.member.${index}`); index += 1) found.push(form.get(`${prefix}.member.${index}`) ?? '');
  return found;
};

const formTags = (form: URLSearchParams): Record<string, string> => {
  const tags: Record<string, string> = {};
  for (let index = 1; form.has(`Tags.member.${index}.Name`); index += 1) {
    tags[form.get(`Tags.member.${index}.Name`) ?? ''] = form.get(`Tags.member.${index}.Value`) ?? '';
  }
  return tags;
};

/** `X-SES-MESSAGE-TAGS: a=b, c=d`, for senders that only have the MIME message. */
const headerTags = (value: string | undefined): Record<string, string> => {
  const pairs = (value ?? '').split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  return Object.fromEntries(pairs.filter(([name]) => name !== undefined && name !== '').map(([name, tag]) => [name, tag ?? '']));
};

const rawDraft = (form: URLSearchParams): Draft => {
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
  const message = splitMessage(raw);
  const listed = members(form, 'Destinations');
  const inHeaders = ['to', 'cc', 'bcc'].flatMap((name) => plainAddresses(headerValue(message, name) ?? ''));
  const configurationSet = form.get('ConfigurationSetName') ?? headerValue(message, 'X-SES-CONFIGURATION-SET');
  return {
    raw,
    from: plainAddresses(form.get('Source') ?? headerValue(message, 'from') ?? '')[0] ?? '',
    recipients: (listed.length > 0 ? listed : inHeaders).flatMap(plainAddresses),
    tags: { ...headerTags(headerValue(message, 'X-SES-MESSAGE-TAGS')), ...formTags(form) },
    ...(configurationSet === undefined ? {} : { configurationSet }),
  };
};

const plainDraft = (form: URLSearchParams): Draft => {
  const to = members(form, 'Destination.ToAddresses');
  const cc = members(form, 'Destination.CcAddresses');
  const replyTo = members(form, 'ReplyToAddresses');
  const source = form.get('Source') ?? '';
  const header = (name: string, values: string[]): Header[] => (values.length === 0 ? [] : [{ name, value: values.join(', ') }]);
  const subject = form.get('Message.Subject.Data') ?? '';
  const headers = [...header('From', [source]), ...header('To', to), ...header('Cc', cc), ...header('Reply-To', replyTo), { name: 'Subject', value: subject }];
  const text = form.get('Message.Body.Text.Data');
  const html = form.get('Message.Body.Html.Data');
  const configurationSet = form.get('ConfigurationSetName');
  return {
    raw: composeMessage({ headers, ...(text === null ? {} : { text }), ...(html === null ? {} : { html }) }),
    from: plainAddresses(source)[0] ?? '',
    recipients: [...to, ...cc, ...members(form, 'Destination.BccAddresses')].flatMap(plainAddresses),
    tags: formTags(form),
    ...(configurationSet === null ? {} : { configurationSet }),
  };
};

const check = (draft: Draft, parts: SesParts): void => {
  if (draft.configurationSet !== undefined && !parts.configurationSets.includes(draft.configurationSet)) {
    throw new SesRefusal('ConfigurationSetDoesNotExist', `Configuration set <${draft.configurationSet}> does not exist.`);
  }
  if (draft.from === '') throw new SesRefusal('InvalidParameterValue', "Missing required header 'From'.");
  if (!isAddress(draft.from)) throw new SesRefusal('InvalidParameterValue', `Local address contains control or whitespace, or is malformed: ${draft.from}`);
  if (draft.recipients.length === 0) throw new SesRefusal('InvalidParameterValue', 'Missing destination: no recipients were given.');
  if (draft.recipients.length > mostRecipients) throw new SesRefusal('MessageRejected', `Recipient count exceeds ${mostRecipients}.`);
  const bad = draft.recipients.find((recipient) => !isAddress(recipient));
  if (bad !== undefined) throw new SesRefusal('InvalidParameterValue', `Invalid recipient address: ${bad}`);
  if (draft.raw.length > largestMailBytes) throw new SesRefusal('MessageRejected', 'Message length is more than 10485760 bytes long.');
  if (!verified(draft.from, parts.identities)) {
    throw new SesRefusal('MessageRejected', `Email address is not verified. The following identities failed the check in region ${parts.place.region.toUpperCase()}: ${draft.from}`);
  }
  const badTag = Object.entries(draft.tags).flat().find((part) => !/^[A-Za-z0-9_.@-]{1,256}$/.test(part));
  if (badTag !== undefined) throw new SesRefusal('InvalidParameterValue', `Invalid tag: <${badTag}>.`);
};

const verified = (from: string, identities: string[]): boolean => {
  const domain = from.split('@')[1]?.toLowerCase() ?? '';
  return identities.length === 0 || identities.some((one) => one.toLowerCase() === from.toLowerCase() || domain === one.toLowerCase() || domain.endsWith(`.${one.toLowerCase()}`));
};

/** What recipients get: SES puts its own Message-ID and Date and takes its control headers and Bcc away. */
const delivered = (raw: Buffer, id: string, timeMs: number, region: string): Buffer =>
  editHeaders(raw, ['Message-ID', 'Date', 'Bcc', 'X-SES-CONFIGURATION-SET', 'X-SES-MESSAGE-TAGS'], [
    { name: 'Message-ID', value: `<${id}@${region}.amazonses.com>` },
    { name: 'Date', value: new Date(timeMs).toUTCString().replace('GMT', '+0000') },
  ]);

const needsOf = (form: URLSearchParams, parts: SesParts): Need[] => {
  const operation = form.get('Action') ?? '';
  if (!['SendRawEmail', 'SendEmail'].includes(operation)) return [{ action: `ses:${operation}`, resource: '*' }];
  const draft = readDraft(operation, form);
  const arn = (resource: string): string => `arn:aws:ses:${parts.place.region}:${parts.place.account}:${resource}`;
  const context = { 'ses:fromaddress': draft.from, 'ses:recipients': draft.recipients, 'aws:securetransport': 'true' };
  const action = `ses:${operation}`;
  const set = draft.configurationSet;
  const needs: Need[] = [{ action, resource: arn(`identity/${identityOf(draft.from, parts.identities)}`), context }];
  return set === undefined ? needs : [...needs, { action, resource: arn(`configuration-set/${set}`), context }];
};

/** The identity that vouches for a sender: the address itself when it is verified on its own, else its domain. */
const identityOf = (from: string, identities: string[]): string => {
  const domain = from.split('@')[1] ?? '';
  return identities.find((one) => one === from) ?? identities.find((one) => domain === one || domain.endsWith(`.${one}`)) ?? domain;
};

const success = (operation: string, inner: string): Reply => {
  const xml = `<${operation}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${operation}Result>${inner}</${operation}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${operation}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xml) };
};
