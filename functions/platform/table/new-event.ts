import type * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { DomainEvent } from '../events/domain-event.ts';
import type { EventDefinition } from '../events/event-definition.ts';
import { assertPublishable } from '../events/event-size.ts';
import { keys } from './keys.ts';
import { done } from './refusal.ts';
import { create, type Write } from './write.ts';

/** An event to be committed; `NewEvent` ties it to its definition. */
interface EventDraft<Type extends string, Version extends number, Data> {
  type: Type;
  /** The version of the shape of `data`: producers write the newest. */
  v: Version;
  /**
   * The partition whose list the event joins: a ticket's thread, a customer's timeline, an agent's history.
   */
  owner: string;
  data: Data;
  customerId?: string | undefined;
  lane?: 'urgent' | 'standard' | undefined;
  /** When it happened, if not now. */
  at?: string | undefined;
  id?: string | undefined;
}

/** An event to be committed, as its definition requires; without a definition, any event. */
export type NewEvent<Definition extends EventDefinition | undefined = undefined> =
  Definition extends EventDefinition<infer Type, infer Version, infer Schema>
    ? EventDraft<Type, Version, z.output<Schema>>
    : EventDraft<string, number, Record<string, unknown>>;

/**
 * Builds the event as consumers see it. Rejects with `event.too_large` one that the topic would not accept.
 */
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

/** Returns the write that appends the event to its owner's list; the stream publishes it from there. */
export function appendEvent(draft: NewEvent, context: Context): Write {
  const event = eventOf(draft, context);
  return create(keys.event(draft.owner, event.at, event.id), { ...event, t: 'event' }, done);
}
