// Detects when nothing is left to do: no invocation, no message, no stream record.
import type { Gateway } from './gateway/gateway.ts';
import type { Pool } from './lambda/pool.ts';
import type { Ses } from './mail/sending/ses.ts';
import type { Messaging } from './queues/messaging.ts';
import type { DeadLetter } from './rapport.ts';
import type { Mapping } from './sources/mapping.ts';
import type { Sources } from './sources/start-sources.ts';

export interface IdleParts {
  pools: Pool[];
  gateway: Gateway;
  messaging: Messaging;
  mappings: Mapping[];
  sources: Sources;
  ses: Ses;
}

export interface IdleWatch {
  wait(timeoutMs: number, allowDeadLetters: boolean): Promise<void>;
  deadLetters(): Promise<DeadLetter[]>;
}

/**
 * A record is readable within this time after its write; a read of the stream that began later has seen it.
 */
const streamLagMs = 30;
const stepMs = 10;

export const createIdleWatch = (parts: IdleParts): IdleWatch => {
  const seen = new Set<string>();
  const consumed = new Set(
    parts.mappings.filter(({ kind }) => kind === 'queue').map(({ sourceArn }) => sourceArn),
  );
  const deadLetterArns = deadLetterQueues(parts);

  const busy = async (sinceMs: number): Promise<string[]> => {
    const reasons = parts.pools.filter((pool) => pool.running() > 0).map(({ spec }) => `${spec.name} runs`);
    if (parts.gateway.inFlight() > 0) reasons.push('calls to AWS are in flight');
    if (parts.ses.busy() > 0) reasons.push('mail events are being published');
    if (parts.sources.schedules.running() > 0 || parts.sources.later() > 0) reasons.push('a schedule runs');
    const after =
      Math.max(sinceMs, parts.gateway.lastCallAt(), ...parts.pools.map((pool) => pool.lastEndedAt())) +
      streamLagMs;
    if (parts.sources.streams.some((stream) => stream.caughtUpAt() < after)) {
      reasons.push('a stream is being read');
      parts.sources.wakeStreams();
    }
    return [...reasons, ...(await busyQueues())];
  };

  /** Returns the busy queues. A delayed message is work for later, like a due item: nothing waits for it. */
  const busyQueues = async (): Promise<string[]> => {
    const watched = new Set(
      parts.messaging.queues.filter(({ arn }) => consumed.has(arn)).map(({ name }) => name),
    );
    const depths = await parts.messaging.depths();
    return depths
      .filter(({ name, ready, inFlight }) => watched.has(name) && ready + inFlight > 0)
      .map(({ name, ready, inFlight }) => `queue ${name} holds ${ready} ready, ${inFlight} in flight`);
  };

  const unseen = async (): Promise<DeadLetter[]> =>
    (await read()).filter(({ messageId }) => !seen.has(messageId));

  const read = async (): Promise<DeadLetter[]> => {
    const queues = parts.messaging.queues.filter(({ arn }) => deadLetterArns.has(arn) && !consumed.has(arn));
    const held = await Promise.all(
      queues.map(async ({ name }) =>
        (await parts.messaging.messages(name)).map(({ messageId, body }) => ({
          queue: name,
          messageId,
          body,
        })),
      ),
    );
    return held.flat();
  };

  return {
    wait: async (timeoutMs, allowDeadLetters) => {
      const since = Date.now();
      for (let reasons = await busy(since); reasons.length > 0; reasons = await busy(since)) {
        if (Date.now() - since > timeoutMs)
          throw new Error(`still busy after ${timeoutMs} ms: ${reasons.join('; ')}`);
        await new Promise((resolve) => setTimeout(resolve, stepMs));
      }
      const dead = allowDeadLetters ? [] : await unseen();
      if (dead.length > 0)
        throw new Error(`dead letters: ${dead.map(({ queue, body }) => `${queue}: ${body}`).join('\n')}`);
    },
    deadLetters: async () => {
      const all = await read();
      for (const { messageId } of all) seen.add(messageId);
      return all;
    },
  };
};

const deadLetterQueues = ({ messaging, mappings, pools }: IdleParts): Set<string> => {
  const arns = [
    ...messaging.queues.map(({ deadLetterArn }) => deadLetterArn),
    ...mappings.map(({ onFailureArn }) => onFailureArn),
    ...pools.flatMap(({ spec }) => [spec.deadLetterArn, spec.asynchronous.onFailureArn]),
  ];
  return new Set(arns.filter((arn): arn is string => arn !== undefined));
};
