// Checks the table after the kills directly, not through the code under test.
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Rapport } from '../../local/rapport.ts';
import { clientAs } from './clients.ts';
import type { Acknowledged } from './workload.ts';

// biome-ignore lint/suspicious/noExplicitAny: raw table items of every kind have no common type
// oxlint-disable-next-line typescript/no-explicit-any -- the same
type Item = Record<string, any>;

export interface Report {
  counts: Record<string, number>;
  violations: string[];
}

const readTable = async ({ dynamoEndpoint: endpoint, region, tableName }: Rapport): Promise<Item[]> => {
  const credentials = { accessKeyId: 'CHECK', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tableName }))
    items.push(...Items.map((item) => unmarshall(item)));
  client.destroy();
  return items;
};

/**
 * Compares what exists with what was acknowledged, and each projection with the events that it derives from.
 */
export const check = async (rapport: Rapport, acknowledged: Acknowledged): Promise<Report> => {
  const items = await readTable(rapport);
  const events = items.filter(({ t }) => t === 'event');
  const violations = [
    ...lostOrDuplicated(items, events, acknowledged),
    ...unassigned(items),
    ...timelineGaps(items, events),
    ...sendsGoneWrong(rapport, items, events),
    ...overdue(rapport, items),
    ...(await wrongFigures(rapport, events)),
    ...(await rapport.deadLetters()).map(
      ({ queue, body }) => `dead letter in ${queue}: ${body.slice(0, 200)}`,
    ),
  ];
  const sends = items.filter(({ t }) => t === 'send');
  const inState = (state: string): number => sends.filter((send) => send.state === state).length;
  const counts = {
    'tickets acknowledged': acknowledged.tickets.length,
    'messages acknowledged': acknowledged.messages.length,
    'changes refused': acknowledged.refused,
    events: events.length,
    mails: rapport.mails().length,
    'sends delivered': inState('delivered'),
    'sends sent': inState('sent'),
    'sends unknown': inState('unknown'),
  };
  return { counts, violations };
};

const lostOrDuplicated = (items: Item[], events: Item[], { tickets, messages }: Acknowledged): string[] => {
  const heads = new Set(items.filter(({ sk }) => sk === 'E').map(({ pk }) => pk));
  const opened = count(
    events.filter(({ type }) => type === 'ticket.opened').map(({ data }) => data.ticketId),
  );
  const subjects = count(
    events.filter(({ type }) => type === 'ticket.opened').map(({ data }) => data.subject),
  );
  const texts = count(
    events.filter(({ type }) => type === 'ticket.message_added').map(({ data }) => data.message),
  );
  const ids = new Set(events.map(({ id }) => id));
  const duplicated = [...texts].filter(([text, times]) => text.startsWith('Message ') && times > 1);
  return [
    ...tickets.filter(({ id }) => !heads.has(`T#${id}`)).map(({ id }) => `ticket ${id} is lost`),
    ...tickets
      .filter(({ id }) => opened.get(id) !== 1)
      .map(({ id }) => `ticket ${id} was opened ${opened.get(id) ?? 0} times`),
    ...[...subjects]
      .filter(([, times]) => times > 1)
      .map(([subject, times]) => `"${subject}" was opened ${times} times`),
    ...messages
      .filter(({ id, text }) => !ids.has(id) || texts.get(text) !== 1)
      .map(({ text }) => `lost: ${text}`),
    ...duplicated.map(([text, times]) => `${times} times: ${text}`),
  ];
};

/** Returns the unassigned tickets for which no reason is stored. */
const unassigned = (items: Item[]): string[] => {
  const explained = new Set(items.filter(({ sk }) => sk === 'E!ROUTING').map(({ pk }) => pk));
  return items
    .filter(
      ({ pk, sk, row }) => sk === 'E' && pk.startsWith('T#') && !['solved', 'closed'].includes(row?.status),
    )
    .filter(({ pk, row }) => row?.assigneeId === undefined && !explained.has(pk))
    .map(({ pk }) => `${pk} is unassigned and no reason is stored`);
};

