import type { DomainEvent } from '../../functions/platform/events/domain-event.ts';
import { derivedIds } from '../../functions/platform/ids.ts';
import { NOON } from './context.ts';

let events = 0;

/** An event as a consumer is given it. */
export function domainEvent(
  type: string,
  data: Record<string, unknown>,
  over: Partial<DomainEvent> = {},
): DomainEvent {
  events += 1;
  return {
    id: derivedIds(`test-event-${events}`).next('event'),
    type,
    v: 1,
    at: NOON,
    correlationId: 'test',
    actor: { role: 'agent', id: 'agent-1' },
    lane: 'standard',
    data,
    ...over,
  };
}
