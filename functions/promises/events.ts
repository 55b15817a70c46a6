// The events of promises. They are in the thread of the ticket that the promise was made on, and are copied
// to the customer's timeline.
import * as z from 'zod/mini';
import { promiseKinds } from '../platform/contract/shared-kinds.ts';
import { defineEvent } from '../platform/events/event-definition.ts';

/** The promise as it is after the change. */
const about = {
  ticketId: z.string(),
  channel: z.string(),
  promiseId: z.string(),
  text: z.string(),
  kind: z.enum(promiseKinds),
  ownerId: z.string(),
  dueAt: z.string(),
  unverifiedTicket: z.optional(z.literal(true)),
};

export const PromiseMade = /* @__PURE__ */ defineEvent(
  'promise.made',
  'A promise was made to a customer.',
  () =>
    z.object({
      ...about,
      /** The id of the message in which the analysis found the promise. */
      proposedFrom: z.optional(z.string()),
    }),
);

export const PromiseMoved = /* @__PURE__ */ defineEvent('promise.moved', 'Another due time was agreed.', () =>
  z.object({ ...about, from: z.string(), firstDueAt: z.string(), reason: z.optional(z.string()) }),
);

export const PromiseReworded = /* @__PURE__ */ defineEvent(
  'promise.reworded',
  'The text of a promise was changed.',
  () => z.object({ ...about, from: z.string() }),
);

export const PromiseOwnerChanged = /* @__PURE__ */ defineEvent(
  'promise.owner_changed',
  'Another agent took a promise over.',
  () => z.object({ ...about, from: z.string() }),
);

export const PromiseMissed = /* @__PURE__ */ defineEvent(
  'promise.missed',
  'The due time of a promise passed unkept.',
  () => z.object(about),
);

export const PromiseKept = /* @__PURE__ */ defineEvent('promise.kept', 'A promise was kept.', () =>
  z.object({ ...about, late: z.boolean(), note: z.optional(z.string()) }),
);

export const PromiseBroken = /* @__PURE__ */ defineEvent(
  'promise.broken',
  'A promise was broken by us.',
  () => z.object({ ...about, reason: z.optional(z.string()) }),
);

export const PromiseWithdrawn = /* @__PURE__ */ defineEvent(
  'promise.withdrawn',
  'A promise was withdrawn.',
  () => z.object({ ...about, reason: z.optional(z.string()) }),
);

export const promiseEvents = [
  PromiseMade,
  PromiseMoved,
  PromiseReworded,
  PromiseOwnerChanged,
  PromiseMissed,
  PromiseKept,
  PromiseBroken,
  PromiseWithdrawn,
] as const;
