// Passes the messages of an SQS batch to handlers: events of the topic, due timed work, and the mail
// provider's reports on sent and received mail.
import middy, { type MiddlewareObj } from '@middy/core';
import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { type Clock, systemClock } from '../clock.ts';
import type { Context } from '../context.ts';
import { SYSTEM } from '../contract/roles.ts';
import { type DomainEvent, DomainEventSchema } from '../events/domain-event.ts';
import type { EventDefinition, EventOf } from '../events/event-definition.ts';
import { parseAnyEvent } from '../events/parse-event.ts';
import { derivedIds } from '../ids.ts';
import { errorFields, logLine } from '../log.ts';
import { ownProperty } from '../own-property.ts';
import { type DueMessage, DueMessageSchema } from '../scheduling/timed-work.ts';

/** A handler with the definitions of the events that it handles. */
export interface EventHandler {
  types: readonly string[];
  handle: (event: DomainEvent, context: Context) => Promise<void>;
}

/** Handles events by their definitions. The handler receives them parsed, at the newest version. */
export function on<Definition extends EventDefinition>(
  definitions: Definition | readonly Definition[],
  handle: (event: EventOf<Definition>, context: Context) => Promise<void>,
): EventHandler {
  const all = 'type' in definitions ? [definitions] : definitions;
  return {
    types: all.map(({ type }) => type),
    handle: async (raw, context) => {
      const event = parseAnyEvent(all, raw);
      if (event) await handle(event, context);
    },
  };
}

export interface WorkerHandlers {
  /** Each event goes to the only handler of its type. */
  events?: readonly EventHandler[];
  /** For a worker that does not read event data: handles every event that its queue subscribes to. */
  anyEvent?: (event: DomainEvent, context: Context) => Promise<void>;
  /** Handlers of timed work by kind. */
  due?: Record<string, (message: DueMessage, context: Context) => Promise<void>>;
  /** Handles reports of the mail provider. */
  mail?: (report: unknown, context: Context) => Promise<void>;
  /** Handles notifications that a mail arrived and where it was stored. */
  inbound?: (notification: unknown, context: Context) => Promise<void>;
}

/**
 * Creates the Lambda handler of a worker. Each message succeeds or fails by itself; a failed one is delivered
 * again and finally goes to the dead-letter queue. A handler returns once its effect exists, even if an
 * earlier delivery applied it. No error is swallowed: a message without a handler fails. Ids that a handler
 * creates derive from the message, so that a retry creates the same ones.
 */
export function createWorker(name: string, handlers: WorkerHandlers, clock: Clock = systemClock) {
  const one = async (record: SQSRecord): Promise<SQSBatchItemFailure | undefined> => {
    try {
      await dispatch(name, handlers, record, clock.now());
      return undefined;
    } catch (error) {
      const message = {
        op: name,
        message: record.messageId,
        tries: record.attributes?.ApproximateReceiveCount,
      };
      logLine('error', { ...message, ...errorFields(error) }, clock.now());
      return { itemIdentifier: record.messageId };
    }
  };
  const batch = async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failures = await Promise.all(event.Records.map(one));
    return { batchItemFailures: failures.filter((failure) => failure !== undefined) };
  };
  return middy<SQSEvent, SQSBatchResponse>(batch).use(batchLog(name, clock));
}

const EnvelopeSchema = z.union([
  z.object({ due: z.array(DueMessageSchema) }),
  z.object({ notificationType: z.literal('Received'), mail: z.object({ messageId: z.string() }) }),
  z.object({ eventType: z.string(), mail: z.object({ messageId: z.string() }) }),
  DomainEventSchema,
]);

async function dispatch(name: string, handlers: WorkerHandlers, record: SQSRecord, now: Date): Promise<void> {
  const raw: unknown = JSON.parse(record.body);
  const message = z.parse(EnvelopeSchema, raw);
  const contextOf = (seed: string, correlationId: string): Context => ({
    actor: SYSTEM,
    now,
    ids: derivedIds(`${name}|${seed}`),
    correlationId,
  });
  if ('due' in message) {
    // Async, so that work without a handler fails on its own and does not stop the rest.
    const run = async (due: DueMessage) =>
      requireHandler(ownProperty(handlers.due ?? {}, due.kind), 'due work')(
        due,
        contextOf(`${due.pk}|${due.sk}|${due.at}`, record.messageId),
      );
    return settleAll(message.due.map(run));
  }
  if ('notificationType' in message) {
    const { messageId } = message.mail;
    return requireHandler(handlers.inbound, 'inbound mail')(raw, contextOf(messageId, messageId));
  }
  if ('mail' in message) {
    return requireHandler(handlers.mail, 'mail report')(raw, contextOf(record.messageId, record.messageId));
  }
  return requireHandler(eventHandlerOf(handlers, message.type), 'event')(
    message,
    contextOf(message.id, message.correlationId),
  );
}

/** Waits for all of it. If some fails, the message comes again, and the finished work is not done twice. */
async function settleAll(work: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Finds the handler of an event type. */
export function eventHandlerOf({ events = [], anyEvent }: WorkerHandlers, type: string) {
  return events.find(({ types }) => types.includes(type))?.handle ?? anyEvent;
}

function requireHandler<T>(handler: T | undefined, what: string): T {
  if (!handler) throw new TypeError(`no handler for this kind of ${what}`);
  return handler;
}

function batchLog(name: string, clock: Clock): MiddlewareObj<SQSEvent, SQSBatchResponse> {
  return {
    after: (request) => {
      const failed = request.response?.batchItemFailures.length ?? 0;
      logLine(failed > 0 ? 'warn' : 'info', { op: name }, clock.now(), [
        { name: 'messages', unit: 'Count', value: request.event.Records.length },
        { name: 'failed', unit: 'Count', value: failed },
      ]);
    },
  };
}
