import * as z from 'zod/mini';
import { sensitiveKinds } from '../platform/contract/shared-kinds.ts';

export const AnalysisSettingsSchema = z.strictObject({
  /** The sensitive kinds that the analysis reports. People can set any kind on a ticket. */
  recognises: z.pipe(
    z
      .array(z.enum(sensitiveKinds, { error: `must be one of ${sensitiveKinds.join(', ')}` }))
      .check(z.maxLength(10)),
    z.transform((kinds) => sensitiveKinds.filter((kind) => kinds.includes(kind))),
  ),
});
export type AnalysisSettings = z.output<typeof AnalysisSettingsSchema>;
/** Version 0 are the default settings. */
export const ShownAnalysisSettingsSchema = z.object({
  recognises: z.array(z.enum(sensitiveKinds)),
  version: z.int(),
});
