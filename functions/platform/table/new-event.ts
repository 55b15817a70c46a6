import type * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { DomainEvent } from '../events/domain-event.ts';
import type { EventDefinition } from '../events/event-definition.ts';
import { assertPublishable } from '../events/event-size.ts';
import { keys } from './keys.ts';
import { done } from './refusal.ts';
import { create, type Write } from './write.ts';

/** An event about to be committed; `NewEvent` ties it to its definition. */
interface EventDraft<Type extends string, Version extends number, Data> {
  type: Type;
  /** Version of the shape of `data`: producers make the newest. */
  v: Version;
  /** The partition whose list it joins: a ticket's thread, a customer's timeline, an agent's history. */
  owner: string;
  data: Data;
  customerId?: string | undefined;
  lane?: 'urgent' | 'standard' | undefined;
  /** When it happened, if that is not now. */
  at?: string | undefined;
  id?: string | undefined;
}

/** An event about to be committed, as its definition wants it; without a definition, any event. */
export type NewEvent<Definition extends EventDefinition | undefined = undefined> =
  Definition extends EventDefinition<infer Type, infer Version, infer Schema>
    ? EventDraft<Type, Version, z.output<Schema>>
    : EventDraft<string, number, Record<string, unknown>>;

/** The event as everybody downstream sees it. Refuses one that the topic would not take with `event.too_large`. */
export function eventOf(draft: NewEvent, context: Context): DomainEvent {
  const event: DomainEvent = {
    id: draft.id ?? context.ids.next('event'),
    type: draft.type,
    v: draft.v,
    at: draft.at ?? context.now.toISOString(),
    correlationId: context.correlationId,
    actor: context.actor,
    ...(draft.customerId === undefined ? {} : { customerId: draft.customerId }),
    lane: draft.lane ?? 'standard',
    data: draft.data,
  };
  assertPublishable(event);
  return event;
}

/** The write that appends the event to its owner's list; the stream takes it from there. */
export function appendEvent(draft: NewEvent, context: Context): Write {
  const event = eventOf(draft, context);
  return create(keys.event(draft.owner, event.at, event.id), { ...event, t: 'event' }, done);
}
