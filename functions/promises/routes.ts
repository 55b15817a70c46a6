import * as z from 'zod/mini';
import { agentId, cursor, id, limit, pageOf } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { CustomerPromiseSchema, PortalPromiseSchema } from './lifecycle/promise.ts';
import {
  AcceptProposalRequestSchema,
  ChangePromiseRequestSchema,
  EndPromiseRequestSchema,
  KeepPromiseRequestSchema,
  MakePromiseRequestSchema,
  PromiseSettingsSchema,
  PromiseSettingsViewSchema,
} from './lifecycle/requests.ts';

/** Only people make and change promises; machine clients can read them. */
const people = ['agent', 'lead', 'admin'] as const;
const staff = ['agent', 'lead', 'admin', 'service'] as const;

const promiseParams = z.strictObject({ promiseId: id('promise') });
const ticketParams = z.strictObject({ ticketId: id('ticket') });
const page = { limit: limit(100, 25), cursor: cursor() };
const customerStates = ['open', 'ended', 'all'] as const;
const customerState = (defaultState: (typeof customerStates)[number]) =>
  z._default(z.enum(customerStates, { error: `must be one of ${customerStates.join(', ')}` }), defaultState);
const ownerStates = ['open', 'missed', 'proposed'] as const;

const one = { status: 200, body: CustomerPromiseSchema } as const;
const many = { status: 200, body: pageOf(CustomerPromiseSchema) } as const;

/** Customers read their promises, so on a sensitive ticket only trained people change them. */
const trainingErrors = [
  'ticket.untrained',
  'ticket.person_only',
  'ticket.not_found',
  'write.contended',
] as const;

export const promiseRoutes = {
  makePromise: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/promises',
    summary: 'Record a promise to the customer of a ticket',
    description: 'Names what was promised, who keeps it and by when.',
    roles: people,
    params: ticketParams,
    body: MakePromiseRequestSchema,
    success: { status: 201, body: CustomerPromiseSchema },
    errors: [...trainingErrors, 'agent.not_found', 'promise.due_passed'],
    etag: 'version',
  },
  listTicketPromises: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/promises',
    summary: 'List the promises and proposals of a ticket',
    roles: staff,
    params: ticketParams,
    query: z.strictObject(page),
    success: many,
    errors: ['request.cursor_invalid'],
  },
  listCustomerPromises: {
    method: 'GET',
    path: '/v1/customers/{customerId}/promises',
    summary: 'List the promises to a customer',
    description: 'Lists open promises, or with `state` those that have ended.',
    roles: staff,
    params: z.strictObject({ customerId: id('customer') }),
    query: z.strictObject({ state: customerState('open'), ...page }),
    success: many,
    errors: ['request.cursor_invalid'],
  },
  listPromises: {
    method: 'GET',
    path: '/v1/promises',
    summary: 'List open, missed or proposed promises of an owner',
    description:
      'Lists your own unless `ownerId` names somebody else, the next due first. Missed promises without `ownerId` are those of everybody.',
    roles: staff,
    query: z.strictObject({
      ownerId: z.optional(agentId()),
      state: z._default(z.enum(ownerStates, { error: `must be one of ${ownerStates.join(', ')}` }), 'open'),
      ...page,
    }),
    success: many,
    errors: ['request.cursor_invalid'],
  },
  listMyPromises: {
    method: 'GET',
    path: '/v1/me/promises',
    summary: 'List the promises made to you',
    roles: ['customer'],
    query: z.strictObject({ state: customerState('all'), ...page }),
    success: { status: 200, body: pageOf(PortalPromiseSchema) },
    errors: ['request.cursor_invalid'],
  },
  getPromise: {
    method: 'GET',
    path: '/v1/promises/{promiseId}',
    summary: 'Get a promise',
    roles: staff,
    params: promiseParams,
    success: one,
    errors: ['promise.not_found'],
    etag: 'version',
  },
  changePromise: {
    method: 'PATCH',
    path: '/v1/promises/{promiseId}',
    summary: 'Change the owner, due time or text of a promise',
    description: 'Another due time needs a reason. The promise must be open.',
    roles: people,
    params: promiseParams,
    body: ChangePromiseRequestSchema,
    success: one,
    errors: [
      ...trainingErrors,
      'promise.not_found',
      'promise.transition_refused',
      'promise.due_passed',
      'agent.not_found',
      'version.stale',
    ],
    etag: 'version',
    precondition: 'required',
  },
  keepPromise: {
    method: 'POST',
    path: '/v1/promises/{promiseId}/keep',
    summary: 'Mark a promise as kept',
    description: 'A promise kept after its due time counts as kept late.',
    roles: people,
    params: promiseParams,
    body: KeepPromiseRequestSchema,
    success: one,
    errors: [...trainingErrors, 'promise.not_found', 'promise.transition_refused'],
    etag: 'version',
  },
  breakPromise: {
    method: 'POST',
    path: '/v1/promises/{promiseId}/break',
    summary: 'Mark a promise as broken',
    description: 'Needs the reason why it will not be kept.',
    roles: people,
    params: promiseParams,
    body: EndPromiseRequestSchema,
    success: one,
    errors: [...trainingErrors, 'promise.not_found', 'promise.transition_refused'],
    etag: 'version',
  },
  withdrawPromise: {
    method: 'POST',
    path: '/v1/promises/{promiseId}/withdraw',
    summary: 'Withdraw a promise',
    description: 'Needs a reason: the customer agreed, or the promise was recorded by mistake.',
    roles: people,
    params: promiseParams,
    body: EndPromiseRequestSchema,
    success: one,
    errors: [...trainingErrors, 'promise.not_found', 'promise.transition_refused'],
    etag: 'version',
  },
  acceptProposal: {
    method: 'POST',
    path: '/v1/promises/{promiseId}/accept',
    summary: 'Accept a proposed promise',
    description: 'The analysis proposes promises that it finds in replies. Text and due time can be changed.',
    roles: people,
    params: promiseParams,
    body: AcceptProposalRequestSchema,
    success: one,
    errors: [...trainingErrors, 'promise.not_found', 'promise.transition_refused', 'promise.due_passed'],
    etag: 'version',
  },
  dismissProposal: {
    method: 'POST',
    path: '/v1/promises/{promiseId}/dismiss',
    summary: 'Dismiss a proposed promise',
    roles: people,
    params: promiseParams,
    body: z.strictObject({}),
    success: one,
    errors: ['promise.not_found', 'promise.transition_refused', 'write.contended'],
    etag: 'version',
  },
  getPromiseSettings: {
    method: 'GET',
    path: '/v1/promise-settings',
    summary: 'Get the promise settings',
    description: 'Says for how long a missed promise can still be kept.',
    roles: staff,
    success: { status: 200, body: PromiseSettingsViewSchema },
    errors: [],
    etag: 'version',
  },
  putPromiseSettings: {
    method: 'PUT',
    path: '/v1/promise-settings',
    summary: 'Replace the promise settings',
    description: 'Applies to promises that are missed from now on.',
    roles: ['lead', 'admin'],
    body: PromiseSettingsSchema,
    success: { status: 200, body: PromiseSettingsViewSchema },
    errors: [],
    etag: 'version',
    precondition: 'create',
  },
} as const satisfies Routes;
