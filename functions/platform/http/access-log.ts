// Collects who asked for what: the fields that make a request's log line a line of the access log. It records
// ids only. Query strings, bodies, tokens and other client input never get here: a value counts as an id by
// its form, or because the route's schema accepted it as one.

import { callerAddressOf, networkOf } from '../caller-address.ts';
import type { Actor } from '../contract/roles.ts';
import type { Route } from '../contract/route.ts';
import { digest } from '../ids.ts';
import type { LogFields } from '../log.ts';
import { ownProperty } from '../own-property.ts';

interface Event {
  headers?: Record<string, string | undefined>;
  pathParameters?: Record<string, string | undefined>;
  requestContext: {
    http?: { sourceIp?: string };
    authorizer?: { jwt?: { claims?: Record<string, unknown> } };
  };
}

interface AccessRecord {
  actor?: Actor;
  ids: string[];
}

/** Holds the record of each request in progress for the log middleware. */
const accessRecords = new WeakMap<object, AccessRecord>();

const accessRecordOf = (event: object): AccessRecord => {
  const known = accessRecords.get(event);
  if (known) return known;
  const fresh: AccessRecord = { ids: [] };
  accessRecords.set(event, fresh);
  return fresh;
};

/** Records who calls, before it is decided whether they may. */
export function recordCaller(event: Event, actor: Actor): void {
  accessRecordOf(event).actor = actor;
}

/**
 * Records what is asked for: the ids in path and query. On routes without a role the path contains a token,
 * so nothing of it is recorded.
 */
export function recordInputIds(
  event: Event,
  { roles }: Pick<Route, 'roles'>,
  { params, query }: { params: unknown; query: unknown },
): void {
  const named = roles === 'public' ? [] : textsOf(params).filter((value) => PLAIN.test(value));
  accessRecordOf(event).ids.push(...named, ...typedIds(query));
}

/** The fields in which an answer names its subject: itself, its customer, its ticket. */
const ABOUT = ['id', 'customerId', 'ticketId', 'surveyId'];

/**
 * Records what was answered: what a search found or a create made, and whose it is. Rows of
 * lists are not recorded.
 */
export function recordAnswerIds(event: Event, value: unknown): void {
  const { ticket, customer } = (value ?? {}) as { ticket?: unknown; customer?: unknown };
  accessRecordOf(event).ids.push(...[value, ticket, customer].flatMap((each) => typedIds(each, ABOUT)));
}

const TYPED = /^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$/;
/**
 * Matches ids that teams choose, such as those of queues, and subjects of tokens. No email address and no
 * name with a space matches.
 */
const PLAIN = /^[\w.:|-]{1,64}$/;
/** Room for three ids with a prefix: a line stays within 0.6 KB. */
const MAX_IDS_LENGTH = 92;

const textsOf = (value: unknown): string[] =>
  Object.values((value ?? {}) as Record<string, unknown>).filter((each) => typeof each === 'string');

function typedIds(value: unknown, of?: readonly string[]): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const record = value as Record<string, unknown>;
  return textsOf(of ? of.map((name) => ownProperty(record, name)) : record).filter((text) =>
    TYPED.test(text),
  );
}

/**
 * Returns the access fields. `role` and `by`: the caller. `ids`: what the request was about, separated by
 * spaces. `ip`: the network, never the address. If a request was refused before its input was parsed, `ids`
 * contains those parts of the path that have the form of an id.
 */
export function accessFields(event: Event): LogFields {
  const { actor, ids } = accessRecords.get(event) ?? { ids: [] };
  const subject = actor?.id ?? event.requestContext.authorizer?.jwt?.claims?.sub;
  return {
    role: actor?.role,
    by: actor?.role === 'public' ? undefined : subjectText(subject),
    ids: idsText([...ids, ...typedIds(event.pathParameters)]),
    ip: networkOf(callerAddressOf(event), 48),
  };
}

/**
 * Returns the subject for the log. An issuer may use anything as a subject, even an address; that is stored
 * as a digest, which still tells callers apart.
 */
function subjectText(subject: unknown): string | undefined {
  if (typeof subject !== 'string' || subject === '') return undefined;
  return PLAIN.test(subject) ? subject : `digest:${digest(subject).slice(0, 12)}`;
}

function idsText(ids: readonly string[]): string | undefined {
  let text = '';
  for (const id of new Set(ids))
    if (text.length + id.length < MAX_IDS_LENGTH) text += text === '' ? id : ` ${id}`;
  return text === '' ? undefined : text;
}
