// Keeps a copy of what transactions have written to a table, so that a test need not read the whole table
// after every step. Can also simulate crashes around the transactions.
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import type { Random } from '../random.ts';

class ProcessDied extends Error {}

export class TableCopy {
  private readonly kinds = new Map<string, Map<string, Item>>();
  /** The probability that the process dies right before a transaction, and right after it. */
  deaths = 0;
  /** The committed events; a test may empty the list. */
  readonly events: Item[] = [];

  constructor(table: Table, random: Random) {
    table.doc.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== 'TransactWriteItemsCommand') return next(args);
          if (random.chance(this.deaths)) throw new ProcessDied('before the write');
          const answer = await next(args);
          this.apply(args.input as TransactWriteCommandInput);
          if (random.chance(this.deaths)) throw new ProcessDied('after the write');
          return answer;
        },
      { step: 'initialize', name: 'shadow' },
    );
  }

  /** Returns the current items of a kind (`t`). */
  of(t: string): Item[] {
    return [...(this.kinds.get(t)?.values() ?? [])];
  }

  private apply({ TransactItems = [] }: TransactWriteCommandInput): void {
    for (const { Put, Delete } of TransactItems) {
      if (Put?.Item) {
        if (Put.Item.t === 'event') this.events.push(Put.Item);
        else this.put(Put.Item);
      }
      const { pk, sk } = Delete?.Key ?? {};
      if (pk) for (const items of this.kinds.values()) items.delete(`${pk}|${sk}`);
    }
  }

  private put(item: Item): void {
    const t = String(item.t);
    const items = this.kinds.get(t) ?? new Map<string, Item>();
    this.kinds.set(t, items.set(`${item.pk}|${item.sk}`, item));
  }
}
