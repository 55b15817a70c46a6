import { customerPartition } from '../customers/index.ts';
import type { Handlers } from '../platform/http/create-api.ts';
import { keys } from '../platform/table/keys.ts';
import { queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { outreachKeys } from './keys.ts';
import { outreachRoutes } from './routes.ts';
import type { Send } from './sending/send.ts';

const withPrefix = (prefix: string) => ({ from: prefix, to: `${prefix}\uffff` });

const nextPage = (next: string | undefined) => (next ? { next } : {});

export const outreachHandlers = (table: Table): Handlers<typeof outreachRoutes> => ({
  listSends: async ({ params, query }) => {
    const pk = customerPartition(params.customerId);
    const page = await queryRange(table, {
      pk,
      ...withPrefix(outreachKeys.sendsPrefix),
      newestFirst: true,
      consistent: true,
      ...query,
    });
    return { items: page.items as unknown as Send[], ...nextPage(page.next) };
  },
  listScheduled: async ({ params, query }) => {
    const pk = customerPartition(params.customerId);
    const page = await queryRange(table, { pk, ...withPrefix(keys.duePrefix), consistent: true, ...query });
    const items = page.items.map((item) => ({
      name: String(item.sk).slice(keys.duePrefix.length),
      kind: String(item.kind),
      at: String(item.at),
    }));
    return { items, ...nextPage(page.next) };
  },
});
