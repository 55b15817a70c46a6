// The configuration of Schemathesis, from the route table: where an idea of its checks differs from a decision of ours,
// and what requests may meet.

import { routeTable } from '../../functions/capabilities.ts';
import type { Route } from '../../functions/platform/contract/route.ts';
import type { SeededIds } from './seed.ts';

/**
 * Operations that refuse, with 400, some bodies and queries that their schema allows, and the rule that JSON Schema cannot
 * say of them. All other operations must take whatever their schema allows.
 */
const ruledBeyondTheSchema: Record<string, string> = {
  findCustomer: 'exactly one of three parameters',
  createCustomer: 'time zones are those that the runtime knows',
  updateCustomer: 'time zones are those that the runtime knows',
  openTicket: 'each file once, a skill group by its numbers',
  openMyTicket: 'each file once',
  addMessage: 'each file once',
  addMyMessage: 'each file once',
  requestUpload: 'the name and the type of a file fit each other',
  requestMyUpload: 'the name and the type of a file fit each other',
  updateTicket: 'values fit the team’s own fields',
  listTickets: 'filters that no index has together',
  exportTickets: 'filters that no index has together',
  getMetric: 'a period ends after it begins, and is of 92 days at the most',
  exportComplaints: 'a period ends after it begins',
  changePromise: 'a new time needs its reason',
  openReturn: 'one currency, and a most of all lines together',
  openMyReturn: 'one currency, and a most of all lines together',
  moveReturn: 'what belongs to the state that it moves to',
  simulateRouting: 'a ticket or its id',
  putAgent: 'each team, skill and language once',
  putShifts: 'time zones, and hours that end after they begin',
  putRoleLimits: 'each kind and currency once',
  putAgentLimits: 'each kind and currency once',
  putMacro: 'placeholders that exist, one reply and one note',
  putSchedule: 'time zones, and hours that end after they begin',
  putPolicies: 'schedules that exist',
  putQueue: 'conditions that exist',
  putTeam: 'each queue once',
  putTicketField: 'choices go with the type choice',
  putRoutingSettings: 'each channel once',
};

/** The text of schemathesis.toml. */
export function schemathesisConfig(ids: readonly SeededIds[]): string {
  const names = [...new Set(ids.flatMap((one) => Object.keys(one)))];
  const operations = Object.values(routeTable).flatMap((table) =>
    Object.entries(table as Record<string, Route>),
  );
  return [
    // All of them. Here, as on the command line it would overrule what is said of single operations.
    'checks.enabled = true\n',
    ...names.map((name) => `[dictionaries.${name}]\nvalues = ${list(ids.map((one) => one[name] ?? ''))}\n`),
    '[parameters]',
    // Most requests meet something, the others nothing.
    ...names.map((name) => `"path.${name}" = { dictionary = "${name}", probability = 0.7 }`),
    ...['customerId', 'ticketId'].map(
      (name) => `"body.${name}" = { dictionary = "${name}", probability = 0.7 }`,
    ),
    '',
    ...operations.flatMap(([name, route]) => ofOperation(name, route)),
  ].join('\n');
}

const list = (values: readonly string[]) => JSON.stringify([...new Set(values)].filter(Boolean));

function ofOperation(name: string, route: Route): string[] {
  const accepted = acceptance(name, route);
  // By its path, as requests by other methods are not the operation's own. PATCH on this one is that of a ticket named
  // `export`, which there is not: an answer of updateTicket.
  const isExport = name === 'exportTickets';
  const checks = [...accepted, ...(isExport ? ['unsupported_method.enabled = false'] : [])];
  if (checks.length === 0) return [];
  const which = isExport ? `include-path = "${route.path}"` : `include-operation-id = "${name}"`;
  return ['[[operations]]', which, ...checks.map((check) => `checks.${check}`), ''];
}

/** Statuses of requests that fit the schema: more than usual where a rule, a cursor or an earlier request says no. */
function acceptance(name: string, route: Route): string[] {
  const { query, method, idempotency, path, precondition } = route;
  const usual = ['2xx', '401', '403', '404', '409', '429'];
  const hasCursor = query !== undefined && 'cursor' in shapeOf(query);
  const more = [
    ...(ruledBeyondTheSchema[name] !== undefined || hasCursor ? ['400'] : []),
    // A key is made at random, and so comes again with another body.
    ...(method === 'POST' && idempotency !== 'natural' ? ['422'] : []),
    ...(path.startsWith('/v1/surveys/') ? ['410'] : []),
    // No version, one that is not the current one, or one in the body and another in the header.
    ...(precondition ? ['400', '412', '428'] : []),
  ];
  return more.length === 0
    ? []
    : [`positive_data_acceptance.expected-statuses = ${JSON.stringify([...usual, ...more])}`];
}

const shapeOf = (schema: object) =>
  (schema as { _zod: { def: { shape?: Record<string, unknown> } } })._zod.def.shape ?? {};
