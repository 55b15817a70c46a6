// Decides whether SES accepts a mail, and under which identity it is sent.

import { isAddress } from '../mime.ts';
import type { Draft } from './draft.ts';

export interface Refusal {
  code: string;
  message: string;
}

export interface Sender {
  region: string;
  configurationSets: string[];
  /** Verified domains and addresses; empty if the application leaves that to its operator. */
  identities: string[];
}

const largestMailBytes = 10 * 1024 * 1024;
const mostRecipients = 50;

/** Returns why SES refuses a mail, with its code; undefined if it accepts it. */
export const refusalOf = (draft: Draft, sender: Sender): Refusal | undefined =>
  setRefusal(draft, sender) ??
  addressRefusal(draft) ??
  sizeRefusal(draft) ??
  senderRefusal(draft, sender) ??
  tagRefusal(draft);

const invalid = (message: string): Refusal => ({ code: 'InvalidParameterValue', message });
const rejected = (message: string): Refusal => ({ code: 'MessageRejected', message });

const setRefusal = ({ configurationSet }: Draft, { configurationSets }: Sender): Refusal | undefined => {
  if (configurationSet === undefined || configurationSets.includes(configurationSet)) return undefined;
  return {
    code: 'ConfigurationSetDoesNotExist',
    message: `Configuration set <${configurationSet}> does not exist.`,
  };
};

const addressRefusal = ({ from, recipients }: Draft): Refusal | undefined => {
  if (from === '') return invalid("Missing required header 'From'.");
  if (!isAddress(from)) return invalid(`The sender address is malformed: ${from}`);
  if (recipients.length === 0) return invalid('Missing destination: no recipients were given.');
  const malformed = recipients.find((recipient) => !isAddress(recipient));
  return malformed === undefined ? undefined : invalid(`Invalid recipient address: ${malformed}`);
};

const sizeRefusal = ({ raw, recipients }: Draft): Refusal | undefined => {
  if (recipients.length > mostRecipients) return rejected(`Recipient count exceeds ${mostRecipients}.`);
  return raw.length > largestMailBytes
    ? rejected(`Message length is more than ${largestMailBytes} bytes long.`)
    : undefined;
};

const senderRefusal = ({ from }: Draft, { identities, region }: Sender): Refusal | undefined => {
  if (identities.length === 0 || identityOf(from, identities) !== undefined) return undefined;
  const failed = `The following identities failed the check in region ${region.toUpperCase()}: ${from}`;
  return rejected(`Email address is not verified. ${failed}`);
};

const tagRefusal = ({ tags }: Draft): Refusal | undefined => {
  const malformed = Object.entries(tags)
    .flat()
    .find((part) => !/^[A-Za-z0-9_.@-]{1,256}$/.test(part));
  return malformed === undefined ? undefined : invalid(`Invalid tag: <${malformed}>.`);
};

/**
 * Returns the identity of a sender: the address if it is verified itself, otherwise its domain
 * or a parent domain.
 */
export const identityOf = (from: string, identities: string[]): string | undefined => {
  const address = from.toLowerCase();
  const domain = address.split('@')[1] ?? '';
  return (
    identities.find((one) => one.toLowerCase() === address) ??
    identities.find((one) => domain === one.toLowerCase() || domain.endsWith(`.${one.toLowerCase()}`))
  );
};
