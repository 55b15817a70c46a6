// Tickets on the table. What a queue page shows stands in `row`, which the list index projects; what every reply
// changes stands outside it, so that a reply does not touch the index. A reply is billed by the size of the whole item:
// what is as it is on most tickets is not stored, and why it was given to somebody stands in an item of its own.

import { EVENTS_TO, QUEUE_SHARDS, VIEW_SHARDS } from '../../platform/table/keys.ts';
import { cursorAfterItem, getItem, queryRange } from '../../platform/table/read.ts';
import { rejection, type Stale, stale } from '../../platform/table/refusal.ts';
import { shardOf } from '../../platform/table/shard.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, put, type Write } from '../../platform/table/write.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys, ticketLists, ticketViews } from '../keys.ts';
import { hasMergedThread, mergedThreadCursor, readMergedThread } from './merged-thread.ts';
import {
  isSensitive,
  isUnsolved,
  type Priority,
  priorities,
  type RoutingDecision,
  type Ticket,
  type TicketRow,
} from './ticket.ts';

/** Most pressing first. */
export const priorityRank = (priority: Priority) => priorities.indexOf(priority);

/** Where it stands for routing: with its agent or in its line; nowhere while it is in none yet, and when it is over. */
export function listIndexKeys(ticket: Ticket): IndexKeys<'list'> {
  const { assigneeId, line, priority, waitingSince, id } = ticket;
  if (!isUnsolved(ticket)) return {};
  if (assigneeId)
    return {
      listPk: ticketLists.assigned(assigneeId),
      listSk: `${priorityRank(priority)}#${waitingSince}#${id}`,
    };
  return line ? { listPk: ticketLists.waitingGroup(line), listSk: waitingOrderOf(ticket) } : {};
}

/** No promise is live: behind all that have one. */
const NEVER = '9999-12-31T00:00:00.000Z';

/**
 * The order in which waiting tickets are served, as text: priority (a VIP's before others of the same priority, the
 * highest tier first), then the time to the next breach, then the time since when they wait, then the id.
 */
export function waitingOrderOf({ priority, vipTier, breachAt, waitingSince, id }: Ticket): string {
  return `${priorityRank(priority)}#${vipTier ?? 9}#${breachAt ?? NEVER}#${waitingSince}#${id}`;
}

type IndexKeys<I extends string> = { [K in `${I}Pk` | `${I}Sk`]?: string };

/**
 * Where people find it: by status, by queue and status (most pressing first, then oldest; solved and closed ones by that
 * time), and by its next breach.
 */
export function viewIndexKeys(ticket: Ticket): IndexKeys<'view'> & IndexKeys<'queue'> & IndexKeys<'breach'> {
  const { id, status, queueId, breachAt } = ticket;
  const since = status === 'solved' ? ticket.solvedAt : ticket.closedAt;
  const sk = isUnsolved(ticket)
    ? `${priorityRank(ticket.priority)}#${ticket.waitingSince}#${id}`
    : `${since}#${id}`;
  const shard = (shards: number) => shardOf(id, shards);
  return {
    viewPk: ticketViews.status(status, shard(VIEW_SHARDS)),
    viewSk: sk,
    ...(queueId === undefined
      ? {}
      : { queuePk: ticketViews.queue(queueId, status, shard(QUEUE_SHARDS)), queueSk: sk }),
    ...(breachAt === undefined || !isUnsolved(ticket)
      ? {}
      : { breachPk: ticketViews.breach(shard(VIEW_SHARDS)), breachSk: `${breachAt}#${id}` }),
  };
}

/** What pages show. */
function ticketRowOf(ticket: Ticket): TicketRow {
  const { id, customerId, subject, channel, status, priority, queueId, assigneeId } = ticket;
  const { openedAt, waitingSince, breachAt, sensitive } = ticket;
  return {
    id,
    customerId,
    subject,
    channel,
    status,
    priority,
    queueId,
    assigneeId,
    openedAt,
    waitingSince,
    breachAt,
    sensitive: isSensitive(ticket) ? sensitive?.kinds : undefined,
  };
}

/** What a ticket is where its item says nothing else. */
const defaultFields = () =>
  ({
    kind: 'question',
    requiredSkills: [],
    preferredSkills: [],
    tags: [],
    fields: {},
    followers: [],
    openedBy: 'customer',
    reopens: 0,
  }) satisfies Partial<Ticket>;
const defaultValues = new Map(
  Object.entries(defaultFields()).map(([name, value]) => [name, JSON.stringify(value)]),
);
const isDefault = (name: string, value: unknown) =>
  defaultValues.get(name) === JSON.stringify(value) || (Array.isArray(value) && value.length === 0);

