// Pins the shapes of stored items. A change of one appears in the snapshot: items that are already stored
// keep the old shape.
import { expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { ApprovalSchema } from '../../../functions/compensation/grants/approval.ts';
import { GrantSchema } from '../../../functions/compensation/grants/grant.ts';
import { SpendingLimitsSchema } from '../../../functions/compensation/limits/limit.ts';
import { ComplaintSchema } from '../../../functions/complaints/lifecycle/complaint.ts';
import { VulnerabilitySchema } from '../../../functions/complaints/vulnerability/vulnerability-requests.ts';
import { CustomerSchema } from '../../../functions/customers/customer.ts';
import { SuspendedEmailSchema } from '../../../functions/email/routes.ts';
import { SurveySchema } from '../../../functions/feedback/survey.ts';
import { TopicSchema } from '../../../functions/intelligence/topics/topic.ts';
import { SubscriptionSchema } from '../../../functions/outreach/reminders/subscription.ts';
import { SendSchema } from '../../../functions/outreach/sending/send.ts';
import { CustomerPromiseSchema } from '../../../functions/promises/lifecycle/promise.ts';
import { ReturnSchema } from '../../../functions/returns/return-requests.ts';
import { AgentSchema } from '../../../functions/routing/model/agent.ts';
import { QueueSchema } from '../../../functions/routing/model/queue.ts';
import { TeamSchema } from '../../../functions/routing/model/team.ts';
import { ShiftsSchema } from '../../../functions/routing/shifts/shifts.ts';
import { PoliciesSchema } from '../../../functions/sla/configuration/policy.ts';
import { ScheduleSchema } from '../../../functions/sla/configuration/schedule.ts';
import { DraftSchema } from '../../../functions/tickets/collaboration/collision-detection.ts';
import { NotificationSchema, TicketFieldSchema } from '../../../functions/tickets/core/requests.ts';
import { RoutingDecisionSchema, TicketSchema } from '../../../functions/tickets/core/ticket.ts';
import { IncidentLinkSchema, IncidentSchema } from '../../../functions/tickets/incidents/incident.ts';
import { MacroSchema } from '../../../functions/tickets/macros/macro.ts';
import { describeSchema } from '../../../tools/events/describe-schema.ts';

const entities: Record<string, z.ZodMiniType> = {
  agent: AgentSchema,
  approval: ApprovalSchema,
  complaint: ComplaintSchema,
  customer: CustomerSchema,
  draft: DraftSchema,
  grant: GrantSchema,
  incident: IncidentSchema,
  'link of an incident': IncidentLinkSchema,
  macro: MacroSchema,
  notification: NotificationSchema,
  policies: PoliciesSchema,
  promise: CustomerPromiseSchema,
  queue: QueueSchema,
  return: ReturnSchema,
  'routing decision': RoutingDecisionSchema,
  schedule: ScheduleSchema,
  send: SendSchema,
  shifts: ShiftsSchema,
  'spending limits': SpendingLimitsSchema,
  subscription: SubscriptionSchema,
  survey: SurveySchema,
  'suspended email': SuspendedEmailSchema,
  team: TeamSchema,
  ticket: TicketSchema,
  'ticket field': TicketFieldSchema,
  topic: TopicSchema,
  vulnerability: VulnerabilitySchema,
};

it.each(Object.entries(entities))('a stored %s has the fields of its snapshot', (_name, schema) => {
  expect(describeSchema(schema)).toMatchSnapshot();
});
