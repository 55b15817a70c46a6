import type { Handlers } from '../../platform/http/create-api.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import type { Table } from '../../platform/table/table.ts';
import { applyMacro, previewMacro, undoMacro } from './apply-macro.ts';
import type { macroRoutes } from './macro-routes.ts';
import { listMacros, putMacro, removeMacro, requireMacro } from './macro-store.ts';

export const macroHandlers = (table: Table): Handlers<typeof macroRoutes> => ({
  listMacros: ({ query }) => listMacros(table, query.limit, query.cursor),
  getMacro: ({ params }) => requireMacro(table, params.macroId),
  putMacro: ({ params, body, version }, context) =>
    putMacro(table, params.macroId, { ...body, version }, context),
  deleteMacro: async ({ params, version }, context) => {
    await requireCommitted(commit(table, context, { writes: [removeMacro(params.macroId, version)] }));
    return params;
  },
  previewMacro: ({ params, version }, context) => previewMacro(table, { ...params, version }, context),
  applyMacro: ({ params, version }, context) => applyMacro(table, { ...params, version }, context),
  undoMacro: ({ params }, context) => undoMacro(table, params, context),
});
