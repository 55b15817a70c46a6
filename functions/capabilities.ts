// The list of capabilities. Functions, routes, queues, subscriptions, timed work, rights and scopes derive from it: a
// capability is added or removed by its folder and one line here.
import { assist } from './assist/capability.ts';
import { compensation } from './compensation/capability.ts';
import { complaints } from './complaints/capability.ts';
import { customers } from './customers/capability.ts';
import { email } from './email/capability.ts';
import type { ErrorCode } from './error-catalogue.ts';
import type { EventPrefix, EventType } from './events.ts';
import { feedback } from './feedback/capability.ts';
import { intelligence } from './intelligence/capability.ts';
import { metrics } from './metrics/capability.ts';
import { openapi } from './openapi/capability.ts';
import { outreach } from './outreach/capability.ts';
import type { Capability } from './platform/capability.ts';
import { composeCapabilities } from './platform/compose-capabilities.ts';
import type { Routes } from './platform/contract/route.ts';
import { promises } from './promises/capability.ts';
import { relay } from './relay/capability.ts';
import { returns } from './returns/capability.ts';
import { routing } from './routing/capability.ts';
import { scheduler } from './scheduler/capability.ts';
import { sla } from './sla/capability.ts';
import { tickets } from './tickets/capability.ts';
import { triage } from './triage/capability.ts';

/** A subscription to an event type that nobody emits does not compile. */
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
] as const satisfies readonly Capability<EventType, EventPrefix>[];

export const rapport = composeCapabilities(capabilities);
export const { functions, queues, machineScopes } = rapport;
/** An error code that no capability states does not compile. */
export const routeTable = rapport.routeTable satisfies Record<string, Routes<ErrorCode>>;

export type FunctionName = keyof typeof functions;
export type ApiFunctionName = keyof typeof routeTable;
export type QueueName = keyof typeof queues;

export const functionNames = Object.keys(functions) as FunctionName[];
