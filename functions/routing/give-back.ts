// An agent went offline and did not come back: their customers are not kept waiting for them.
import { cancel, claim, type DueMessage, type DueWork } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import { AlreadyDone } from '../platform/errors.ts';
import { commit } from '../platform/table/commit.ts';
import { ASSIGNMENTS_FROM, ASSIGNMENTS_TO, keys } from '../platform/table/keys.ts';
import { queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import { customerWaits, isOver, loadTicket } from '../tickets/index.ts';
import { letGo, whileChanging } from './let-go.ts';
import { loadAgent } from './store.ts';

const NAME = 'give_back';
export const GIVE_BACK_KIND = 'routing.give_back';

export const giveBackWork = (agentId: string, at: string): DueWork => ({
  owner: keys.agent(agentId).pk,
  name: NAME,
  at,
  queue: 'routing',
  kind: GIVE_BACK_KIND,
  data: { agentId },
});

/** What the sweep would send of it, to be sent ahead. */
export const giveBackMessage = (agentId: string, at: string): DueMessage => ({
  ...keys.due(keys.agent(agentId).pk, NAME),
  at,
  kind: GIVE_BACK_KIND,
  data: { agentId },
});

export const cancelGiveBack = (agentId: string): Write => cancel(keys.agent(agentId).pk, NAME);

/**
 * Returns what an agent who stayed offline has in hand and where the customer waits for us; what waits for the customer
 * stays theirs. Each ticket returns in a transaction with the agent, on the version that was seen offline: whoever comes
 * back in the middle keeps the rest. Repeated, it finds nothing left.
 */
export async function giveBack(table: Table, message: DueMessage, context: Context): Promise<void> {
  const { agentId } = message.data as { agentId: string };
  const agent = await loadAgent(table, agentId);
  if (agent?.presence === 'offline') {
    for (const ticketId of await inHand(table, agentId)) await giveBackOne(table, agentId, ticketId, context);
  }
  await commit(table, context, { writes: [claim(message)] });
}

async function inHand(table: Table, agentId: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const { pk } = keys.agent(agentId);
    const range = { pk, from: ASSIGNMENTS_FROM, to: ASSIGNMENTS_TO, consistent: true, cursor };
    const page = await queryRange(table, range);
    ids.push(...page.items.map(({ sk }) => String(sk).slice(ASSIGNMENTS_FROM.length)));
    cursor = page.next;
  } while (cursor);
  return ids;
}

function giveBackOne(table: Table, agentId: string, ticketId: string, context: Context): Promise<void> {
  return whileChanging(async () => {
    const [agent, ticket] = await Promise.all([loadAgent(table, agentId), loadTicket(table, ticketId)]);
    if (agent?.presence !== 'offline' || ticket?.assigneeId !== agentId || isOver(ticket)) return;
    if (!(await customerWaits(table, ticket))) return;
    const release = { reason: 'offline' as const, at: context.now.toISOString() };
    await letGo(table, ticket, release, context, { agent }).catch((error: unknown) => {
      if (!(error instanceof AlreadyDone)) throw error;
    });
  });
}
