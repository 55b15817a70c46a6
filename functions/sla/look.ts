// What everybody who asks for the clocks of a ticket does first: read what is stored and reckon from it.
import { getStanding } from '../customers/index.ts';
import type { Table } from '../platform/table/table.ts';
import { loadTicket, type Ticket } from '../tickets/index.ts';
import { type Fact, inOrder } from './clock-facts.ts';
import type { ClockState, Standing } from './clock-state.ts';
import { eventsFor } from './events.ts';
import type { Rulebook } from './policy.ts';
import { fromTheStart, type ReckonInput, type Reckoning, reckon } from './reckon.ts';
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
  /** There is more to fold than one transaction takes: this is how things stood after the first part of it. */
  partial: boolean;
  /** How many entries of the thread were read behind the checkpoint. */
  read: number;
}

/**
 * The clocks of a ticket at `now`, from the checkpoint on or, with `fromStart`, from the opening. With `whole` a long tail
 * is not cut into parts. Undefined when there is no such ticket.
 */
export async function lookAt(
  { table, rulebooks }: LookDeps,
  ticketId: string,
  now: Date,
  { fromStart = false, whole = false }: { fromStart?: boolean; whole?: boolean } = {},
): Promise<Look | undefined> {
  const [ticket, item, current] = await Promise.all([
    loadTicket(table, ticketId),
    loadClocks(table, ticketId),
    rulebooks.current(),
  ]);
  if (!ticket) return undefined;
  const stored = fromStart ? fromTheStart(await readMoves(table, ticketId)) : (item ?? { recent: [] });
  const { state } = stored;
  const [{ facts, read }, standing, books] = await Promise.all([
    readFacts(table, ticketId, state?.upTo),
    item?.standing ?? standingOf(table, ticket.customerId),
    booksSince(rulebooks, current, state, ticket.openedAt),
  ]);
  const base = { stored, books, standing };
  const all = reckon({ ...base, facts, now: now.getTime() });
  const first = fromStart || whole ? undefined : firstThatFits(facts, all, base);
  const reckoning = first ?? all;
  return (
    reckoning && { ticket, stored: item, standing, reckoning, books, partial: first !== undefined, read }
  );
}

/** Of the hundred actions of a transaction; what is not an event takes four. */
const MAX_EVENTS = 90;

/** As many of the facts as one transaction can tell of, when that is not all of them; those of one moment stay together. */
function firstThatFits(
  facts: readonly Fact[],
  all: Reckoning | undefined,
  base: Pick<ReckonInput, 'stored' | 'books' | 'standing'>,
): Reckoning | undefined {
  let part = inOrder(facts);
  let found: Reckoning | undefined;
  for (let told = all; told && eventsFor(told.changes) > MAX_EVENTS; told = found) {
    const last = part[Math.ceil(part.length / 2) - 1]?.at ?? 0;
    const half = part.filter(({ at }) => at <= last);
    if (half.length === part.length) return found;
    part = half;
    found = reckon({ ...base, facts: part, now: last, settledMs: 0 });
  }
  return found;
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
