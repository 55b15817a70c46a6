import type { SNSClient } from '@aws-sdk/client-sns';
import type { Clock } from '../../state/clock.ts';
import type { Deployment } from '../../template/deployment.ts';
import type { Mail } from '../mail.ts';
import type { Receiving } from '../receiving/receiving.ts';
import { publishEvent, readDestinations } from './event-destinations.ts';
import { createSes, type Ses } from './ses.ts';

/** Opens SES with the configuration sets, identities and event destinations of the template. */
export const openSes = (
  deployment: Deployment,
  parts: { clock: Clock; sns: SNSClient; onMail(mail: Mail): void; receiving: Receiving },
): Ses => {
  const destinations = readDestinations(deployment);
  const refs = (type: string): string[] => deployment.ofType(type).map(({ ref }) => ref);
  return createSes({
    place: deployment.place,
    clock: parts.clock,
    configurationSets: refs('AWS::SES::ConfigurationSet'),
    identities: refs('AWS::SES::EmailIdentity'),
    publish: (set, event) => publishEvent(parts.sns, destinations, set, event),
    onMail: parts.onMail,
    receiving: parts.receiving,
  });
};
