import * as z from 'zod/mini';
import {
  ActorSchema,
  agentId,
  cursor,
  email,
  id,
  limit,
  pageOf,
  phone,
  storedInstant,
  text,
} from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { PromiseKindSchema } from '../platform/contract/shared-kinds.ts';
import {
  CreateCustomerRequestSchema,
  CustomerSchema,
  PortalCustomerSchema,
  UpdateCustomerRequestSchema,
} from './customer.ts';

const customerParams = z.strictObject({ customerId: id('customer') });
const page = { limit: limit(100, 20), cursor: cursor() };

/**
 * An entry of a customer's timeline. Long texts are cut; the full text is in the resource that the event is
 * about.
 */
export const TimelineEntrySchema = z.object({
  id: z.string(),
  type: z.string(),
  at: z.string(),
  actor: ActorSchema,
  summary: z.record(z.string(), z.unknown()),
});

/** A timeline entry as its customer sees it: public, and without names of staff. */
export const PortalTimelineEntrySchema = z.object({
  id: z.string(),
  type: z.string(),
  at: z.string(),
  from: z.enum(['you', 'us']),
  summary: z.record(z.string(), z.unknown()),
});

const TimelinePage = pageOf(TimelineEntrySchema);

/** An open promise to the customer. */
export const OpenPromiseSchema = z.object({
  id: id('promise'),
  ticketId: id('ticket'),
  text: z.string(),
  kind: PromiseKindSchema,
  ownerId: agentId(),
  dueAt: storedInstant(),
  /** True when its due time has passed. */
  missed: z.boolean(),
});
export type OpenPromise = z.output<typeof OpenPromiseSchema>;

export const CustomerViewSchema = z.object({
  customer: CustomerSchema,
  /** The open promises, the next due first, at most 20. */
  promises: z.array(OpenPromiseSchema),
  timeline: TimelinePage,
});

export const customerRoutes = {
  createCustomer: {
    method: 'POST',
    path: '/v1/customers',
    summary: 'Create a customer',
    description: 'Each email address, phone number and external ID belongs to one customer only.',
    roles: ['agent', 'lead', 'admin', 'service'],
    body: CreateCustomerRequestSchema,
    success: { status: 201, body: CustomerSchema },
    errors: ['customer.identity_taken'],
    etag: 'version',
  },
  findCustomer: {
    method: 'GET',
    path: '/v1/customers',
    summary: 'Find a customer by email, phone number or external ID',
    description: 'Name exactly one of the three.',
    roles: ['agent', 'lead', 'admin', 'service'],
    query: z
      .strictObject({
        email: z.optional(email()),
        phone: z.optional(phone()),
        externalId: z.optional(text(128)),
      })
      .check(
        z.refine((query) => Object.values(query).filter((value) => value !== undefined).length === 1, {
          error: 'must name exactly one of email, phone, externalId',
        }),
      ),
    success: { status: 200, body: CustomerSchema },
    errors: ['customer.not_found'],
    etag: 'version',
  },
  getCustomer: {
    method: 'GET',
    path: '/v1/customers/{customerId}',
    summary: 'Get a customer with open promises and recent timeline events',
    description: 'Returns the promises due next and the newest events first.',
    roles: ['agent', 'lead', 'admin', 'service'],
    params: customerParams,
    query: z.strictObject({ limit: limit(100, 20) }),
    success: { status: 200, body: CustomerViewSchema },
    errors: ['customer.not_found'],
    etag: 'customer.version',
  },
  updateCustomer: {
    method: 'PATCH',
    path: '/v1/customers/{customerId}',
    summary: 'Update a customer',
    description: 'An absent field stays as it is. Where null is allowed, it clears the field.',
    roles: ['agent', 'lead', 'admin', 'service'],
    params: customerParams,
    body: UpdateCustomerRequestSchema,
    success: { status: 200, body: CustomerSchema },
    errors: ['customer.not_found', 'customer.identity_taken', 'version.stale'],
    etag: 'version',
    precondition: 'required',
  },
  listTimeline: {
    method: 'GET',
    path: '/v1/customers/{customerId}/timeline',
    summary: 'List the timeline of a customer',
    description: 'Newest events first.',
    roles: ['agent', 'lead', 'admin', 'service'],
    params: customerParams,
    query: z.strictObject(page),
    success: { status: 200, body: TimelinePage },
    errors: ['customer.not_found', 'request.cursor_invalid'],
  },
  getMe: {
    method: 'GET',
    path: '/v1/me',
    summary: 'Get the signed-in customer with recent timeline events',
    description: 'Returns only events that the customer may see, newest first.',
    roles: ['customer'],
    query: z.strictObject({ limit: limit(100, 20) }),
    success: {
      status: 200,
      body: z.object({ customer: PortalCustomerSchema, timeline: pageOf(PortalTimelineEntrySchema) }),
    },
    errors: ['customer.not_found'],
    etag: 'customer.version',
  },
  ingestEvents: {
    method: 'POST',
    path: '/v1/events',
    summary: 'Import up to 100 customer activity events',
    description:
      'Stores each event once, by the ID that its sender gave it. An invalid event is rejected alone; the others are stored.',
    roles: ['service', 'admin'],
    body: z.strictObject({
      /** The system that sends; event ids are unique per source. */
      source: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a–z, 0–9 and -')),
      events: z.array(z.unknown()).check(z.minLength(1), z.maxLength(100)),
    }),
    success: {
      status: 200,
      body: z.object({
        accepted: z.int(),
        duplicates: z.int(),
        refused: z.array(
          z.object({
            index: z.int(),
            code: z.string(),
            issues: z.array(z.object({ path: z.string(), message: z.string() })),
          }),
        ),
      }),
    },
    errors: ['write.contended'],
    idempotency: 'natural',
    ratePercent: 10,
  },
} as const satisfies Routes;
