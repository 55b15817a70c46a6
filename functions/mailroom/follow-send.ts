import { DAY_MS, epochSeconds } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { AlreadyDone } from '../platform/errors.ts';
import type { DomainEvent } from '../platform/events/envelope.ts';
import { own } from '../platform/own.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { create } from '../platform/table/write.ts';
import { noteOnTicket } from './tickets-port.ts';

const said: Readonly<Record<string, string>> = {
  'outreach.failed': 'The last answer could not be mailed',
  'outreach.bounced':
    'The mail with an answer came back. Nothing more is mailed to this address until it is changed',
  'outreach.complained': 'The customer reported our mail as spam. Nothing more is mailed to this address',
};

/** Tells staff on the ticket, once, that an answer did not arrive. Sends that are about no ticket are passed over. */
export async function followSend(table: Table, event: DomainEvent, context: Context): Promise<void> {
  const what = own(said, event.type);
  const { ticketId, reason } = event.data;
  if (!what || typeof ticketId !== 'string') return;
  const mark = create(
    keys.applied('mailroom', event.id),
    { ttl: epochSeconds(new Date(context.now.getTime() + 14 * DAY_MS)) },
    () => new AlreadyDone(`${event.id} by the mailroom`),
  );
  const message = typeof reason === 'string' && reason !== '' ? `${what} (${reason}).` : `${what}.`;
  await noteOnTicket(table, ticketId, { message }, [mark], context);
}
