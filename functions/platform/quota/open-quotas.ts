// Quotas over the table. A customer's charges are part of the transaction of what they do, and exact. Staff and machine
// clients write often, and a counter in each of their transactions would cost a quarter more and collide with itself; so each
// execution environment keeps a tab and puts it onto the counter when it has grown to a part of the limit.
import type { Actor } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { commit } from '../table/commit.ts';
import { getItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import type { Write } from '../table/write.ts';
import {
  type Caller,
  type Charge,
  mailCharge,
  messageCharge,
  needRoom,
  networkCharge,
  quotaKey,
  surveyLinkCharge,
  takeCharge,
  ticketCharge,
  uploadCharge,
  windowStart,
} from './quota.ts';
import { quotaSettingsReader } from './quota-settings.ts';

/** A tab is counted when it has so many requests, or this part of a limit. */
const TAB = 20;
/** Tabs that are remembered; beyond it those of past windows are forgotten. */
const MAX_TABS = 1000;

export interface Quotas {
  /** Writes for the transaction that opens a ticket: refused with `quota.exceeded`, and not counted when it is a replay. */
  openTicket(context: Context): Promise<Write[]>;
  /** As `openTicket`, for a message. */
  addMessage(context: Context): Promise<Write[]>;
  /** As `openTicket`, for leave to upload a file of so many bytes. */
  upload(context: Context, bytes: number): Promise<Write[]>;
  /** As `openTicket`, for a mail that came in. Refuses before the write what has no room already. */
  takeMail(address: string, proven: boolean, context: Context): Promise<Write[]>;
  /** Counts a request of a route without a token for the network it comes from; refuses with `quota.exceeded`. */
  admitPublic(context: Context): Promise<void>;
  /** Counts a try to answer a survey, also one that will be refused; refuses with `quota.exceeded`. */
  admitAnswer(surveyId: string, context: Context): Promise<void>;
}

/** @param table where settings and counters stand; the tabs live as long as what this returns */
export function openQuotas(table: Table): Quotas {
  const settings = quotaSettingsReader(table);
  const tabs = openTabs();
  const spend = (charge: Charge, { actor, now }: Context): Write[] =>
    actor.role === 'customer' ? [takeCharge(charge, now)] : tabs.put(charge, now);
  const admit = async (writes: Write[], { once: _once, ...context }: Context): Promise<void> => {
    if (writes.length > 0) await commit(table, context, { writes });
  };
  return {
    async openTicket(context) {
      const caller = callerOf(context.actor);
      return caller ? spend(ticketCharge(await settings(context.now), caller), context) : [];
    },
    async addMessage(context) {
      const caller = callerOf(context.actor);
      return caller ? spend(messageCharge(await settings(context.now), caller), context) : [];
    },
    async upload(context, bytes) {
      const caller = callerOf(context.actor);
      return caller ? spend(uploadCharge(await settings(context.now), caller, bytes), context) : [];
    },
    async takeMail(address, proven, { now }) {
      const charge = mailCharge(await settings(now), address, proven);
      needRoom(charge, await getItem(table, quotaKey(charge, now)), now);
      return [takeCharge(charge, now)];
    },
    async admitPublic(context) {
      const charge = networkCharge(await settings(context.now), context.network ?? 'unknown');
      await admit(tabs.put(charge, context.now), context);
    },
    async admitAnswer(surveyId, context) {
      const charge = surveyLinkCharge(await settings(context.now), surveyId);
      await admit([takeCharge(charge, context.now)], context);
    },
  };
}

/** Rapport itself is not limited, and the public has no id. */
const callerOf = ({ role, id }: Actor): Caller | undefined =>
  role === 'system' || role === 'public' ? undefined : { role, id };

interface Tab {
  endsAt: number;
  requests: number;
  /** By unit. */
  open: Map<string, number>;
  /** The counter was found full: until the window ends each request is counted by itself. */
  strict: boolean;
}

/**
 * What one execution environment has let through and not counted yet. A limit is overrun by at most 19 requests, or a
 * twentieth of it, for each environment that the caller's requests reach; a caller who stays below that writes nothing at all.
 * A transaction that fails for another reason takes what was on the tab with it.
 */
function openTabs() {
  const tabs = new Map<string, Tab>();
  const tabOf = (charge: Charge, now: Date): Tab => {
    const endsAt = windowStart(charge, now).getTime() + charge.windowMs;
    const name = `${charge.quota}|${charge.who}`;
    const known = tabs.get(name);
    if (known?.endsAt === endsAt) return known;
    if (tabs.size >= MAX_TABS) forgetPast(tabs, now);
    const tab = { endsAt, requests: 0, open: new Map<string, number>(), strict: false };
    tabs.set(name, tab);
    return tab;
  };
  return {
    /** Puts a charge onto the tab; returns the write that counts the tab when it is time to. */
    put(charge: Charge, now: Date): Write[] {
      const tab = tabOf(charge, now);
      tab.requests += 1;
      const parts = charge.parts.map((part) => ({
        ...part,
        amount: (tab.open.get(part.unit) ?? 0) + part.amount,
      }));
      tab.open = new Map(parts.map(({ unit, amount }) => [unit, amount]));
      const due = tab.requests >= TAB || parts.some(({ amount, limit }) => amount * TAB >= limit);
      if (!due && !tab.strict) return [];
      tab.requests = 0;
      tab.open = new Map();
      return [
        takeCharge({ ...charge, parts }, now, () => {
          tab.strict = true;
        }),
      ];
    },
  };
}

/** Tabs of windows that are over; all, where a flood of callers fills it within one. */
function forgetPast(tabs: Map<string, Tab>, now: Date): void {
  for (const [name, tab] of tabs) if (tab.endsAt <= now.getTime()) tabs.delete(name);
  if (tabs.size >= MAX_TABS) tabs.clear();
}
