// Records the mail provider's reports about a send: delivered, bounced or complained about.
import * as z from 'zod/mini';
import { suppressAddress } from '../../customers/index.ts';
import type { Context } from '../../platform/context.ts';
import { ownProperty } from '../../platform/own-property.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import type { Table } from '../../platform/table/table.ts';
import { recordOutcome, type SendOutcome } from './record-outcome.ts';
import { sendRefFromTags } from './submit-to-provider.ts';

/** The part of an SES event that we read (Amazon SES Developer Guide, "Contents of event data"). */
const ProviderReportSchema = z.object({
  eventType: z.string(),
  mail: z.object({
    destination: z.array(z.string()),
    tags: z.optional(z.record(z.string(), z.array(z.string()))),
  }),
  bounce: z.optional(z.object({ bounceType: z.string(), bounceSubType: z.optional(z.string()) })),
});
type ProviderReport = z.output<typeof ProviderReportSchema>;

/**
 * Settles a send by a provider report. Reports may arrive late, twice or out of order, before the sending
 * worker has recorded its outcome or after the send became unknown; the worst outcome stays. A permanent
 * bounce or a complaint stops all email to that address. A temporary bounce changes nothing.
 */
export async function recordProviderReport(table: Table, raw: unknown, context: Context): Promise<void> {
  const report = z.parse(ProviderReportSchema, raw);
  const state = stateOf(report);
  const ref = sendRefFromTags(report.mail.tags ?? {});
  if (!state || !ref) return;
  const [address] = report.mail.destination;
  if (address && (state === 'bounced' || state === 'complained')) {
    await suppressAddress(
      table,
      ref.customerId,
      address,
      state === 'bounced' ? 'bounce' : 'complaint',
      context,
    );
  }
  const data = { ticketId: report.mail.tags?.ticket?.[0] };
  await requireApplied(recordOutcome(table, { ref, state, reason: reasonOf(report), data }, context));
}

function stateOf({ eventType, bounce }: ProviderReport): SendOutcome['state'] | undefined {
  if (eventType === 'Bounce') return bounce?.bounceType === 'Permanent' ? 'bounced' : undefined;
  if (eventType === 'Reject') return 'failed';
  return ownProperty({ Delivery: 'delivered', Complaint: 'complained' } as const, eventType);
}

const reasonOf = ({ bounce }: ProviderReport) =>
  bounce && [bounce.bounceType, bounce.bounceSubType].filter(Boolean).join(' ');
