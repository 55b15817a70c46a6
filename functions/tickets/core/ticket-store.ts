// Stores tickets in the table. `row` has what a queue page shows and is projected by the list index. What
// every reply changes is outside of it, so that a reply does not write the index. A reply is billed by the
// size of the whole item; therefore default values are not stored, and the routing decision is an item of its
// own.

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

/** Returns the rank of a priority; 0 is the most urgent. */
export const priorityRank = (priority: Priority) => priorities.indexOf(priority);

/**
 * Returns the keys of the index `list`: with the assignee, or in the waiting group; none while the ticket is
 * in neither and once it is solved or closed.
 */
export function listIndexKeys(ticket: Ticket): IndexKeys<'list'> {
  const { assigneeId, waitingGroupId, priority, waitingSince, id } = ticket;
  if (!isUnsolved(ticket)) return {};
  if (assigneeId)
    return {
      listPk: ticketLists.assigned(assigneeId),
      listSk: `${priorityRank(priority)}#${waitingSince}#${id}`,
    };
  return waitingGroupId
    ? { listPk: ticketLists.waitingGroup(waitingGroupId), listSk: waitingOrderOf(ticket) }
    : {};
}

/** Sorts tickets without a live clock after all tickets with one. */
const NEVER = '9999-12-31T00:00:00.000Z';

/**
 * Returns the sort key that orders waiting tickets: by priority (within a priority VIPs first, highest tier
 * first), then by the next breach, then by the waiting time, then by id.
 */
export function waitingOrderOf({ priority, vipTier, breachAt, waitingSince, id }: Ticket): string {
  return `${priorityRank(priority)}#${vipTier ?? 9}#${breachAt ?? NEVER}#${waitingSince}#${id}`;
}

type IndexKeys<I extends string> = { [K in `${I}Pk` | `${I}Sk`]?: string };

/**
 * Returns the keys of the indexes that people search: by status, by queue and status (most urgent first, then
 * oldest; solved and closed tickets by the time they were solved or closed), and by the next breach.
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

/** Returns the fields that list pages show. */
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

/** Returns the values of fields that are not stored because they are the default. */
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

/**
 * Returns the stored form of a ticket. Fields that the indexes project are in `row`, all others beside it;
 * `row` has only the kinds of the sensitivity.
 */
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

/** Returns the current ticket when the stale item is the ticket. */
export const currentTicketIn = (stale: Stale | undefined): Ticket | undefined =>
  stale?.current?.t === 'ticket' ? ticketFromItem(stale.current) : undefined;

export function createTicket(ticket: Ticket): Write {
  return create(ticketKeys.ticket(ticket.id), ticketToItem(ticket), stale);
}

/**
 * Writes the next state on the version on which it was decided. The time of the next breach moves without a
 * new version, so it must also be the one that was read. Refuses with `ticket.not_found` when the ticket is
 * gone.
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

/** Stores the routing decision of a ticket in place of the previous one. */
export function saveRoutingDecision(ticketId: string, decision: RoutingDecision): Write {
  return put(ticketKeys.decision(ticketId), { t: 'decision', decision });
}

export async function loadTicket(table: Table, ticketId: string): Promise<Ticket | undefined> {
  const item = await getItem(table, ticketKeys.ticket(ticketId));
  return item && ticketFromItem(item);
}

/** Returns the newest entries of a thread up to a time, newest first. */
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
  /** The latest routing decision. */
  decision?: RoutingDecision | undefined;
  entries: Item[];
  next?: string;
}

/**
 * Reads the ticket and the first entries of its thread in one Query, or the entries after a cursor. A thread
 * of a ticket that others were merged into, or that was merged itself, takes further Queries
 * (`readMergedThread`).
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
  const decisionItem = items.find((item) => item.sk === ticketKeys.decision(ticketId).sk);
  const decision = decisionItem?.decision as RoutingDecision | undefined;
  if (ticket && hasMergedThread(ticket))
    return { ticket, decision, ...(await readMergedThread(table, ticket, limit)) };
  const entries = items.filter((item) => item !== head && item !== decisionItem);
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const further = entries.length > limit && last ? cursorAfterItem(last) : next;
  return { ticket, decision, entries: page, ...(further ? { next: further } : {}) };
}

/** The items in front of the thread: the ticket and its routing decision, if there is one. */
const LEADING_ITEMS = 2;
