// What everybody who asks for the clocks of a ticket does first: read what is stored and reckon from it.
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
  /** There is more to fold than one transaction takes: this is how things stood after the first part of it. */
  partial: boolean;
  /** How many entries of the thread were read behind the checkpoint. */
  read: number;
}

/**
 * The clocks of a ticket at `now`, from the checkpoint on or, with `fromStart`, from the opening. With `whole` a long tail
 * is not cut into parts. Undefined when there is no such ticket.
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
  const reckoning = first ?? all;
  return (
    reckoning && {
      ticket,
      stored: item,
      customer,
      recalculation: reckoning,
      configs,
      partial: first !== undefined,
      read,
    }
  );
}

/** Of the hundred actions of a transaction; what is not an event takes four. */
const MAX_EVENTS = 90;

/** As many of the facts as one transaction can tell of, when that is not all of them; those of one moment stay together. */
function firstThatFits(
  facts: readonly ClockFact[],
  all: Recalculation | undefined,
  base: Pick<RecalculateInput, 'stored' | 'configs' | 'customer'>,
): Recalculation | undefined {
  let part = inOrder(facts);
  let found: Recalculation | undefined;
  for (let told = all; told && eventCount(told.changes) > MAX_EVENTS; told = found) {
    const last = part[Math.ceil(part.length / 2) - 1]?.at ?? 0;
    const half = part.filter(({ at }) => at <= last);
    if (half.length === part.length) return found;
    part = half;
    found = recalculate({ ...base, facts: part, now: last, settledMs: 0 });
  }
  return found;
}

/** As of now; kept with the clocks from then on, so that a later move of the customer changes no running promise. */
async function customerAttributesOf(table: Table, customerId: string): Promise<CustomerAttributes> {
  const { account, segments = [] } = (await getServiceProfile(table, customerId)) ?? {};
  return { segments, ...(account === undefined ? {} : { account }) };
}

/** The versions that held since the checkpoint, or since the opening, and the one whose terms are in force. */
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
