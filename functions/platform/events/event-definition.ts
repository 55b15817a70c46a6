// Defines the contract of an event: its type, its version, when it is emitted and the shape of its data.
import * as z from 'zod/mini';
import type { DomainEvent } from './domain-event.ts';

/** The shape of an event's data: an object; readers ignore unknown fields. */
type DataSchema = z.ZodMiniObject | z.ZodMiniDiscriminatedUnion;

/** One event type at its newest version; `previous` leads to the versions before it. */
export interface EventDefinition<
  Type extends string = string,
  Version extends number = number,
  Schema extends DataSchema = DataSchema,
> {
  readonly type: Type;
  readonly version: Version;
  /** When it is emitted, in one sentence for `docs/events.md`. */
  readonly emitted: string;
  /** Creates the schema of its data on first use. */
  readonly data: () => Schema;
  readonly previous?: PreviousVersion | undefined;
}

/** The previous version, and how its data becomes data of the next version. */
interface PreviousVersion {
  definition: EventDefinition;
  upcast: (data: unknown) => unknown;
}

/** The data of a definition's newest version. */
export type DataOf<Definition extends EventDefinition> = z.output<ReturnType<Definition['data']>>;

/** An event as a consumer receives it: parsed, at the newest version. */
export type EventOf<Definition extends EventDefinition> =
  Definition extends EventDefinition<infer Type, infer Version, infer Schema>
    ? Omit<DomainEvent, 'type' | 'v' | 'data'> & { type: Type; v: Version; data: z.output<Schema> }
    : never;

/** Defines version 1 of an event type. */
// @__NO_SIDE_EFFECTS__
export function defineEvent<Type extends string, Schema extends DataSchema>(
  type: Type,
  emitted: string,
  schema: () => Schema,
): EventDefinition<Type, 1, Schema> {
  return { type, version: 1, emitted, data: once(schema) };
}

/**
 * Defines the next version of an event. Events of the previous version are read with their
 * own schema, then upcast.
 */
// @__NO_SIDE_EFFECTS__
export function nextVersion<
  Type extends string,
  Before extends DataSchema,
  Version extends number,
  Schema extends DataSchema,
>(
  previous: EventDefinition<Type, number, Before>,
  next: {
    version: Version;
    data: () => Schema;
    upcast: (data: z.output<Before>) => z.output<Schema>;
    emitted?: string;
  },
): EventDefinition<Type, Version, Schema> {
  const { version, data, upcast, emitted = previous.emitted } = next;
  if (version !== previous.version + 1)
    throw new RangeError(`version ${version} of ${previous.type} does not follow ${previous.version}`);
  return {
    type: previous.type,
    version,
    emitted,
    data: once(data),
    previous: {
      definition: previous,
      upcast: (old) => upcast(z.parse<DataSchema>(previous.data(), old) as z.output<Before>),
    },
  };
}

/** Returns every version of an event, oldest first. */
export function versionsOf(definition: EventDefinition): EventDefinition[] {
  const { previous } = definition;
  return [...(previous ? versionsOf(previous.definition) : []), definition];
}

/**
 * Caches the function's result. A reader creates only the schemas that it needs, and a
 * bundle drops the others.
 */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
