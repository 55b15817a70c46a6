import { DAY_MS } from '../platform/clock.ts';
import { ownProperty } from '../platform/own-property.ts';
import { queryRange } from '../platform/table/read.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { NOW, sumOf } from './increments.ts';
import { metricKeys } from './keys.ts';
import type { MetricName } from './routes.ts';

export type Sums = Record<string, number>;

interface Definition {
  unit: string;
  formula: string;
  /** The sum that is the number of cases. */
  n: string;
  value: (sums: Sums) => number | null;
}

const part = (sums: Sums, name: string) => ownProperty(sums, name) ?? 0;
const mean = (sums: Sums, sum: string, count: string) => {
  const n = part(sums, count);
  return n === 0 ? null : part(sums, sum) / n;
};

/** Defines the unit and formula of each metric. */
const definitions: Readonly<Record<MetricName, Definition>> = {
  'first-reply-time': {
    unit: 'seconds',
    formula:
      'mean = seconds ÷ replies; from the customer’s first message to the first public reply by a human, calendar time, on the day of the reply. Business time: businessSeconds ÷ businessReplies',
    n: 'replies',
    value: (sums) => mean(sums, 'seconds', 'replies'),
  },
  'resolution-time': {
    unit: 'seconds',
    formula:
      'full resolution: mean = fullSeconds ÷ fullResolutions; from the opening to the last time solved, calendar time, on that day. First resolution: firstSeconds ÷ firstResolutions, in business time firstBusinessSeconds ÷ firstBusinessResolutions',
    n: 'fullResolutions',
    value: (sums) => mean(sums, 'fullSeconds', 'fullResolutions'),
  },
  csat: {
    unit: 'share',
    formula: 'satisfied ÷ answers, an answer of 4 or 5 of 5 being satisfied; response rate = answers ÷ sent',
    n: 'answers',
    value: (sums) => mean(sums, 'satisfied', 'answers'),
  },
  'open-tickets': {
    unit: 'tickets',
    formula: 'tickets opened or reopened and not solved, at the end of the day (UTC)',
    n: 'open',
    value: (sums) => part(sums, 'open'),
  },
  tickets: {
    unit: 'tickets',
    formula: 'opened; beside it solved and reopened, each on the day it happened (UTC)',
    n: 'opened',
    value: (sums) => part(sums, 'opened'),
  },
  sla: {
    unit: 'share',
    formula:
      'met ÷ (met + breached), all targets; of one target: target_met ÷ (target_met + target_breached). Met on the day of the fulfilment, breached on the day of the breach (UTC). Mean time: target_seconds ÷ target_fulfilled (calendar), target_businessSeconds ÷ target_businessFulfilled',
    n: 'targets',
    value: (sums) => mean(sums, 'met', 'targets'),
  },
  promises: {
    unit: 'share',
    formula:
      'keptInTime ÷ settled, settled = keptInTime + keptLate + broken, on the day of the end (UTC); in time: by the due time that stands, which must never have passed before; beside it made, moved and withdrawn, each on its day',
    n: 'settled',
    value: (sums) => mean(sums, 'keptInTime', 'settled'),
  },
  'open-promises': {
    unit: 'promises',
    formula: 'promises made and neither kept nor broken nor withdrawn, at the end of the day (UTC)',
    n: 'open',
    value: (sums) => part(sums, 'open'),
  },
  grants: {
    unit: 'grants',
    formula:
      'grants made, less those that failed or were taken back, each on the day it was made (UTC); by kind and currency <kind>_<currency>_count, and <kind>_<currency>_minor, the sum in minor units',
    n: 'count',
    value: (sums) => part(sums, 'count'),
  },
  returns: {
    unit: 'returns',
    formula:
      'returns opened; beside it refunded and credited, each on the day it happened (UTC); each by reason as <part>_<reason>, a return with lines of two reasons counting for both',
    n: 'opened',
    value: (sums) => part(sums, 'opened'),
  },
};

export interface MetricQuery {
  metric: MetricName;
  from: string;
  to: string;
  channel?: string | undefined;
}

interface Row {
  date: string;
  channel: string;
  sums: Sums;
}

/**
 * Lists the metrics of what is open at the end of a day, stored as a running total and a net change per day.
 */
const runningMetrics: ReadonlySet<MetricName> = new Set(['open-tickets', 'open-promises']);

/**
 * Returns a metric by day and channel, with its sums, from one range of the table. A running metric is read
 * up to now, because the number open at the end of a day is the number open now minus the net changes since.
 */
export async function readMetric(table: Table, { metric, from, to, channel }: MetricQuery) {
  const running = runningMetrics.has(metric);
  const rows = (await readRows(table, metric, from, running ? NOW : to)).filter(
    (row) => !channel || row.channel === channel,
  );
  const counted = running ? openAtEnds(rows, from, to) : rows;
  const { unit, formula, n, value } = definitions[metric];
  const figure = (sums: Sums) => ({ n: part(sums, n), value: value(sums), sums });
  const total = running ? totalOf(counted.filter((row) => row.date === to)) : totalOf(counted);
  return {
    metric,
    from,
    to,
    unit,
    formula,
    total: figure(total),
    rows: counted.map(({ date, channel: name, sums }) => ({ date, channel: name, ...figure(sums) })),
  };
}

async function readRows(table: Table, metric: MetricName, from: string, to: string): Promise<Row[]> {
  const { pk } = metricKeys.kpi(metric, '', '', 0);
  const rows = new Map<string, Row>();
  let cursor: string | undefined;
  do {
    const page = await queryRange(table, { pk, from, to: `${to}#\uffff`, cursor });
    for (const item of page.items) addTo(rows, item);
    cursor = page.next;
  } while (cursor);
  return [...rows.values()];
}

/** Adds an item to its row. All slots of one day and channel make one row. */
function addTo(rows: Map<string, Row>, item: Item): void {
  const { pk: _pk, sk, ...parts } = item;
  const [date = '', channel = ''] = String(sk).split('#');
  const row = rows.get(`${date}#${channel}`) ?? { date, channel, sums: {} };
  rows.set(`${date}#${channel}`, { ...row, sums: totalOf([row, { date, channel, sums: parts as Sums }]) });
}

function totalOf(rows: readonly Row[]): Sums {
  return rows.reduce<Sums>((total, { sums }) => sumOf(total, sums), {});
}

/** Returns, for each channel and day, the running total minus the net changes of the days after it. */
function openAtEnds(rows: readonly Row[], from: string, to: string): Row[] {
  const result: Row[] = [];
  for (const [channel, own] of Map.groupBy(rows, (row) => row.channel)) {
    let open = totalOf(own.filter((row) => row.date === NOW)).net ?? 0;
    const net = new Map(own.map((row) => [row.date, row.sums.net ?? 0]));
    for (const date of own.map((row) => row.date).filter((day) => day !== NOW && day > to))
      open -= net.get(date) ?? 0;
    for (const date of daysBack(from, to)) {
      result.push({ date, channel, sums: { open, net: net.get(date) ?? 0 } });
      open -= net.get(date) ?? 0;
    }
  }
  return result.toSorted((a, b) => a.date.localeCompare(b.date) || a.channel.localeCompare(b.channel));
}

function daysBack(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(to); at >= Date.parse(from); at -= DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
