import * as z from 'zod/mini';
import { agentId, cursor, id, limit, pageOf } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { PortalPromiseSchema, PromiseSchema } from './promise.ts';
import {
  AcceptProposalRequestSchema,
  ChangePromiseRequestSchema,
  EndPromiseRequestSchema,
  KeepPromiseRequestSchema,
  MakePromiseRequestSchema,
  PromiseSettingsSchema,
  ShownPromiseSettingsSchema,
} from './requests.ts';

/** A promise is a person's; machines read. */
const people = ['agent', 'lead', 'admin'] as const;
const staff = ['agent', 'lead', 'admin', 'service'] as const;

const promiseParams = z.strictObject({ promiseId: id('promise') });
const ticketParams = z.strictObject({ ticketId: id('ticket') });
const page = { limit: limit(100, 25), cursor: cursor() };
const ofCustomer = ['open', 'ended', 'all'] as const;
const customerState = (usual: (typeof ofCustomer)[number]) =>
  z._default(z.enum(ofCustomer, { error: `must be one of ${ofCustomer.join(', ')}` }), usual);
const ofOwner = ['open', 'missed', 'proposed'] as const;

const one = { status: 200, body: PromiseSchema } as const;
const many = { status: 200, body: pageOf(PromiseSchema) } as const;

/** What its customer reads is for trained people where its ticket is sensitive. */
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
    summary: 'Write down what was promised to the customer of a ticket, who sees to it and by when',
    roles: people,
    params: ticketParams,
    body: MakePromiseRequestSchema,
    success: { status: 201, body: PromiseSchema },
    errors: [...trainingErrors, 'agent.not_found', 'promise.due_passed'],
    etag: 'version',
  },
  listTicketPromises: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/promises',
    summary: 'What was promised on a ticket, and what waits to be accepted',
    roles: staff,
    params: ticketParams,
    query: z.strictObject(page),
    success: many,
    errors: ['request.cursor_invalid'],
  },
  listCustomerPromises: {
    method: 'GET',
    path: '/v1/customers/{customerId}/promises',
    summary: 'What a customer was promised and still waits for; by state also what has ended',
    roles: staff,
    params: z.strictObject({ customerId: id('customer') }),
    query: z.strictObject({ state: customerState('open'), ...page }),
    success: many,
    errors: ['request.cursor_invalid'],
  },
  listPromises: {
    method: 'GET',
    path: '/v1/promises',
    summary:
      'Promises of an owner (by default one’s own), the next due first: open, missed or proposed; missed without an owner: those of everybody',
    roles: staff,
    query: z.strictObject({
      ownerId: z.optional(agentId()),
      state: z._default(z.enum(ofOwner, { error: `must be one of ${ofOwner.join(', ')}` }), 'open'),
      ...page,
    }),
    success: many,
    errors: ['request.cursor_invalid'],
  },
  listMyPromises: {
    method: 'GET',
    path: '/v1/me/promises',
    summary: 'What the signed-in customer was promised, and what became of it',
    roles: ['customer'],
    query: z.strictObject({ state: customerState('all'), ...page }),
    success: { status: 200, body: pageOf(PortalPromiseSchema) },
    errors: ['request.cursor_invalid'],
  },
  getPromise: {
    method: 'GET',
    path: '/v1/promises/{promiseId}',
    summary: 'A promise',
    roles: staff,
    params: promiseParams,
    success: one,
    errors: ['promise.not_found'],
    etag: 'version',
  },
  changePromise: {
    method: 'PATCH',
    path: '/v1/promises/{promiseId}',
    summary: 'Hand an open promise over, agree on another time with a reason, or put it in other words',
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
    summary: 'The promise was kept: in time, or late once its time has passed',
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
    summary: 'The promise will not be kept: why',
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
    summary: 'The promise does not hold any more, as agreed with the customer or made by mistake: why',
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
    summary: 'Make a promise of what the analysis found in a reply, with another text or time if need be',
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
    summary: 'Put a proposal away',
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
    summary: 'For how long a missed promise can still be kept',
    roles: staff,
    success: { status: 200, body: ShownPromiseSettingsSchema },
    errors: [],
    etag: 'version',
  },
  putPromiseSettings: {
    method: 'PUT',
    path: '/v1/promise-settings',
    summary: 'Change it, for promises that are missed from now on',
    roles: ['lead', 'admin'],
    body: PromiseSettingsSchema,
    success: { status: 200, body: ShownPromiseSettingsSchema },
    errors: [],
    etag: 'version',
    precondition: 'create',
  },
} as const satisfies Routes;
