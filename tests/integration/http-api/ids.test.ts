// Calls every operation that takes an id with an id that does not exist and with an id of another customer:
// it must refuse and write nothing. All other ids of the call are valid, so the refusal is about this one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ErrorCode, errorCatalogue } from '../../../functions/capabilities.ts';
import type { Route } from '../../../functions/platform/contract/route.ts';
import type { SeededIds } from '../../../tools/fuzz/seed.ts';
import { type Example, idPlaces, schemaOf, withAt } from '../../support/http/examples.ts';
import {
  type Caller,
  exampleFor,
  openSeededApi,
  operations,
  type SeededApi,
} from '../../support/http/operations.ts';
import { snapshot } from '../../support/table/fresh-table.ts';

/** The id is the name of something new that the caller creates. */
const creates = new Set([
  'putMacro params.macroId',
  'putTicketField params.key',
  'putAgent params.agentId',
  'putQueue params.queueId',
  'putTeam params.teamId',
  'putTopic params.topicId',
  'putSchedule params.scheduleId',
  // The identity provider defines agents: limits may be set before the first sign-in.
  'putAgentLimits params.agentId',
]);

/** Calls that succeed without an effect, and why, by operation and place. */
const comesToNothing: Record<string, string> = {
  'addMessage body.seen': 'an unknown message means that nothing newer was seen, and there is nothing newer',
  'linkTickets body.ticketIds.0': 'each ticket has its own result: not_found',
  'deleteDraft params.ticketId': 'a draft that does not exist is already deleted',
  'listNotifications params.agentId':
    'the identity provider defines agents; an unknown one has no notifications',
  'getAgentLimits params.agentId': 'the identity provider defines agents; the limits of the role apply',
  'listTicketPromises params.ticketId': 'the list of an unknown owner is empty',
  'listCustomerPromises params.customerId': 'the list of an unknown owner is empty',
  'listSends params.customerId': 'the list of an unknown owner is empty',
  'listScheduled params.customerId': 'the list of an unknown owner is empty',
};

interface Place {
  part: 'params' | 'query' | 'body';
  at: (string | number)[];
  /** The prefix of a typed id, or the name of a parameter. */
  kind: string;
}

/** Returns the places where a call takes an id: typed ids anywhere, and the untyped ones of its path. */
function placesOf(route: Route): Place[] {
  const typed = (['params', 'query', 'body'] as const).flatMap((part) =>
    route[part] === undefined ? [] : idPlaces(schemaOf(route[part])).map((place) => ({ part, ...place })),
  );
  const path = [...route.path.matchAll(/\{(\w*Id|key|token)\}/g)].map(([, name = '']) => name);
  const untyped = path.filter((name) => !typed.some(({ part, at }) => part === 'params' && at[0] === name));
  return [...typed, ...untyped.map((name) => ({ part: 'params' as const, at: [name], kind: name }))];
}

function unknownOf(kind: string): string {
  if (kind === 'mailId') return 'Z'.repeat(26);
  if (kind === 'token') return 'z'.repeat(40);
  return kind.length === 3 ? `${kind}_${'Z'.repeat(26)}` : 'unknown-1';
}

/** Returns an id of that kind that belongs to another customer, if there is one. */
const othersOf = (kind: string, ids: SeededIds): string | undefined =>
  ({ cus: ids.customerId, tkt: ids.ticketId, att: ids.attachmentId, mrn: ids.runId, inc: undefined })[kind];

const cases = operations.flatMap(({ name, route }) =>
  placesOf(route).map((place) => ({ name, route, place, where: `${place.part}.${place.at.join('.')}` })),
);

let api: SeededApi;
beforeAll(async () => {
  api = await openSeededApi();
});
afterAll(() => api?.stop());

const callersOf = ({ roles }: Route): readonly Caller[] => (roles === 'public' ? ['nobody'] : roles);

function withId(name: string, route: Route, { part, at }: Place, id: string): Example {
  const example = exampleFor(name, route, api.ada);
  return { ...example, [part]: withAt(example[part], at, id) };
}

/** Calls the operation in every permitted role; returns the calls that were not refused as documented. */
async function notRefused(route: Route<ErrorCode>, example: Example): Promise<string[]> {
  const refusals = new Set(
    route.errors
      .map((code) => errorCatalogue[code].status)
      .filter((status) => [404, 409, 410].includes(status)),
  );
  const wrong: string[] = [];
  for (const caller of callersOf(route)) {
    const { status, text } = await api.call(route, caller, example);
    if (!refusals.has(status)) wrong.push(`${caller}: ${status} ${text}`);
  }
  return wrong;
}

describe('an id that does not exist', () => {
  for (const { name, route, place, where } of cases.filter(
    ({ name: operation, where: at }) =>
      !creates.has(`${operation} ${at}`) && !(`${operation} ${at}` in comesToNothing),
  )) {
    it(`is refused by ${name} as ${where}`, async () => {
      const before = await snapshot(api.table);
      expect(await notRefused(route, withId(name, route, place, unknownOf(place.kind)))).toEqual([]);
      expect(await snapshot(api.table)).toEqual(before);
    });
  }
});

describe('an accepted id that does not exist', () => {
  const excused = (named: string) => cases.find(({ name, where }) => `${name} ${where}` === named);

  it.each([...creates, ...Object.keys(comesToNothing)])(
    'belongs to an operation that exists: %s',
    (named) => {
      expect(excused(named)).toBeDefined();
    },
  );

  it.each(Object.entries(comesToNothing).filter(([named]) => named !== 'addMessage body.seen'))(
    'changes nothing: %s, as %s',
    async (named) => {
      const { name, route, place } = excused(named) ?? {};
      if (!name || !route || !place) return;
      const before = await snapshot(api.table);
      for (const caller of callersOf(route)) {
        const { status, text } = await api.call(
          route,
          caller,
          withId(name, route, place, unknownOf(place.kind)),
        );
        // An agent sees only their own notifications.
        expect([200, ...(name === 'listNotifications' ? [404] : [])], `${caller}: ${text}`).toContain(status);
      }
      expect(await snapshot(api.table)).toEqual(before);
    },
  );
});

describe('an id of another customer', () => {
  const several = (route: Route) => placesOf(route).length > 1;
  const foreign = cases.filter(
    ({ route, place }) =>
      (route.roles !== 'public' && route.roles.includes('customer')) ||
      (several(route) && ['att', 'mrn'].includes(place.kind)),
  );
  for (const { name, route, place, where } of foreign) {
    it(`is refused by ${name} as ${where}`, async () => {
      const id = othersOf(place.kind, api.grace);
      expect(id).toBeDefined();
      const before = await snapshot(api.table);
      expect(await notRefused(route, withId(name, route, place, id ?? ''))).toEqual([]);
      expect(await snapshot(api.table)).toEqual(before);
    });
  }
});
