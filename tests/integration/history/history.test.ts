import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ingestEvents } from '../../../functions/customers/activity/ingest-events.ts';
import { createCustomer } from '../../../functions/customers/create-customer.ts';
import { readTimeline } from '../../../functions/customers/customer-store.ts';
import { customerKeys } from '../../../functions/customers/keys.ts';
import { surveyIdOf } from '../../../functions/feedback/survey.ts';
import { loadSurvey } from '../../../functions/feedback/survey-store.ts';
import { readMetric } from '../../../functions/metrics/read-metric.ts';
import type { MetricName } from '../../../functions/metrics/routes.ts';
import { reminderTime } from '../../../functions/outreach/reminders/subscription.ts';
import type { Context } from '../../../functions/platform/context.ts';
import type { Actor } from '../../../functions/platform/contract/roles.ts';
import { DomainError } from '../../../functions/platform/errors.ts';
import { derivedIds, digest } from '../../../functions/platform/ids.ts';
import { getItem, markerReader, queryRange } from '../../../functions/platform/table/read.ts';
import { loadAgent } from '../../../functions/routing/agents/agent-store.ts';
import { putAgent, setPresence } from '../../../functions/routing/agents/change-agent.ts';
import { routingKeys } from '../../../functions/routing/keys.ts';
import { changeStatus } from '../../../functions/tickets/changes/change-status.ts';
import { loadTicket, readThread } from '../../../functions/tickets/core/ticket-store.ts';
import { addMessage } from '../../../functions/tickets/messages/add-message.ts';
import { openTicket } from '../../../functions/tickets/messages/open-ticket.ts';
import { seededRandom } from '../../support/random.ts';
import { disorderedWorld, type World } from './disordered-deliveries.ts';
import { Oracle } from './oracle.ts';

type Command =
  | { do: 'open' }
  | { do: 'reply' | 'note' | 'customer'; ticket: number }
  | { do: 'move'; ticket: number; to: 'open' | 'pending' | 'solved' }
  | { do: 'renew'; subscription: number; days: number }
  | { do: 'pass'; minutes: number }
  | { do: 'settle' };

