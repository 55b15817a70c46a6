import { claim, type DueMessage } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import { logLine } from '../platform/log.ts';
import { commit } from '../platform/table/commit.ts';
import type { ReceiveDeps } from './arrival.ts';
import { fateOf } from './mail-index.ts';
import type { Delivery } from './notification.ts';
import { takeMail } from './receive-mail.ts';
import { MAX_STORED_BYTES } from './weigh-mail.ts';

/**
 * Makes a released mail a message, whatever it looks like. The work is claimed last: the message is written once anyway,
 * and a crash before it must not lose the mail. One whose raw bytes have expired stays suspended until it expires too.
 */
export async function takeReleased(deps: ReceiveDeps, due: DueMessage, context: Context): Promise<void> {
  const mailId = String(due.data.mailId);
  const item = await fateOf(deps.table, mailId);
  if (item?.outcome === 'suspended') {
    const delivery = item.delivery as Delivery;
    const raw = await deps.files.get(delivery.objectKey, MAX_STORED_BYTES);
    if (raw) await takeMail(deps, { raw, delivery, suspendedAs: mailId }, context);
    else logLine('error', { op: 'release-mail', reason: 'the raw mail has expired' }, context.now);
  }
  await commit(deps.table, context, { writes: [claim(due)] });
}