/** What indexes show stands in `row`, all else beside it; of its sensitivity the row has the kinds alone. */
export function ticketToItem(ticket: Ticket): Item {
  const row = ticketRowOf(ticket);
  const rest = Object.entries(ticket).filter(
    ([name, value]) => (name === 'sensitive' || !Object.hasOwn(row, name)) && !isDefault(name, value),
  );
  return {
    t: 'ticket',
    ...listIndexKeys(ticket),
    ...viewIndexKeys(ticket),
    row,
    ...Object.fromEntries(rest),
  };
}

const INDEX_KEYS = ['list', 'view', 'queue', 'breach'].flatMap((name) => [`${name}Pk`, `${name}Sk`]);
const NOT_TICKET_FIELDS = new Set(['pk', 'sk', 't', 'row', ...INDEX_KEYS]);

export function ticketFromItem(item: Item): Ticket {
  const { sensitive: _kinds, ...row } = item.row as TicketRow;
  const facts = Object.entries(item).filter(([name]) => !NOT_TICKET_FIELDS.has(name));
  const rest: Partial<Ticket> = Object.fromEntries(facts);
  return { ...defaultFields(), ...row, ...rest } as Ticket;
}

/** Returns the ticket as it is now, when it is the ticket that changed. */
export const currentTicketIn = (stale: Stale | undefined): Ticket | undefined =>
  stale?.current?.t === 'ticket' ? ticketFromItem(stale.current) : undefined;

export function createTicket(ticket: Ticket): Write {
  return create(ticketKeys.ticket(ticket.id), ticketToItem(ticket), stale);
}

/**
 * Writes the next state over the version that it was decided on. The time of the next breach moves without a new version, so
 * it must be the one that was read, too. Refuses with `ticket.not_found` when the ticket is gone.
 */
export function saveTicket(next: Ticket): Write {
  const { breachAt } = next;
  const sameBreach =
    breachAt === undefined ? 'attribute_not_exists(#row.#breachAt)' : '#row.#breachAt = :breachAt';
  const version = next.version - 1;
  return put(
    ticketKeys.ticket(next.id),
    ticketToItem(next),
    {
      expression: `#version = :version AND ${sameBreach}`,
      values: { version, ...(breachAt === undefined ? {} : { breachAt }) },
    },
    (current) => (current ? stale(current) : rejection(ticketError('ticket.not_found'))),
  );
}

/** Says why a ticket went to whom it went to, or why it waits, in place of what was said before. */
export function saveRoutingDecision(ticketId: string, decision: RoutingDecision): Write {
  return put(ticketKeys.decision(ticketId), { t: 'decision', decision });
}

export async function loadTicket(table: Table, ticketId: string): Promise<Ticket | undefined> {
  const item = await getItem(table, ticketKeys.ticket(ticketId));
  return item && ticketFromItem(item);
}

/** The newest entries of a thread, newest first, up to a time. */
export async function latestEntries(
  table: Table,
  ticketId: string,
  upTo: string,
  limit: number,
): Promise<Item[]> {
  const { pk, sk } = ticketKeys.ticket(ticketId);
  const to = `${sk}#${upTo}~`;
  const page = await queryRange(table, {
    pk,
    from: `${sk}#`,
    to,
    newestFirst: true,
    consistent: true,
    limit,
  });
  return page.items;
}

export interface ThreadPage {
  ticket: Ticket | undefined;
  /** Why it is with whom it is, or waits. */
  decision?: RoutingDecision | undefined;
  entries: Item[];
  next?: string;
}

/**
 * The ticket and the first entries of its thread in one read, or the entries that follow a cursor. A thread that others
 * were merged into, or that is shown in another, takes a second one (`readWoven`).
 */
export async function readThread(
  table: Table,
  ticketId: string,
  limit: number,
  cursor?: string,
): Promise<ThreadPage> {
  const after = cursor === undefined ? undefined : mergedThreadCursor(ticketId, cursor);
  if (after !== undefined) {
    const ticket = await loadTicket(table, ticketId);
    return {
      ticket: undefined,
      ...(ticket ? await readMergedThread(table, ticket, limit, after) : { entries: [] }),
    };
  }
  const { pk, sk } = ticketKeys.ticket(ticketId);
  const { items, next } = await queryRange(table, {
    pk,
    from: sk,
    to: EVENTS_TO,
    consistent: true,
    limit: cursor ? limit : limit + LEADING_ITEMS,
    cursor,
  });
  const head = items.find((item) => item.sk === sk);
  const ticket = head && ticketFromItem(head);
  const said = items.find((item) => item.sk === ticketKeys.decision(ticketId).sk);
  const decision = said?.decision as RoutingDecision | undefined;
  if (ticket && hasMergedThread(ticket))
    return { ticket, decision, ...(await readMergedThread(table, ticket, limit)) };
  const entries = items.filter((item) => item !== head && item !== said);
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const further = entries.length > limit && last ? cursorAfterItem(last) : next;
  return { ticket, decision, entries: page, ...(further ? { next: further } : {}) };
}

/** What stands in front of the thread: the ticket, and the decision where there is one. */
const LEADING_ITEMS = 2;
