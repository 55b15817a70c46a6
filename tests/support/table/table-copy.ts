// A copy of what transactions have put into a table, kept as they succeed; and deaths around them. Spares a test from
// reading the whole table after every step.
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import type { Random } from '../random.ts';

class ProcessDied extends Error {}

export class TableCopy {
  private readonly kinds = new Map<string, Map<string, Item>>();
  /** How probable it is that the process dies right before a transaction, and right after it. */
  deaths = 0;
  /** Events since the last look. */
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

  /** Items of a kind (`t`), as they are now. */
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