const ticket = fc.nat(6);
const commands = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('open' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('reply' as const, 'note' as const, 'customer' as const),
        ticket,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('move' as const),
        ticket,
        to: fc.constantFrom('open' as const, 'pending' as const, 'solved' as const),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('renew' as const),
        subscription: fc.nat(2),
        days: fc.integer({ min: 0, max: 60 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 2000 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
  ),
  { minLength: 12, maxLength: 30 },
);

const AGENT: Actor = { role: 'agent', id: 'ann' };
const DAY_MS = 86_400_000;

it('random histories with duplicated, reordered and crashed deliveries end as a plain model predicts', async () => {
  await fc.assert(
    fc.asyncProperty(commands, fc.nat(), async (history, seed) => play(history, seed)),
    { numRuns: Number(process.env.HISTORY_RUNS ?? 25), endOnFailure: true },
  );
});

async function play(history: readonly Command[], seed: number): Promise<void> {
  const random = seededRandom(seed);
  const world = await disorderedWorld(random, 0.04);
  const oracle = new Oracle();
  let requests = 0;
  /** Sends a request with an idempotency key until it is answered. */
  const request = async <T>(actor: Actor, run: (context: Context) => Promise<T>): Promise<T> => {
    requests += 1;
    const key = digest(`request ${requests}`);
    return world.untilDone(async () => {
      const idempotencyKey = { digest: key, bodyHash: 'same' };
      const context: Context = {
        actor,
        now: world.now(),
        ids: derivedIds(key),
        correlationId: key,
        idempotencyKey,
      };
      try {
        return await run(context);
      } catch (error) {
        const marker = error instanceof DomainError ? await markerReader(world.table)(key) : undefined;
        if (marker) return marker.answer as T;
        throw error;
      }
    });
  };

  const customer = await request({ role: 'admin', id: 'root' }, (context) =>
    createCustomer(world.table, { identities: { externalId: 'x', email: 'x@example.org' } }, context),
  );
  const lead: Actor = { role: 'lead', id: 'lou' };
  await request(lead, (context) =>
    putAgent(
      world.table,
      'ann',
      {
        name: 'Ann',
        kind: 'person',
        skills: [],
        learnedSkillLimits: [],
        languages: [],
        teams: [],
        capacity: 1000,
      },
      context,
    ),
  );
  await request(lead, (context) => setPresence(world.table, 'ann', 'online', 60, context));
  const ids: string[] = [];

  for (const command of history) {
    world.pass(1000);
    const now = world.now().getTime();
    const ticketId = 'ticket' in command ? ids[command.ticket] : undefined;
    if ('ticket' in command && ticketId === undefined) continue;
    switch (command.do) {
      case 'open': {
        const opened = await request(AGENT, (context) =>
          openTicket(
            world.table,
            {
              customerId: customer.id,
              channel: 'email',
              subject: 's',
              message: 'm',
              priority: 'normal',
              requiredSkills: [],
            },
            'staff',
            context,
          ),
        );
        ids.push(opened.id);
        oracle.open(now);
        break;
      }
      case 'reply':
      case 'note': {
        const visibility = command.do === 'reply' ? 'public' : 'internal';
        await request(AGENT, (context) =>
          addMessage(
            world.table,
            { ticketId: ticketId ?? '', message: 'r', visibility, automatic: false },
            context,
          ),
        );
        if (command.do === 'reply') oracle.reply(command.ticket, now);
        else oracle.note(command.ticket);
        break;
      }
      case 'customer':
        await request({ role: 'customer', id: customer.id }, (context) =>
          addMessage(
            world.table,
            { ticketId: ticketId ?? '', message: 'c', visibility: 'public', automatic: false },
            context,
          ),
        );
        oracle.customerWrites(command.ticket, now);
        break;
      case 'move': {
        const moved = await tryMove(world, request, ticketId ?? '', command.to);
        const expected = oracle.move(command.ticket, command.to, now);
        if (moved !== expected)
          throw new Error(`moving to ${command.to}: ${moved}, by the model ${expected}`);
        break;
      }
      case 'renew': {
        const subscriptionId = `sub-${command.subscription}`;
        const renewsAt = command.days === 0 ? undefined : now + command.days * DAY_MS;
        await request({ role: 'service', id: 'shop' }, (context) =>
          ingestEvents(
            world.table,
            { source: 'shop', events: [subscriptionEvent(`${requests}`, subscriptionId, now, renewsAt)] },
            context,
          ),
        );
        oracle.renew(subscriptionId, now, renewsAt);
        break;
      }
      case 'pass':
        world.pass(command.minutes * 60_000);
        break;
      default:
        await world.settle();
    }
  }
  await world.settle();
  await compare(world, oracle, ids, customer.id);
}

type Request = <T>(actor: Actor, run: (context: Context) => Promise<T>) => Promise<T>;

async function tryMove(
  world: World,
  request: Request,
  ticketId: string,
  to: 'open' | 'pending' | 'solved',
): Promise<boolean> {
  const { version } = (await world.untilDone(() => loadTicket(world.table, ticketId))) ?? { version: 0 };
  try {
    await request(AGENT, (context) => changeStatus(world.table, { ticketId, status: to, version }, context));
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'ticket.transition_refused') return false;
    throw error;
  }
}

function subscriptionEvent(id: string, subscriptionId: string, at: number, renewsAt: number | undefined) {
  const occurredAt = new Date(at).toISOString();
  const customer = { externalId: 'x' };
  if (renewsAt === undefined)
    return { id, type: 'subscription.ended', occurredAt, customer, data: { subscriptionId } };
  return {
    id,
    type: 'subscription.renewed',
    occurredAt,
    customer,
    data: { subscriptionId, renewsAt: new Date(renewsAt).toISOString() },
  };
}

