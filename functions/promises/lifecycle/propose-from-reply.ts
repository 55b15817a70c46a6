import { getContact } from '../../customers/index.ts';
import type { Context } from '../../platform/context.ts';
import type { EventOf } from '../../platform/events/event-definition.ts';
import { schedule } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import { done } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import type { TicketMessageAdded } from '../../tickets/events.ts';
import { proposedPromise } from './lifecycle.ts';
import { firstWakeAt } from './plan-wake.ts';
import type { CustomerPromise } from './promise.ts';
import { savePromise } from './promise-store.ts';
import type { ProposePromises } from './propose-promises.ts';
import { wakeWork } from './save-step.ts';

/** Nobody makes more promises in one reply; further findings are noise. */
const MAX_PROPOSALS = 10;
const people: ReadonlySet<string> = new Set(['agent', 'lead', 'admin']);

/**
 * Stores the promises that the analysis finds in a person's public reply as proposals owned by its author.
 * Their ids derive from the message, so a second delivery finds the first proposal stored and writes nothing,
 * whatever the analysis finds then. Times are interpreted in the customer's time zone (UTC when unknown),
 * relative to the time of the reply.
 */
export async function proposeFromReply(
  { table, propose }: { table: Table; propose: ProposePromises },
  { at, actor, customerId, data }: EventOf<typeof TicketMessageAdded>,
  context: Context,
): Promise<void> {
  const { ticketId, channel, messageId, message, visibility, automatic } = data;
  const byPerson = visibility === 'public' && !automatic && people.has(actor.role);
  if (!byPerson || customerId === undefined) return;
  const contact = await getContact(table, customerId);
  if (!contact) return;
  const found = await propose(message, new Date(at), contact.timeZone ?? 'UTC');
  const proposals = found
    .filter(({ text, dueAt }) => text.trim() !== '' && Date.parse(dueAt) > Date.parse(at))
    .slice(0, MAX_PROPOSALS)
    .map((proposal) =>
      proposedPromise(
        { id: ticketId, customerId, channel },
        { messageId, ownerId: actor.id },
        proposal,
        context,
      ),
    );
  if (proposals.length === 0) return;
  await requireApplied(commit(table, context, { writes: proposals.flatMap(writesOf) }));
}

const writesOf = (proposal: CustomerPromise) => [
  savePromise(proposal, done),
  schedule(wakeWork(proposal, firstWakeAt(proposal) ?? proposal.madeAt)),
];
