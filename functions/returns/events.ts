// The events of returns. They are in the thread of the return's ticket.
import * as z from 'zod/mini';
import { defineEvent } from '../platform/events/event-definition.ts';
import { MoneySchema } from '../platform/events/event-fields.ts';
import { returnReasons, returnStates } from './return-kinds.ts';

const about = {
  ticketId: z.string(),
  customerId: z.string(),
  channel: z.string(),
  orderRef: z.string(),
  /** Each reason appears once. */
  reasons: z.array(z.enum(returnReasons)),
};

export const ReturnRequested = /* @__PURE__ */ defineEvent(
  'return.requested',
  'A customer wants to send goods back.',
  () =>
    z.object({
      ...about,
      preferredResolution: z.string(),
      lines: z.array(
        z.object({
          /** 1, 2, … as requested. */
          line: z.int(),
          sku: z.string(),
          name: z.string(),
          quantity: z.int(),
          unitPrice: MoneySchema,
          reason: z.enum(returnReasons),
        }),
      ),
    }),
);

export const ReturnMoved = /* @__PURE__ */ defineEvent(
  'return.moved',
  'A return moved to another state.',
  () =>
    z.object({
      ...about,
      from: z.enum(returnStates),
      to: z.enum(returnStates),
      /** When it came into the state that it leaves, so that consumers can reverse what they counted then. */
      since: z.string(),
    }),
);

export const returnEvents = [ReturnRequested, ReturnMoved] as const;
