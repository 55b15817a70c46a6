// Complaints on the table: one item with its ticket, listed in the register by the month in which it was received.
import {
  cancel,
  claim,
  claimAndSchedule,
  type DueMessage,
  type DueWork,
  schedule,
} from '../platform/agenda/due.ts';
import { DomainError } from '../platform/errors.ts';
import { keys, lists } from '../platform/table/keys.ts';
import { getItem } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { create, replace, type Write } from '../platform/table/write.ts';
import { type Complaint, type Moment, momentsOf } from './complaint.ts';

export const MOMENT_KIND = 'complaint.moment';
const MOMENT_NAME = 'complaint';

export async function loadComplaint(table: Table, ticketId: string): Promise<Complaint | undefined> {
  const item = await getItem(table, keys.complaint(ticketId));
  return item?.row as Complaint | undefined;
}

/** Writes a complaint over the version it was read at, with the next moment at which its clocks must be looked at. */
export function saveComplaint(next: Complaint, now: string): Write[] {
  const moment = momentAfter(next, now);
  return [
    replaceComplaint(next),
    moment ? schedule(moment) : cancel(keys.ticket(next.ticketId).pk, MOMENT_NAME),
  ];
}

/** The same when a moment has come: that moment is claimed, so that of two deliveries one is told. */
export function saveAtMoment(next: Complaint, due: DueMessage): Write[] {
  const moment = momentAfter(next, due.at);
  return [replaceComplaint(next), moment ? claimAndSchedule(due, moment) : claim(due)];
}

function replaceComplaint(next: Complaint): Write {
  const key = keys.complaint(next.ticketId);
  const listSk = `${next.receivedAt}#${next.ticketId}`;
  const place = { listPk: lists.register(next.receivedAt.slice(0, 7)), listSk };
  const item = { t: 'complaint', version: next.version, row: next, ...place };
  const contended = () => new DomainError('write.contended');
  return next.version === 1 ? create(key, item, contended) : replace(key, item, next.version - 1, contended);
}

/** The next moment, or one that has passed and nobody was told of: the sweep may come late, a complaint may come back. */
function momentAfter(complaint: Complaint, now: string): DueWork | undefined {
  const untold = ({ what, clock }: Moment) => what === 'missed' && !complaint.missed.includes(clock);
  const moment = momentsOf(complaint).find((one) => one.at > now || untold(one));
  if (!moment) return undefined;
  const { ticketId } = complaint;
  const owner = keys.ticket(ticketId).pk;
  return {
    owner,
    name: MOMENT_NAME,
    at: moment.at,
    queue: 'sensitive',
    kind: MOMENT_KIND,
    data: { ticketId },
  };
}
