import type { Context } from '../../platform/context.ts';
import { logLine } from '../../platform/log.ts';
import { claim, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import { loadInboundRecord } from '../inbound/email-index.ts';
import type { ReceiveDeps } from '../inbound/inbound-email.ts';
import { processEmail } from '../inbound/receive-email.ts';
import type { StoredEmail } from '../inbound/ses-notification.ts';
import { MAX_STORED_BYTES } from '../parsing/parse-limits.ts';

/**
 * Turns a released email into a message, whatever its classification. The work is claimed last: the message
 * is written only once anyway, and a crash before it must not lose the email. If the raw email has expired,
 * the record stays suspended until it expires too.
 */
export async function processReleasedEmail(
  deps: ReceiveDeps,
  due: DueMessage,
  context: Context,
): Promise<void> {
  const mailId = String(due.data.mailId);
  const item = await loadInboundRecord(deps.table, mailId);
  if (item?.outcome === 'suspended') {
    const delivery = item.delivery as StoredEmail;
    const raw = await deps.files.get(delivery.objectKey, MAX_STORED_BYTES);
    if (raw) await processEmail(deps, { raw, delivery, suspendedAs: mailId }, context);
    else logLine('error', { op: 'release-mail', reason: 'the raw email has expired' }, context.now);
  }
  await requireApplied(commit(deps.table, context, { writes: [claim(due)] }));
}
