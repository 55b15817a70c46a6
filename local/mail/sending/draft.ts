// Reads what a sender asks SES to send from the form fields of the Query protocol.
import type { Header } from '../mail.ts';
import { composeMessage, headerValue, plainAddresses, splitMessage } from '../mime.ts';

export interface Draft {
  raw: Buffer;
  from: string;
  recipients: string[];
  configurationSet?: string;
  tags: Record<string, string>;
}

/** Returns the mail of a SendRawEmail or SendEmail request; undefined for every other action. */
export const readDraft = (form: URLSearchParams): Draft | undefined => {
  const action = form.get('Action');
  if (action === 'SendRawEmail') return rawDraft(form);
  return action === 'SendEmail' ? plainDraft(form) : undefined;
};

const rawDraft = (form: URLSearchParams): Draft => {
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
  const message = splitMessage(raw);
  const listed = members(form, 'Destinations');
  const inHeaders = ['to', 'cc', 'bcc'].flatMap((name) => plainAddresses(headerValue(message, name) ?? ''));
  const set = form.get('ConfigurationSetName') ?? headerValue(message, 'X-SES-CONFIGURATION-SET');
  return {
    raw,
    from: plainAddresses(form.get('Source') ?? headerValue(message, 'from') ?? '')[0] ?? '',
    recipients: (listed.length > 0 ? listed : inHeaders).flatMap(plainAddresses),
    tags: { ...headerTags(headerValue(message, 'X-SES-MESSAGE-TAGS')), ...formTags(form) },
    ...(set === undefined ? {} : { configurationSet: set }),
  };
};

const plainDraft = (form: URLSearchParams): Draft => {
  const to = members(form, 'Destination.ToAddresses');
  const cc = members(form, 'Destination.CcAddresses');
  const source = form.get('Source') ?? '';
  const headers = [
    ...addressHeader('From', [source]),
    ...addressHeader('To', to),
    ...addressHeader('Cc', cc),
    ...addressHeader('Reply-To', members(form, 'ReplyToAddresses')),
    { name: 'Subject', value: form.get('Message.Subject.Data') ?? '' },
  ];
  const text = form.get('Message.Body.Text.Data');
  const html = form.get('Message.Body.Html.Data');
  const set = form.get('ConfigurationSetName');
  return {
    raw: composeMessage({ headers, ...(text === null ? {} : { text }), ...(html === null ? {} : { html }) }),
    from: plainAddresses(source)[0] ?? '',
    recipients: [...to, ...cc, ...members(form, 'Destination.BccAddresses')].flatMap(plainAddresses),
    tags: formTags(form),
    ...(set === null ? {} : { configurationSet: set }),
  };
};

const addressHeader = (name: string, values: string[]): Header[] =>
  values.length === 0 ? [] : [{ name, value: values.join(', ') }];

const members = (form: URLSearchParams, prefix: string): string[] => {
  const found: string[] = [];
  for (let index = 1; form.has(`${prefix}.member.${index}`); index += 1) {
    found.push(form.get(`${prefix}.member.${index}`) ?? '');
  }
  return found;
};

const formTags = (form: URLSearchParams): Record<string, string> => {
  const tags: [name: string, value: string][] = [];
  for (let index = 1; form.has(`Tags.member.${index}.Name`); index += 1) {
    tags.push([form.get(`Tags.member.${index}.Name`) ?? '', form.get(`Tags.member.${index}.Value`) ?? '']);
  }
  return Object.fromEntries(tags);
};

/** Reads `X-SES-MESSAGE-TAGS: a=b, c=d`, for senders that have only the MIME message. */
const headerTags = (value: string | undefined): Record<string, string> => {
  const pairs = (value ?? '').split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const named = pairs.filter(([name]) => name !== undefined && name !== '');
  return Object.fromEntries(named.map(([name, tag]) => [name, tag ?? '']));
};
