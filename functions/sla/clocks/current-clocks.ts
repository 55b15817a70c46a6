// Reads what is stored of a ticket's clocks and recalculates them; every reader of the clocks starts with
// this.
import { getServiceProfile } from '../../customers/index.ts';
import type { Table } from '../../platform/table/table.ts';
import { loadTicket, type Ticket } from '../../tickets/index.ts';
import type { SlaConfig } from '../configuration/policy.ts';
import type { SlaConfigs } from '../configuration/sla-config-store.ts';
import { eventCount } from '../new-events.ts';
import { type ClockFact, inOrder } from './clock-facts.ts';
import type { ClockState, CustomerAttributes } from './clock-state.ts';
import { type ClocksItem, loadClocks, readClockChanges, readClockFacts } from './clock-store.ts';
import { fromOpening, type RecalculateInput, type Recalculation, recalculate } from './recalculate.ts';

export interface ClockDeps {
  table: Table;
  slaConfigs: SlaConfigs;
}

export interface CurrentClocks {
  ticket: Ticket;
  stored: ClocksItem | undefined;
  customer: CustomerAttributes;
  recalculation: Recalculation;
  configs: ReadonlyMap<number, SlaConfig>;
  /**
   * True when the changes exceed one transaction: the result then covers only the first part of the facts.
   */
  partial: boolean;
  /** The number of thread entries that were read after the checkpoint. */
  read: number;
}

/**
 * Returns the clocks of a ticket at `now`, calculated from the checkpoint or, with `fromStart`, from the
 * opening. With `whole`, a long tail is not cut into parts. Returns undefined when the ticket does not exist.
 */
export async function loadCurrentClocks(
  { table, slaConfigs }: ClockDeps,
  ticketId: string,
  now: Date,
  { fromStart = false, whole = false }: { fromStart?: boolean; whole?: boolean } = {},
): Promise<CurrentClocks | undefined> {
  const [ticket, item, current] = await Promise.all([
    loadTicket(table, ticketId),
    loadClocks(table, ticketId),
    slaConfigs.current(),
  ]);
  if (!ticket) return undefined;
  const stored = fromStart ? fromOpening(await readClockChanges(table, ticketId)) : (item ?? { recent: [] });
  const { state } = stored;
  const [{ facts, read }, customer, configs] = await Promise.all([
    readClockFacts(table, ticketId, state?.upTo),
    item?.customer ?? customerAttributesOf(table, ticket.customerId),
    configsSince(slaConfigs, current, state, ticket.openedAt),
  ]);
  const base = { stored, configs, customer };
  const all = recalculate({ ...base, facts, now: now.getTime() });
  const first = fromStart || whole ? undefined : firstThatFits(facts, all, base);
  const recalculation = first ?? all;
  return (
    recalculation && {
      ticket,
      stored: item,
      customer,
      recalculation,
      configs,
      partial: first !== undefined,
      read,
    }
  );
}

/** A transaction has at most 100 actions; those that are not events take four. */
const MAX_EVENTS = 90;

/**
 * Recalculates with the first facts only, as many as one transaction can report; facts of one moment stay
 * together. Returns undefined when all of them fit.
 */
function firstThatFits(
  facts: readonly ClockFact[],
  all: Recalculation | undefined,
  base: Pick<RecalculateInput, 'stored' | 'configs' | 'customer'>,
): Recalculation | undefined {
  let part = inOrder(facts);
  let found: Recalculation | undefined;
  for (let current = all; current && eventCount(current.changes) > MAX_EVENTS; current = found) {
    const last = part[Math.ceil(part.length / 2) - 1]?.at ?? 0;
    const half = part.filter(({ at }) => at <= last);
    if (half.length === part.length) return found;
    part = half;
    found = recalculate({ ...base, facts: part, now: last, settledMs: 0 });
  }
  return found;
}

/**
 * Returns the customer's attributes as of now. They are stored with the clocks, so that a later change of the
 * customer does not change a running target.
 */
async function customerAttributesOf(table: Table, customerId: string): Promise<CustomerAttributes> {
  const { account, segments = [] } = (await getServiceProfile(table, customerId)) ?? {};
  return { segments, ...(account === undefined ? {} : { account }) };
}

/**
 * Loads the versions in force since the checkpoint, or since the opening, and the one whose terms apply now.
 */
async function configsSince(
  slaConfigs: SlaConfigs,
  current: SlaConfig,
  state: ClockState | undefined,
  openedAt: string,
): Promise<Map<number, SlaConfig>> {
  const configs = new Map([[current.version, current]]);
  const enough = ({ version, changedAt }: SlaConfig) =>
    state ? version <= state.config : version === 0 || changedAt <= openedAt;
  for (let config = current; !enough(config); ) {
    config = await slaConfigs.version(config.version - 1);
    configs.set(config.version, config);
  }
  const inForce = state?.terms.slaConfigVersion;
  if (inForce !== undefined && !configs.has(inForce)) configs.set(inForce, await slaConfigs.version(inForce));
  return configs;
}
