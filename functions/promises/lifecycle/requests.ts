import * as z from 'zod/mini';
import { agentId, instant, text } from '../../platform/contract/fields.ts';
import { PromiseKindSchema } from '../../platform/contract/shared-kinds.ts';
import { MAX_TEXT } from './promise.ts';

const promiseText = () => text(MAX_TEXT);

export const MakePromiseRequestSchema = z.strictObject({
  text: promiseText(),
  kind: z._default(PromiseKindSchema, 'other'),
  /** When absent, the caller. */
  ownerId: z.optional(agentId()),
  dueAt: instant(),
});
export type MakePromiseRequest = z.output<typeof MakePromiseRequestSchema>;

export const AcceptProposalRequestSchema = z.strictObject({
  text: z.optional(promiseText()),
  dueAt: z.optional(instant()),
});
export type AcceptProposalRequest = z.output<typeof AcceptProposalRequestSchema>;

export const ChangePromiseRequestSchema = z
  .strictObject({
    text: z.optional(promiseText()),
    ownerId: z.optional(agentId()),
    dueAt: z.optional(instant()),
    /** Why the due time changes. */
    reason: z.optional(promiseText()),
  })
  .check(
    z.refine(({ dueAt, reason }) => (dueAt === undefined) === (reason === undefined), {
      path: ['reason'],
      error: 'is required with dueAt, and only with it',
    }),
  );
export type ChangePromiseRequest = z.output<typeof ChangePromiseRequestSchema>;

export const KeepPromiseRequestSchema = z.strictObject({ note: z.optional(promiseText()) });
export const EndPromiseRequestSchema = z.strictObject({ reason: promiseText() });

export const PromiseSettingsSchema = z.strictObject({
  /** How long a missed promise can still be kept before it is broken. */
  graceHours: z.int().check(z.minimum(1), z.maximum(720)),
});
export type PromiseSettings = z.output<typeof PromiseSettingsSchema>;
/** Version 0 means that nobody has changed the settings. */
export const PromiseSettingsViewSchema = z.extend(PromiseSettingsSchema, { version: z.int() });
