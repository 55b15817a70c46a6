// What everybody who asks for the clocks of a ticket does first: read what is stored and reckon from it.
import { getStanding } from '../customers/index.ts';
import type { Table } from '../platform/table/table.ts';
import { loadTicket, type Ticket } from '../tickets/index.ts';
import type { ClockState, Standing } from './clock-state.ts';
import type { Rulebook } from './policy.ts';
import { fromTheStart, type Reckoning, reckon } from './reckon.ts';
import type { Rulebooks } from './rulebook-store.ts';
import { type ClocksItem, loadClocks, readFacts, readMoves } from './store.ts';

export interface LookDeps {
  table: Table;
  rulebooks: Rulebooks;
}

export interface Look {
  ticket: Ticket;
  stored: ClocksItem | undefined;
  standing: Standing;
  reckoning: Reckoning;
  books: ReadonlyMap<number, Rulebook>;
  /** How many entries of the thread were read behind the checkpoint. */
  read: number;
}

/**
 * The clocks of a ticket at `now`. `eventAt` is the time of the event that asks: one that is older than the checkpoint
 * may not be in it, so then everything is reckoned from the beginning. Undefined when there is no such ticket.
 */
export async function lookAt(
  { table, rulebooks }: LookDeps,
  ticketId: string,
  now: Date,
  eventAt = Number.POSITIVE_INFINITY,
): Promise<Look | undefined> {
  const [ticket, item, current] = await Promise.all([
    loadTicket(table, ticketId),
    loadClocks(table, ticketId),
    rulebooks.current(),
  ]);
  if (!ticket) return undefined;
  const late = item?.state !== undefined && eventAt <= item.state.upTo;
  const stored = late ? fromTheStart(await readMoves(table, ticketId)) : (item ?? { recent: [] });
  const { state } = stored;
  const [{ facts, read }, standing, books] = await Promise.all([
    readFacts(table, ticketId, state?.upTo),
    item?.standing ?? standingOf(table, ticket.customerId),
    booksSince(rulebooks, current, state, ticket.openedAt),
  ]);
  const reckoning = reckon({ stored, facts, books, standing, now: now.getTime() });
  return reckoning && { ticket, stored: item, standing, reckoning, books, read };
}

/** As of now; kept with the clocks from then on, so that a later move of the customer changes no running promise. */
async function standingOf(table: Table, customerId: string): Promise<Standing> {
  const { account, segments = [] } = (await getStanding(table, customerId)) ?? {};
  return { segments, ...(account === undefined ? {} : { account }) };
}

/** The versions that held since the checkpoint, or since the opening, and the one whose terms are in force. */
async function booksSince(
  rulebooks: Rulebooks,
  current: Rulebook,
  state: ClockState | undefined,
  openedAt: string,
): Promise<Map<number, Rulebook>> {
  const books = new Map([[current.version, current]]);
  const enough = ({ version, changedAt }: Rulebook) =>
    state ? version <= state.rulebook : version === 0 || changedAt <= openedAt;
  for (let book = current; !enough(book); ) {
    book = await rulebooks.version(book.version - 1);
    books.set(book.version, book);
  }
  const inForce = state?.terms.rulebookVersion;
  if (inForce !== undefined && !books.has(inForce)) books.set(inForce, await rulebooks.version(inForce));
  return books;
}
