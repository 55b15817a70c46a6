import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DomainEvent } from '../../functions/platform/events/domain-event.ts';
import type { EventDefinition, EventOf } from '../../functions/platform/events/event-definition.ts';
import { parseEvent } from '../../functions/platform/events/parse-event.ts';
import { derivedIds } from '../../functions/platform/ids.ts';
import { requiredFieldsOf } from '../../tools/events/describe-schema.ts';
import { NOON } from './context.ts';
import { allEvents } from './events/check-events.ts';

let events = 0;

/**
 * Returns an event as a consumer receives it. Required fields that the test does not name come
 * from the stored sample.
 */
export function domainEvent(
  type: string,
  data: Record<string, unknown>,
  over: Partial<DomainEvent> = {},
): DomainEvent {
  events += 1;
  return {
    id: derivedIds(`test-event-${events}`).next('event'),
    type,
    v: definitionOf(type)?.version ?? 1,
    at: NOON,
    correlationId: 'test',
    actor: { role: 'agent', id: 'agent-1' },
    lane: 'standard',
    data: { ...requiredData(type), ...data },
    ...over,
  };
}

/** Returns the same event, parsed by its definition. */
export const parsedEvent = <Definition extends EventDefinition>(
  definition: Definition,
  data: Record<string, unknown> = {},
  over: Partial<DomainEvent> = {},
): EventOf<Definition> => parseEvent(definition, domainEvent(definition.type, data, over));

const definitionOf = (type: string) => allEvents.find((one) => one.type === type);

function requiredData(type: string): Record<string, unknown> {
  const definition = definitionOf(type);
  if (!definition) return {};
  const path = join(import.meta.dirname, `../fixtures/events/${type}.v${definition.version}.json`);
  if (!existsSync(path)) return {};
  const { data } = JSON.parse(readFileSync(path, 'utf8')) as DomainEvent;
  const required = requiredFieldsOf(definition.data());
  return Object.fromEntries(Object.entries(data).filter(([name]) => required.has(name)));
}
