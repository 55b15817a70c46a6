// Creates a few objects of each kind, so that random requests find something.

import { type routeTable } from '../../functions/capabilities.ts';
import { ApiProblem, type Client } from '../../functions/platform/contract/client.ts';
import type { TokenRole } from '../../local/identity/issuer.ts';

type ClientAs = (role: TokenRole, sub: string) => Client<typeof routeTable>;

/** The ids of existing objects by the name of the parameter that takes them. */
export type SeededIds = Record<string, string> & { customerId: string; ticketId: string };

/**
 * Creates a customer with tickets and related objects under the name `name`; and, once, the settings that a
 * team has only one set of. The people are `<role>-1`.
 */
export async function seedObjects(as: ClientAs, name: string): Promise<SeededIds> {
  const admin = as('admin', 'admin-1');
  const agent = as('agent', 'agent-1');
  await configure(admin);
  const customer = await admin.customers.createCustomer({
    body: { name, identities: { email: `${name}@example.org`, externalId: name } },
  });
  const open = (subject: string) =>
    agent.tickets.openTicket({
      body: { customerId: customer.id, channel: 'web', subject, message: 'When do you open on Saturday?' },
    });
  const ticket = await open('Opening hours');
  const params = { ticketId: ticket.id };
  const dueAt = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const promise = await agent.promises.makePromise({ params, body: { text: 'We call you.', dueAt } });
  const made = await agent.compensation.makeGrant({ params, body: grantOf(100) });
  const waiting = await agent.compensation.makeGrant({ params, body: grantOf(900_000) });
  const incident = await agent.desk.openIncident({
    body: { subject: `Parcels of ${name} are late`, message: 'We look into it.' },
  });
  const line = {
    sku: 'lamp',
    name: 'Lamp',
    quantity: 1,
    unitPrice: { amountMinor: 4900, currency: 'EUR' },
    reason: 'damaged',
  } as const;
  const returned = await agent.returns.openReturn({
    body: {
      customerId: customer.id,
      channel: 'web',
      orderRef: 'o-1',
      lines: [line],
      preferredResolution: 'refund',
    },
  });
  const other = await open('Opening hours in May');
  const run = await applyMacro(agent, other.id);
  const upload = await agent.tickets.requestUpload({
    body: { customerId: customer.id, filename: 'a.pdf', contentType: 'application/pdf', bytes: 10 },
  });
  return {
    ...configured,
    customerId: customer.id,
    ticketId: ticket.id,
    otherTicketId: other.id,
    returnTicketId: returned.ticketId,
    promiseId: promise.id,
    grantId: made.grant?.id ?? '',
    approvalId: waiting.approval?.id ?? '',
    incidentId: incident.id,
    runId: run.runId,
    attachmentId: upload.attachmentId,
  };
}

/** Applies a macro on the current version: the platform analyses and routes new tickets meanwhile. */
async function applyMacro(agent: Client<typeof routeTable>, ticketId: string): Promise<{ runId: string }> {
  for (;;) {
    const { ticket } = await agent.tickets.getTicket({ params: { ticketId } });
    const call = { params: { ticketId, macroId: 'parcels' }, body: { version: ticket.version } };
    const run = await agent.desk.applyMacro(call).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.code === 'version.stale') return undefined;
      throw error;
    });
    if (run) return run;
  }
}

const grantOf = (amountMinor: number) =>
  ({ kind: 'refund', amount: { amountMinor, currency: 'EUR' }, reason: 'It came late.' }) as const;

const configured = {
  agentId: 'agent-1',
  queueId: 'parcels',
  teamId: 'parcels',
  macroId: 'parcels',
  topicId: 'parcels',
  scheduleId: 'office',
  key: 'colour',
};

const much = { uploadsPerDay: 1e6, uploadMegabytesPerDay: 1e8 };
const hourly = { ticketsPerHour: 1e6, messagesPerHour: 1e6, ...much };
const roomyQuotas = {
  customer: hourly,
  staff: hourly,
  client: { ticketsPerMinute: 1e6, messagesPerMinute: 1e6, ...much },
  sender: { mailsPerHour: 1e6 },
  network: { publicRequestsPerHour: 1e7 },
  surveyLink: { answersPerHour: 1e4 },
};

/** Sets what a team sets once; a repetition changes nothing. */
async function configure(admin: Client<typeof routeTable>): Promise<void> {
  const { compensation, routing, desk, intelligence, sla } = admin;
  // The fuzz run makes far more requests than any quota allows.
  await ifAbsent(compensation.putQuotaSettings({ body: roomyQuotas }));
  const parcels = { name: 'Parcels' };
  await ifAbsent(routing.putQueue({ params: { queueId: 'parcels' }, body: { ...parcels, position: 1 } }));
  const serves = [{ queueId: 'parcels' }];
  await ifAbsent(routing.putTeam({ params: { teamId: 'parcels' }, body: { ...parcels, serves } }));
  const ann = { name: 'Ann', languages: ['en'] };
  await ifAbsent(routing.putAgent({ params: { agentId: 'agent-1' }, body: ann }));
  const colour = { name: 'Colour', type: 'text' } as const;
  await ifAbsent(desk.putTicketField({ params: { key: 'colour' }, body: colour }));
  const actions = [{ do: 'setPriority', priority: 'high' } as const];
  await ifAbsent(desk.putMacro({ params: { macroId: 'parcels' }, body: { ...parcels, actions } }));
  const examples = ['Where is my parcel?', 'My parcel is late.', 'Has my parcel been sent?'];
  await ifAbsent(intelligence.putTopic({ params: { topicId: 'parcels' }, body: { ...parcels, examples } }));
  const hours = { monday: [{ from: '09:00', to: '17:00' }] };
  const office = { name: 'Office', timeZone: 'Europe/Berlin', hours };
  await ifAbsent(sla.putSchedule({ params: { scheduleId: 'office' }, body: office }));
}

/** Ignores the refusal of a PUT without a version for an object that exists. */
async function ifAbsent(put: Promise<unknown>): Promise<void> {
  await put.catch((error: unknown) => {
    if (!(error instanceof ApiProblem && error.code === 'version.missing')) throw error;
  });
}
