// Writes the configuration of Schemathesis from the route table: where one of its checks contradicts a
// decision of ours, and which ids requests may use.

import { routeTable } from '../../functions/capabilities.ts';
import type { Route } from '../../functions/platform/contract/route.ts';
import type { SeededIds } from './seed.ts';

/**
 * Operations that refuse, with 400, some bodies and queries that their schema allows, with the rule that JSON
 * Schema cannot express. All other operations must accept whatever their schema allows.
 */
const ruledBeyondTheSchema: Record<string, string> = {
  findCustomer: 'exactly one of three parameters',
  createCustomer: 'only time zones that the runtime knows',
  updateCustomer: 'only time zones that the runtime knows',
  openTicket: 'each file once, a skill group by its numbers',
  openMyTicket: 'each file once',
  addMessage: 'each file once',
  addMyMessage: 'each file once',
  requestUpload: 'the name and type of a file must match',
  requestMyUpload: 'the name and type of a file must match',
  updateTicket: 'values must fit the custom fields',
  listTickets: 'some filters cannot be combined',
  exportTickets: 'some filters cannot be combined',
  getMetric: 'a period ends after it begins and has at most 92 days',
  exportComplaints: 'a period ends after it begins',
  changePromise: 'a new time needs a reason',
  openReturn: 'one currency, and a maximum for all lines together',
  openMyReturn: 'one currency, and a maximum for all lines together',
  moveReturn: 'the fields that the new status requires',
  simulateRouting: 'either a ticket or its id',
  putAgent: 'each team, skill and language once',
  putShifts: 'time zones, and hours that end after they begin',
  putRoleLimits: 'each kind and currency once',
  putAgentLimits: 'each kind and currency once',
  putMacro: 'placeholders that exist, one reply and one note',
  putSchedule: 'time zones, and hours that end after they begin',
  putPolicies: 'schedules that exist',
  putQueue: 'conditions that exist',
  putTeam: 'each queue once',
  putTicketField: 'choices only with the type choice',
  putRoutingSettings: 'each channel once',
};

/** Returns the text of schemathesis.toml. */
export function schemathesisConfig(ids: readonly SeededIds[]): string {
  const names = [...new Set(ids.flatMap((one) => Object.keys(one)))];
  const operations = Object.values(routeTable).flatMap((table) =>
    Object.entries(table as Record<string, Route>),
  );
  return [
    // All checks. Set here, because on the command line it would override the settings of single operations.
    'checks.enabled = true\n',
    ...names.map((name) => `[dictionaries.${name}]\nvalues = ${list(ids.map((one) => one[name] ?? ''))}\n`),
    '[parameters]',
    // Most requests use an existing object.
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
  // Disabled by path, because requests with other methods belong to other operations. PATCH on this path
  // means a ticket named `export`, which does not exist: an answer of updateTicket.
  const isExport = name === 'exportTickets';
  const checks = [...accepted, ...(isExport ? ['unsupported_method.enabled = false'] : [])];
  if (checks.length === 0) return [];
  const which = isExport ? `include-path = "${route.path}"` : `include-operation-id = "${name}"`;
  return ['[[operations]]', which, ...checks.map((check) => `checks.${check}`), ''];
}

/**
 * Returns the statuses allowed for requests that fit the schema: more than usual if a rule, a cursor or an
 * earlier request may refuse.
 */
function acceptance(name: string, route: Route): string[] {
  const { query, method, idempotency, path, precondition } = route;
  const usual = ['2xx', '401', '403', '404', '409', '429'];
  const hasCursor = query !== undefined && 'cursor' in shapeOf(query);
  const more = [
    ...(ruledBeyondTheSchema[name] !== undefined || hasCursor ? ['400'] : []),
    // Keys are random, so one comes again with another body.
    ...(method === 'POST' && idempotency !== 'natural' ? ['422'] : []),
    ...(path.startsWith('/v1/surveys/') ? ['410'] : []),
    // No version, a version that is not current, or different ones in body and header.
    ...(precondition ? ['400', '412', '428'] : []),
  ];
  return more.length === 0
    ? []
    : [`positive_data_acceptance.expected-statuses = ${JSON.stringify([...usual, ...more])}`];
}

const shapeOf = (schema: object) =>
  (schema as { _zod: { def: { shape?: Record<string, unknown> } } })._zod.def.shape ?? {};
