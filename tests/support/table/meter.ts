// Measures the database cost of a piece of work: calls, read units as the emulator reports them, and write
// units. Write units are computed from the items before and after, because the emulator adds up transactions
// wrongly (awslabs/amazon-dynamodb-local-samples#31). A test checks the computation against single-action
// transactions.
import { GetCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { itemBytes } from '../../../functions/platform/table/size.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import { openTable } from '../../../functions/platform/table/table.ts';
import { testClient } from './fresh-table.ts';

export interface Cost {
  /** The number of sequential database calls; parallel calls count as one. */
  roundTrips: number;
  writeUnits: number;
  readUnits: number;
}

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const indexes = [
  ...['list', 'view', 'queue', 'breach'].map((name) => ({
    pk: `${name}Pk`,
    sk: `${name}Sk`,
    projected: (item: Item) => pick(item, ['pk', 'sk', `${name}Pk`, `${name}Sk`, 'row']),
  })),
  { pk: 'duePk', sk: 'dueSk', projected: (item: Item) => item },
];

const pick = (item: Item, names: string[]) =>
  Object.fromEntries(names.filter((name) => name in item).map((name) => [name, item[name]]));

const kilobytes = (item: Item | undefined) => (item ? Math.ceil(itemBytes(item) / 1024) : 0);

/**
 * Returns the write units of one action of a transaction: two for each started kilobyte of the larger of the
 * item before and after, and the same for each index entry that is added, changed or removed. An entry that
 * moves counts twice.
 */
export function actionUnits(before: Item | undefined, after: Item | undefined): number {
  const table = 2 * Math.max(1, kilobytes(before), kilobytes(after));
  return table + indexes.reduce((sum, index) => sum + indexUnits(index, before, after), 0);
}

function indexUnits(
  index: (typeof indexes)[number],
  before: Item | undefined,
  after: Item | undefined,
): number {
  const entry = (item: Item | undefined) =>
    item && index.pk in item && index.sk in item ? index.projected(item) : undefined;
  const [old, next] = [entry(before), entry(after)];
  if (!old && !next) return 0;
  if (!old || !next) return 2 * kilobytes(old ?? next);
  if (old[index.pk] !== next[index.pk] || old[index.sk] !== next[index.sk])
    return 2 * kilobytes(old) + 2 * kilobytes(next);
  return JSON.stringify(old) === JSON.stringify(next) ? 0 : 2 * Math.max(kilobytes(old), kilobytes(next));
}

/** Returns a table whose calls are counted, and a function that measures the cost of a piece of work. */
export function metered(table: Table): {
  table: Table;
  measure: <T>(work: () => Promise<T>) => Promise<{ cost: Cost; result: T }>;
} {
  const plain = openTable(table.name, testClient());
  const counted = openTable(table.name, testClient());
  const cost: Cost = { roundTrips: 0, writeUnits: 0, readUnits: 0 };
  let finishedTrips = 0;
  counted.doc.middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as { TransactItems?: Action[]; ReturnConsumedCapacity?: string };
      input.ReturnConsumedCapacity = 'INDEXES';
      // A call that starts after another was answered adds a round trip; parallel calls share one.
      const trip = finishedTrips + 1;
      cost.roundTrips = Math.max(cost.roundTrips, trip);
      const before = input.TransactItems && (await images(plain, input.TransactItems));
      const result = await next(args)
        .finally(() => {
          finishedTrips = Math.max(finishedTrips, trip);
        })
        .catch((error: unknown) => {
          // A write that is refused by its condition is billed too.
          cost.writeUnits += (before ?? []).reduce((sum, item) => sum + 2 * Math.max(1, kilobytes(item)), 0);
          throw error;
        });
      if (input.TransactItems && before) {
        const after = await images(plain, input.TransactItems);
        cost.writeUnits += before.reduce((sum, item, at) => sum + actionUnits(item, after[at]), 0);
      } else {
        const writes = 'Item' in input || 'UpdateExpression' in input;
        cost[writes ? 'writeUnits' : 'readUnits'] += unitsOf(result.output);
      }
      return result;
    },
    { step: 'initialize', name: 'meter' },
  );
  const measure = async <T>(work: () => Promise<T>) => {
    finishedTrips = 0;
    Object.assign(cost, { roundTrips: 0, writeUnits: 0, readUnits: 0 });
    const result = await work();
    return { cost: { ...cost }, result };
  };
  return { table: counted, measure };
}

interface Capacity {
  CapacityUnits?: number;
}

function unitsOf(output: unknown): number {
  const { ConsumedCapacity } = output as { ConsumedCapacity?: Capacity | Capacity[] };
  return [ConsumedCapacity ?? []].flat().reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0);
}

async function images(table: Table, actions: readonly Action[]): Promise<(Item | undefined)[]> {
  return Promise.all(
    actions.map(async ({ Put, Update, Delete, ConditionCheck }) => {
      const { pk, sk } = Put?.Item ?? Update?.Key ?? Delete?.Key ?? ConditionCheck?.Key ?? {};
      const answer = await table.doc.send(
        new GetCommand({ TableName: table.name, Key: { pk, sk }, ConsistentRead: true }),
      );
      return answer.Item;
    }),
  );
}
