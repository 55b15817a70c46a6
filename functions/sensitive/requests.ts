import * as z from 'zod/mini';
import { storedInstant, text } from '../platform/contract/fields.ts';
import { drivers } from '../platform/contract/vocabulary.ts';

const driver = z.enum(drivers, { error: `must be one of ${drivers.join(', ')}` });

export const RecordVulnerabilityRequestSchema = z.strictObject({
  drivers: z.array(driver).check(z.minLength(1), z.maxLength(10)),
  /** What helps: "write in large print", "call after six". Not a diagnosis. */
  needs: z.optional(text(500)),
});

export const VulnerabilitySchema = z.object({
  /** Of what people have recorded on this ticket; 0 while nobody has. */
  version: z.int(),
  /** By the analysis, with the words that said so. */
  found: z.optional(
    z.object({ drivers: z.array(z.string()), reasons: z.array(z.string()), confidence: z.number() }),
  ),
  /** By a person. */
  recorded: z.optional(
    z.object({
      drivers: z.array(driver),
      needs: z.optional(z.string()),
      at: storedInstant(),
      by: z.string(),
    }),
  ),
});
export type Vulnerability = z.output<typeof VulnerabilitySchema>;