/** Prefixes of other owners' events that a customer's timeline shows. */
const onTimeline = ['ticket.', 'survey.', 'promise.', 'grant.', 'return.', 'complaint.'];

const timelineGaps = (items: Item[], events: Item[]): string[] => {
  const keys = new Set(items.map(({ pk, sk }) => `${pk} ${sk}`));
  const shown = (type: string): boolean => onTimeline.some((prefix) => type.startsWith(prefix));
  return events
    .filter(({ type, customerId }) => customerId !== undefined && shown(type))
    .filter(({ id, at, customerId }) => !keys.has(`C#${customerId} E#${at}#${id}`))
    .map(({ id, type }) => `${type} ${id} is not on the timeline`);
};

/**
 * Returns the sends that went wrong: each public answer is mailed once, or is an unknown that its ticket
 * shows and somebody was notified of; no send stays claimed.
 */
const sendsGoneWrong = (rapport: Rapport, items: Item[], events: Item[]): string[] => {
  const sends = items.filter(({ t }) => t === 'send');
  const mailed = count(rapport.mails().map(({ tags }) => tags.send ?? ''));
  const notified = new Set(
    items.filter(({ t }) => t === 'notification').map(({ notification }) => notification.id),
  );
  const unknowns = events.filter(({ type }) => type === 'outreach.unknown');
  const answers = events.filter(
    ({ type, data, actor }) =>
      type === 'ticket.message_added' && data.visibility === 'public' && actor.role !== 'customer',
  );
  return [
    ...answers
      .map(({ id }) => ({ id, found: sends.filter(({ step }) => step === `reply#${id}`).length }))
      .filter(({ found }) => found !== 1)
      .map(({ id, found }) => `the answer ${id} has ${found} sends`),
    ...sends.flatMap(({ id, state, step }) => {
      const times = mailed.get(id) ?? 0;
      if (['sent', 'delivered'].includes(state))
        return times === 1 ? [] : [`${step} is ${state} and was mailed ${times} times`];
      if (state !== 'unknown') return [`${step} is ${state}`];
      if (times > 1) return [`${step} is unknown and was mailed ${times} times`];
      const event = unknowns.find(({ data }) => data.sendId === id);
      if (event === undefined) return [`${step} is unknown and no event says so`];
      if (event.data.ticketId === undefined) return [];
      const notes = events.filter(
        ({ data }) =>
          data?.ticketId === event.data.ticketId && String(data.message).startsWith('It is not known'),
      );
      const due = unknowns.filter(({ data }) => data.ticketId === event.data.ticketId);
      return [
        ...(notes.length === due.length
          ? []
          : [`${step} is unknown: ${notes.length} notes for ${due.length}`]),
        ...(notified.has(event.id) ? [] : [`${step} is unknown and nobody was notified`]),
      ];
    }),
  ];
};

const patienceMs = 5 * 60_000;

/** Returns timed work that has been due for longer than the scheduler needs. */
const overdue = (rapport: Rapport, items: Item[]): string[] => {
  const limit = new Date(rapport.now().getTime() - patienceMs).toISOString();
  return items
    .filter(({ t, at }) => t === 'due' && at < limit)
    .map(({ pk, sk, at }) => `${pk} ${sk} was due ${at}`);
};

const wrongFigures = async (rapport: Rapport, events: Item[]): Promise<string[]> => {
  const days = events.map(({ at }) => String(at).slice(0, 10)).toSorted();
  const [from = '', to = ''] = [days[0], days.at(-1)];
  const { total } = await clientAs(rapport.apiUrl, 'admin', 'root').metrics.getMetric({
    params: { metric: 'tickets' },
    query: { from, to },
  });
  return ['opened', 'solved', 'reopened'].flatMap((what) => {
    const happened = events.filter(({ type }) => type === `ticket.${what}`).length;
    const figure = total.sums[what] ?? 0;
    return figure === happened ? [] : [`the metrics show ${figure} ${what}, the events ${happened}`];
  });
};

const count = (values: string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
