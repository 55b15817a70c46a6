// Drafts and presence of agents who work on the same ticket. Contains schemas only, so that route tables load
// nothing else.
import * as z from 'zod/mini';
import { agentId, storedInstant, text } from '../../platform/contract/fields.ts';

const draft = { message: text(32_000), visibility: z._default(z.enum(['public', 'internal']), 'public') };
export const PutDraftRequestSchema = z.strictObject(draft);
export const DraftSchema = z.object({
  message: z.string(),
  visibility: z.enum(['public', 'internal']),
  savedAt: storedInstant(),
});
export type Draft = z.output<typeof DraftSchema>;

export const PresenceRequestSchema = z.strictObject({
  activity: z.enum(['viewing', 'replying'], { error: 'must be one of viewing, replying' }),
});
export type PresenceActivity = z.output<typeof PresenceRequestSchema>['activity'];

export const TicketPresenceSchema = z.object({
  here: z.array(
    z.object({ agentId: agentId(), activity: z.enum(['viewing', 'replying']), since: storedInstant() }),
  ),
  /** Agents who have a draft, without its text. */
  drafts: z.array(z.object({ agentId: agentId(), savedAt: storedInstant() })),
});
export type TicketPresence = z.output<typeof TicketPresenceSchema>;
