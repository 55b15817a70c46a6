// Lists the capabilities. Functions, routes, queues, subscriptions, timed work, rights and scopes derive from
// it: a capability is added by its folder and one line here. One that no other imports is removed the same way.
import { assist } from './assist/capability.ts';
import { compensation } from './compensation/capability.ts';
import { complaints } from './complaints/capability.ts';
import { customers } from './customers/capability.ts';
import { email } from './email/capability.ts';
import { feedback } from './feedback/capability.ts';
import { intelligence } from './intelligence/capability.ts';
import { metrics } from './metrics/capability.ts';
import { openapi } from './openapi/capability.ts';
import { outreach } from './outreach/capability.ts';
import type { Capability, QueueSpec, Subscription } from './platform/capability.ts';
import { composeCapabilities } from './platform/compose-capabilities.ts';
import type { Routes } from './platform/contract/route.ts';
import { type ErrorCatalogue, type ErrorDefinition, platformErrors } from './platform/errors.ts';
import type { EventDefinition } from './platform/events/event-definition.ts';
import { promises } from './promises/capability.ts';
import { relay } from './relay/capability.ts';
import { returns } from './returns/capability.ts';
import { routing } from './routing/capability.ts';
import { scheduler } from './scheduler/capability.ts';
import { sla } from './sla/capability.ts';
import { tickets } from './tickets/capability.ts';
import { triage } from './triage/capability.ts';

export const capabilities = [
  customers,
  tickets,
  triage,
  routing,
  assist,
  complaints,
  promises,
  compensation,
  returns,
  outreach,
  feedback,
  email,
  intelligence,
  metrics,
  sla,
  openapi,
  relay,
  scheduler,
] as const;

/** Does not compile when a subscription names an event that no capability emits. */
interface Subscriber extends Pick<Capability, 'name'> {
  queues?: Readonly<
    Record<string, Pick<QueueSpec, 'worker'> & { subscribes?: Subscription<EventType, EventPrefix> }>
  >;
}

export const rapport = composeCapabilities(capabilities satisfies readonly Subscriber[]);
export const { functions, queues, machineScopes } = rapport;

/** Lists every event by the capability that emits it. */
export const eventsByCapability: Readonly<Record<string, readonly EventDefinition[]>> = Object.fromEntries(
  capabilities.flatMap((one) => ('events' in one ? [[one.name, one.events]] : [])),
);

/** The type of an event that some capability emits. */
export type EventType = Extract<
  (typeof capabilities)[number],
  { events: readonly EventDefinition[] }
>['events'][number]['type'];

/** Returns the noun that an event type begins with, including the dot: `ticket.`. */
export type EventPrefix<Type extends string = EventType> = Type extends `${infer Noun}.${string}`
  ? `${Noun}.`
  : never;

type CapabilityErrors = Extract<(typeof capabilities)[number], { errors: ErrorCatalogue }>['errors'];
type CodesIn<Catalogue> = Catalogue extends Catalogue ? keyof Catalogue : never;

/** An error code of the platform or of a capability. */
export type ErrorCode = CodesIn<typeof platformErrors | CapabilityErrors>;

/** Lists every error that an answer can contain, with its status and title. No function bundles it. */
export const errorCatalogue: Readonly<Record<ErrorCode, ErrorDefinition>> = Object.assign(
  {},
  platformErrors,
  ...capabilities.map((one) => ('errors' in one ? one.errors : {})),
);

/** Does not compile when a route names an error code that no capability defines. */
export const routeTable = rapport.routeTable satisfies Record<string, Routes<ErrorCode>>;

export type FunctionName = keyof typeof functions;
export type ApiFunctionName = keyof typeof routeTable;
export type QueueName = keyof typeof queues;

export const functionNames = Object.keys(functions) as FunctionName[];
