import type { Context } from '../../../functions/platform/context.ts';
import { type Commit, commit } from '../../../functions/platform/table/commit.ts';
import { requireCommitted } from '../../../functions/platform/table/outcome.ts';
import type { Table } from '../../../functions/platform/table/table.ts';

/** Commits as a test's own write. Rejects when the commit is refused. */
export const commitOrFail = (table: Table, context: Context, input: Commit): Promise<undefined> =>
  requireCommitted(commit(table, context, input));
