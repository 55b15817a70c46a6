import type { Context } from '../../../functions/platform/context.ts';
import { type Commit, commit } from '../../../functions/platform/table/commit.ts';
import { requireCommitted } from '../../../functions/platform/table/outcome.ts';
import type { Table } from '../../../functions/platform/table/table.ts';

/** Commits a test's own writes and rejects when the commit is refused. */
export const commitOrFail = (table: Table, context: Context, input: Commit): Promise<undefined> =>
  requireCommitted(commit(table, context, input));
