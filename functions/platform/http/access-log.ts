// Who asked for what: the part of a request's log line that makes it a line of the access log. Ids only. Query strings,
// bodies, tokens and whatever else a client makes up never get here: a value is an id by its form, or the route's schema has
// accepted it as one.

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

/** Keeps notes on requests in progress for the log middleware. */
const accessRecords = new WeakMap<object, AccessRecord>();

const accessRecordOf = (event: object): AccessRecord => {
  const known = accessRecords.get(event);
  if (known) return known;
  const fresh: AccessRecord = { ids: [] };
  accessRecords.set(event, fresh);
  return fresh;
};

/** Notes who calls, before it is decided whether they may. */
export function recordCaller(event: Event, actor: Actor): void {
  accessRecordOf(event).actor = actor;
}

/**
 * Notes what is asked for: the ids in path and query. On routes without a role the path holds a token, of which nothing may be
 * kept.
 */
export function recordInputIds(
  event: Event,
  { roles }: Pick<Route, 'roles'>,
  { params, query }: { params: unknown; query: unknown },
): void {
  const named = roles === 'public' ? [] : textsOf(params).filter((value) => PLAIN.test(value));
  accessRecordOf(event).ids.push(...named, ...typedIds(query));
}

/** Where an answer says what it is about: itself, its customer, its ticket. */
const ABOUT = ['id', 'customerId', 'ticketId', 'surveyId'];

/** Notes what was answered: what a search has found and a create has made, and whose it is. Rows of lists are not noted. */
export function recordAnswerIds(event: Event, value: unknown): void {
  const { ticket, customer } = (value ?? {}) as { ticket?: unknown; customer?: unknown };
  accessRecordOf(event).ids.push(...[value, ticket, customer].flatMap((each) => typedIds(each, ABOUT)));
}

const TYPED = /^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$/;
/** Ids that teams choose, such as of queues; and subjects of tokens. No address and no name with a space in it is one. */
const PLAIN = /^[\w.:|-]{1,64}$/;
/** Three ids with a prefix: a line stays within 0.6 KB. */
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
 * `role` and `by`: the caller. `ids`: what it was about, with spaces between. `ip`: the network, never the address. Of a
 * request that was refused before its input was read, `ids` are those of the path that are ids by their form.
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

/** An issuer may use anything for a subject, an address too: that is kept as a digest, which tells callers apart. */
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
