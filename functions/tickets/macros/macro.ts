// A macro is a stored set of changes and texts that a person applies to a ticket in one action.
import * as z from 'zod/mini';
import { agentId, text, version } from '../../platform/contract/fields.ts';
import { FieldValuesSchema, PrioritySchema, queueId, type Ticket, tagsOf } from '../core/ticket.ts';
import { oneOf } from '../views/view-query.ts';
import { invalidPlaceholders, placeholderNames } from './fill-template.ts';

/** Validates a text with placeholders such as {{customer.name|there}}. */
const template = () =>
  text(32_000).check(
    z.refine(
      (value) => invalidPlaceholders(value).length === 0,
      `must only use the placeholders {{name}} and {{name|fallback}} with these names: ${placeholderNames.join(', ')}`,
    ),
  );
const tags = tagsOf(1);

const MacroActionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('setPriority'), priority: PrioritySchema }),
  z.strictObject({ do: z.literal('setStatus'), status: oneOf(['open', 'pending', 'on_hold', 'solved']) }),
  z.strictObject({ do: z.literal('setTopic'), topicId: text(60) }),
  z.strictObject({ do: z.literal('addTags'), tags }),
  z.strictObject({ do: z.literal('removeTags'), tags }),
  z.strictObject({ do: z.literal('setFields'), fields: FieldValuesSchema }),
  z.strictObject({ do: z.literal('addFollower'), agentId: agentId() }),
  z.strictObject({ do: z.literal('reply'), text: template() }),
  z.strictObject({ do: z.literal('note'), text: template() }),
]);
export type MacroAction = z.output<typeof MacroActionSchema>;

const atMostOnce = (actions: readonly MacroAction[], kind: MacroAction['do']) =>
  actions.filter((action) => action.do === kind).length <= 1;

export const PutMacroRequestSchema = z.strictObject({
  name: text(100),
  /** Applied in this order: property changes, then texts, then the status; all or none. */
  actions: z.array(MacroActionSchema).check(
    z.minLength(1),
    z.maxLength(20),
    z.refine(
      (actions) => atMostOnce(actions, 'reply') && atMostOnce(actions, 'note'),
      'must have at most one reply and one note',
    ),
    z.refine((actions) => atMostOnce(actions, 'setStatus'), 'must set the status at most once'),
  ),
  /** The queues for whose tickets the macro is available; absent means all. */
  availableTo: z.optional(z.array(queueId()).check(z.minLength(1), z.maxLength(50))),
});
export type PutMacroRequest = z.output<typeof PutMacroRequestSchema>;

export const MacroSchema = z.object({
  id: z.string(),
  version: version(),
  name: z.string(),
  actions: z.array(z.record(z.string(), z.unknown())),
  availableTo: z.optional(z.array(z.string())),
});
/** The stored macro; its version is stored beside it. */
export const StoredMacroSchema = z.extend(PutMacroRequestSchema, { id: z.string() });
export type Macro = z.output<typeof StoredMacroSchema> & { version: number };

/** The changes of a macro by property. */
export const MacroChangesSchema = z.record(
  z.string(),
  z.object({ from: z.optional(z.unknown()), to: z.optional(z.unknown()) }),
);

/** One run of a macro, kept as long as it can be undone. */
export interface MacroRun {
  id: string;
  macroId: string;
  by: string;
  at: string;
  changes: Record<string, { from?: unknown; to?: unknown }>;
  /** The changed properties before the run. */
  before: Partial<Ticket>;
  sent: ('reply' | 'note')[];
}

export const MacroUndoResultSchema = z.object({
  /** The properties that were restored. */
  restored: z.array(z.string()),
  /** The changes that stayed, and why. */
  kept: z.array(z.object({ what: z.string(), why: z.string() })),
});
export type MacroUndoResult = z.output<typeof MacroUndoResultSchema>;