async function compare(
  world: World,
  oracle: Oracle,
  ids: readonly string[],
  customerId: string,
): Promise<void> {
  const { table, untilDone } = world;
  const unsolved = oracle.tickets.filter((one) => one.status !== 'solved').length;
  for (const [index, ticketId] of ids.entries()) {
    const expected = oracle.ticket(index);
    const { ticket: actual, entries } = await untilDone(() => readThread(table, ticketId, 100));
    const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
    expect(actual).toMatchObject({ status: expected.status, reopens: expected.reopens });
    expect([actual?.firstReplyAt, actual?.solvedAt, actual?.firstSolvedAt]).toEqual(
      [expected.firstReplyAt, expected.solvedAt, expected.firstSolvedAt].map(iso),
    );
    const messages = entries.filter(
      (entry) => entry.type === 'ticket.message_added' || entry.type === 'ticket.opened',
    );
    expect(messages).toHaveLength(expected.messages);
    // Ann has capacity for all tickets, so each unsolved one is hers; a solved one takes none of her
    // capacity.
    if (expected.status !== 'solved') expect(actual?.assigneeId).toBe('ann');
    const slot = await untilDone(() => getItem(table, routingKeys.assignment('ann', ticketId)));
    expect(slot !== undefined).toBe(expected.status !== 'solved');
    // Every solved ticket has a scheduled survey.
    const survey = await untilDone(() => loadSurvey(table, surveyIdOf(ticketId)));
    expect(survey?.state).toBe(
      expected.solvedAt === undefined ? undefined : expected.status === 'solved' ? 'scheduled' : 'cancelled',
    );
  }
  const ann = await untilDone(() => loadAgent(table, 'ann'));
  expect(ann?.free).toBe(1000 - unsolved);
  await compareFigures(world, oracle);
  await compareReminders(world, oracle, customerId);
  await compareTimeline(world, customerId);
}

async function compareFigures({ table, untilDone }: World, oracle: Oracle): Promise<void> {
  const expected = Object.fromEntries([...oracle.figures].filter(([, value]) => value !== 0).toSorted());
  const actual: [string, number][] = [];
  for (const metric of ['tickets', 'first-reply-time', 'resolution-time'] satisfies MetricName[]) {
    const { rows } = await untilDone(() =>
      readMetric(table, { metric, from: '2026-03-01', to: '2026-05-31' }),
    );
    for (const { date, sums } of rows) {
      for (const [part, value] of Object.entries(sums))
        if (value !== 0) actual.push([`${metric}|${date}|${part}`, value]);
    }
  }
  const open = await untilDone(() =>
    readMetric(table, { metric: 'open-tickets', from: '2026-03-01', to: '2026-05-31' }),
  );
  for (const { date, sums } of open.rows) if (sums.net) actual.push([`open-tickets|${date}|net`, sums.net]);
  expect(Object.fromEntries(actual.toSorted())).toEqual(expected);
  expect(open.total.value).toBe(oracle.tickets.filter((one) => one.status !== 'solved').length);
}

async function compareReminders(
  { table, untilDone, now }: World,
  oracle: Oracle,
  customerId: string,
): Promise<void> {
  const { pk } = customerKeys.customer(customerId);
  const due = await untilDone(() =>
    queryRange(table, { pk, from: 'DUE#renewal', to: 'DUE#renewal~', consistent: true }),
  );
  const actual = due.items.map((item) => String(item.sk).slice('DUE#'.length)).toSorted();
  // A reminder whose time passed before its event was delivered is not scheduled. Only reminders after the
  // end of the history are certain.
  const possible = [...oracle.renewals].flatMap(([subscription, { at, renewsAt }]) =>
    [14, 3].flatMap((days) => {
      const due = renewsAt && reminderTime(new Date(renewsAt).toISOString(), days, 'UTC', new Date(at));
      return due ? [{ name: `renewal#${subscription}#${days}`, due }] : [];
    }),
  );
  const certain = possible.filter(({ due }) => due > now().toISOString()).map(({ name }) => name);
  expect(possible.map(({ name }) => name)).toEqual(expect.arrayContaining(actual));
  expect(actual).toEqual(expect.arrayContaining(certain));
}

async function compareTimeline(world: World, customerId: string): Promise<void> {
  const expected = new Set(
    world.committed.filter((event) => event.customerId === customerId).map((event) => event.id),
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await world.untilDone(() => readTimeline(world.table, customerId, 100, cursor));
    seen.push(...page.entries.map((entry) => String(entry.id)));
    cursor = page.next;
  } while (cursor);
  expect(seen.toSorted()).toEqual([...expected].toSorted());
}
