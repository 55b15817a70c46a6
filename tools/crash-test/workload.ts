// Simulates a small shop under load: customers open tickets and write again, agents answer,
// add notes and solve.
import { ApiProblem } from '../../functions/platform/contract/client.ts';
import { clientAs, type Job } from './clients.ts';

export interface Acknowledged {
  tickets: { id: string; subject: string }[];
  /** By the id that the receipt contained; each text is unique. */
  messages: { id: string; ticketId: string; text: string }[];
  /** Status changes that were refused because the ticket had changed: nothing to look for. */
  refused: number;
}

const agents = ['ann', 'bob'];
/** Agents are trained, because the customers' messages here may be found sensitive. */
const trained = ['complaints', 'billing', 'failures', 'vulnerability'].map((kind) => ({
  name: `trained_${kind}`,
  level: 3,
}));

/** Ignores the refusal of a PUT without a version: the attempt before the kill has created the object. */
function isThere(error: unknown): void {
  if (!(error instanceof ApiProblem && error.code === 'version.missing')) throw error;
}
const customerCount = 4;

/** Returns the endless jobs of one run; `acknowledged` grows as they are done. */
export const createWorkload = (apiUrl: string, random: () => number) => {
  const acknowledged: Acknowledged = { tickets: [], messages: [], refused: 0 };
  const customers: string[] = [];
  let serial = 0;
  const as = (role: string, sub: string) => clientAs(apiUrl, role, sub);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  const prepare: Job[] = [
    ...agents.map((agentId) => ({
      name: `agent ${agentId}`,
      run: async () => {
        const lead = as('admin', 'root');
        const body = { name: agentId, capacity: 1000, skills: trained };
        await lead.routing.putAgent({ params: { agentId }, body }).catch(isThere);
        await lead.routing.setPresence({ params: { agentId }, body: { presence: 'online' } });
      },
    })),
    ...Array.from({ length: customerCount }, (_, index) => ({
      name: `customer ${index}`,
      run: async () => {
        const identities = { email: `customer-${index}@example.org`, externalId: `u-${index}` };
        const idempotencyKey = `customer-${index}`;
        const { id } = await as('admin', 'root').customers.createCustomer({
          body: { identities },
          idempotencyKey,
        });
        customers.push(id);
      },
    })),
  ];

  const open = (): Job => {
    const [customerId, key, subject] = [pick(customers), `open-${serial}`, `Question ${serial}`];
    return {
      name: key,
      run: async () => {
        const body = { channel: 'web' as const, subject, message: `Opening ${key}: the lamp stays dark.` };
        const { id } = await as('customer', customerId).portal.openMyTicket({ body, idempotencyKey: key });
        acknowledged.tickets.push({ id, subject });
      },
    };
  };

  const write = (visibility: 'public' | 'internal'): Job => {
    const [{ id: ticketId }, agent, key] = [
      pick(acknowledged.tickets),
      pick(agents),
      `${visibility}-${serial}`,
    ];
    const text = `Message ${key}: please press the button.`;
    return {
      name: key,
      run: async () => {
        const body = { visibility, message: text };
        const params = { ticketId };
        const receipt = await as('agent', agent).tickets.addMessage({ params, body, idempotencyKey: key });
        acknowledged.messages.push({ id: receipt.id, ticketId: receipt.ticketId, text });
      },
    };
  };

  const solve = (): Job => {
    const [{ id: ticketId }, agent, key] = [pick(acknowledged.tickets), pick(agents), `solve-${serial}`];
    let version: number | undefined;
    return {
      name: key,
      run: async () => {
        const api = as('agent', agent);
        const params = { ticketId };
        version ??= (await api.tickets.getTicket({ params })).ticket.version;
        try {
          await api.tickets.changeStatus({
            params,
            body: { status: 'solved', version },
            idempotencyKey: key,
          });
        } catch (error) {
          if (!(error instanceof ApiProblem) || error.status !== 409) throw error;
          acknowledged.refused += 1;
        }
      },
    };
  };

  const next = (): Job => {
    serial += 1;
    const chance = random();
    if (acknowledged.tickets.length < 3 || chance < 0.3) return open();
    if (chance < 0.75) return write('public');
    return chance < 0.9 ? write('internal') : solve();
  };

  return { acknowledged, prepare, next };
};
