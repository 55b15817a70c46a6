import * as z from 'zod/mini';
import {
  agentId,
  email,
  id,
  language,
  phone,
  storedInstant,
  text,
  timeZone,
  version,
} from '../platform/contract/fields.ts';

export const IdentitiesSchema = z.strictObject({
  email: z.optional(email()),
  phone: z.optional(phone()),
  /** The customer's id in the team's own systems. */
  externalId: z.optional(text(128)),
});
export type Identities = z.output<typeof IdentitiesSchema>;
export type IdentityKind = keyof Identities;

/**
 * The customer's consent to messages, by purpose. Advertising requires consent; service mail and surveys are
 * sent unless the customer refused.
 */
export const ConsentsSchema = z.strictObject({
  /** Reminders and notices about the customer's orders and contracts. */
  service: z.optional(z.boolean()),
  /** Satisfaction surveys. */
  feedback: z.optional(z.boolean()),
  /** Advertising. */
  marketing: z.optional(z.boolean()),
});
export type Consents = z.output<typeof ConsentsSchema>;
export type Purpose = keyof Consents;

/** Fields that only staff see. */
const staffFields = {
  /** The organisation that the customer belongs to. */
  account: z.optional(text(128)),
  segments: z.optional(z.array(text(64)).check(z.maxLength(50))),
  /** 1 is the highest. */
  vipTier: z.optional(z.int().check(z.minimum(1), z.maximum(3))),
  /** The agent who is permanently responsible for the customer. */
  ownerId: z.optional(agentId()),
};

const profileFields = {
  name: z.optional(text(200)),
  identities: IdentitiesSchema,
  language: z.optional(language()),
  timeZone: z.optional(timeZone()),
  consents: z.optional(ConsentsSchema),
};

export const CreateCustomerRequestSchema = z.strictObject({ ...profileFields, ...staffFields }).check(
  z.refine(({ identities }) => Object.values(identities).some((value) => value !== undefined), {
    path: ['identities'],
    error: 'must hold at least one of email, phone, externalId',
  }),
);
export type CreateCustomerRequest = z.output<typeof CreateCustomerRequestSchema>;

/** The fields of a customer update. Null removes a field; an absent field stays unchanged. */
export const UpdateCustomerRequestSchema = z.strictObject({
  name: z.optional(text(200)),
  identities: z.optional(
    z.strictObject({
      email: z.optional(z.nullable(email())),
      phone: z.optional(z.nullable(phone())),
      externalId: z.optional(z.nullable(text(128))),
    }),
  ),
  language: z.optional(language()),
  timeZone: z.optional(timeZone()),
  consents: z.optional(ConsentsSchema),
  account: z.optional(z.nullable(staffFields.account.def.innerType)),
  segments: staffFields.segments,
  vipTier: z.optional(z.nullable(staffFields.vipTier.def.innerType)),
  ownerId: z.optional(z.nullable(staffFields.ownerId.def.innerType)),
});
export type UpdateCustomerRequest = z.output<typeof UpdateCustomerRequestSchema>;

/** A customer as the customer sees it. */
export const PortalCustomerSchema = z.object({
  id: id('customer'),
  version: version(),
  ...profileFields,
  identities: z.object({
    email: z.optional(z.string()),
    phone: z.optional(z.string()),
    externalId: z.optional(z.string()),
  }),
  consents: z.object({
    service: z.optional(z.boolean()),
    feedback: z.optional(z.boolean()),
    marketing: z.optional(z.boolean()),
  }),
  /** Set when the address bounced permanently or its owner complained. No mail is sent there any more. */
  suppressed: z.optional(z.enum(['bounce', 'complaint'])),
  createdAt: storedInstant(),
  updatedAt: storedInstant(),
});
/** A customer as staff see it. */
export const CustomerSchema = z.extend(PortalCustomerSchema, {
  ...staffFields,
  segments: z._default(staffFields.segments.def.innerType, []),
});
export type Customer = z.output<typeof CustomerSchema>;
