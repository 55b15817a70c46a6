// Reads a stored or published event at the newest version of its contract.
import * as z from 'zod/mini';
import type { EventDefinition, EventOf } from './event-definition.ts';

/**
 * The event does not fit its contract. The message names the places, never the values, which
 * may be personal data.
 */
export class UnreadableEvent extends Error {
  constructor(type: string, version: number, why: string) {
    super(`${type} version ${version}: ${why}`);
    this.name = 'UnreadableEvent';
  }
}

/** An item of the table, as it is read. */
type Item = Record<string, unknown>;

interface RawEvent {
  type: string;
  v: number;
  data: unknown;
}

/**
 * Reads an event of any version as one of the newest. Ignores fields that the schema does not name. Throws
 * `UnreadableEvent` for another type, for a version newer than the definition (an older release meets one
 * during a deployment, and the queue delivers it again), and for data that does not fit.
 */
export function parseEvent<Definition extends EventDefinition>(
  definition: Definition,
  event: RawEvent,
): EventOf<Definition> {
  const { type, v } = event;
  if (type !== definition.type) throw new UnreadableEvent(type, v, `is not ${definition.type}`);
  const data = upcast(definition, event);
  return { ...event, v: definition.version, data } as unknown as EventOf<Definition>;
}

/**
 * Reads an event with the definition of its type, out of several. Returns undefined for a type that
 * none of them defines.
 */
export function parseAnyEvent<Definition extends EventDefinition>(
  definitions: readonly Definition[],
  event: RawEvent,
): EventOf<Definition> | undefined {
  const definition = definitions.find(({ type }) => type === event.type);
  return definition && parseEvent(definition, event);
}

/** Reads an event from a table item. Throws as `parseEvent` does. */
export const parseStored = <Definition extends EventDefinition>(
  definition: Definition,
  item: Item,
): EventOf<Definition> => parseEvent(definition, rawEventOf(item));

/** Reads a stored event with the definition of its type, out of several. */
export const parseStoredAny = <Definition extends EventDefinition>(
  definitions: readonly Definition[],
  item: Item,
): EventOf<Definition> | undefined => parseAnyEvent(definitions, rawEventOf(item));

/** Removes the item's attributes that are not part of the event. */
function rawEventOf({ pk: _pk, sk: _sk, t: _t, bodyHash: _bodyHash, ...event }: Item): RawEvent {
  return { ...event, type: String(event.type), v: Number(event.v), data: event.data };
}

/** Converts the data of an event to the version of the definition. */
function upcast({ version, data, previous }: EventDefinition, event: RawEvent): unknown {
  const { type, v } = event;
  if (v > version) throw new UnreadableEvent(type, v, `is newer than version ${version}`);
  if (v < version && !previous) throw new UnreadableEvent(type, v, 'was never defined');
  const raw = v < version && previous ? previous.upcast(upcast(previous.definition, event)) : event.data;
  const parsed = z.safeParse<z.ZodMiniType>(data(), raw);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ code, path }) => `${path.join('.')} ${code}`);
  throw new UnreadableEvent(type, v, places.join(', '));
}
