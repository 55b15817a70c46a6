// `npm run docs:events`: writes docs/events.md from the definitions of events and the subscriptions to them.
// A test fails if the file differs from the output.
import { writeFileSync } from 'node:fs';
import { eventsByCapability, queues } from '../../functions/capabilities.ts';
import type { QueueSpec } from '../../functions/platform/capability.ts';
import { type EventDefinition, versionsOf } from '../../functions/platform/events/event-definition.ts';
import { describeSchema } from './describe-schema.ts';

const introduction = `# Events

Generated from the schemas by \`npm run docs:events\`; do not edit it by hand.

Every change commits its event in the same transaction. An event is published once at least, in any order, so consumers
know repeated events by their id. All events share an envelope:

| Field | Type | Meaning |
|---|---|---|
| \`id\` | string | \`evt_…\`; the same id is the same event |
| \`type\` | string | \`noun.past_tense\` |
| \`v\` | integer | version of the shape of \`data\`; producers make the newest |
| \`at\` | string | when it happened, ISO 8601 UTC |
| \`correlationId\` | string | of the request or event that caused it |
| \`actor\` | object | \`role\` and \`id\` of who caused it |
| \`customerId?\` | string | the customer that it is about |
| \`lane?\` | urgent \\| standard | urgent events overtake standard ones in the queues |
| \`data\` | object | as listed below; \`?\` marks a field that may be absent |

Consumers ignore fields that they do not know and read older versions through an upcast
([ADR 0039](adr/0039-events-have-a-contract.md)).
`;

/** Returns the text of docs/events.md for the current events and subscriptions. */
export function eventsText(): string {
  const chapters = Object.entries(eventsByCapability).map(([capability, events]) =>
    [`## ${capability}`, ...events.map(sectionOf)].join('\n\n'),
  );
  return `${[introduction, ...chapters].join('\n')}\n`.replaceAll(/\n{3,}/g, '\n\n');
}

function sectionOf(definition: EventDefinition): string {
  const [newest, ...older] = versionsOf(definition).toReversed();
  const consumers = consumersOf(definition.type);
  return [
    `### ${definition.type}`,
    `${definition.emitted} Version ${definition.version}. ` +
      (consumers.length > 0 ? `Consumed by ${consumers.join(', ')}.` : 'No queue subscribes to it.'),
    newest ? fieldsOf(newest) : '',
    ...older.flatMap((version) => [`Version ${version.version}, read by an upcast:`, fieldsOf(version)]),
  ].join('\n\n');
}

const fieldsOf = ({ data }: EventDefinition): string => ['```yaml', describeSchema(data()), '```'].join('\n');

/** Returns the queues that receive an event; both lanes of a worker count as one. */
function consumersOf(type: string): string[] {
  const receiving = Object.entries<QueueSpec>(queues)
    .filter(
      ([, { subscribes: { types, prefixes } = {} }]) =>
        types?.includes(type) || prefixes?.some((prefix) => type.startsWith(prefix)),
    )
    .map(([queue]) => queue.replace(/Urgent$|Standard$/, ''));
  return [...new Set(receiving)].toSorted();
}

if (import.meta.main) writeFileSync(new URL('../../docs/events.md', import.meta.url), eventsText());
