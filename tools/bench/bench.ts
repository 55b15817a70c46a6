// `npm run bench`: measures the platform on this machine. Each write runs in turns with the same transaction
// on the bare emulator, because machines are noisy. With --write the tables go into docs/data-model.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { routeTable } from '../../functions/capabilities.ts';
import type { Context } from '../../functions/platform/context.ts';
import { createClient } from '../../functions/platform/contract/client.ts';
import { derivedIds } from '../../functions/platform/ids.ts';
import { openTable } from '../../functions/platform/table/table.ts';
import { addMessage } from '../../functions/tickets/messages/add-message.ts';
import { openTicket } from '../../functions/tickets/messages/open-ticket.ts';
import { startRapport } from '../../local/start.ts';
import { functionFigures } from './function-figures.ts';
import { type Rate, rateOf, timesOf } from './load.ts';

const LANES = 4;
const ROUNDS = 9;
const PER_ROUND = 60;
/** Rounds before the measurement: four workers, the client and the database's JVM compile their hot code. */
const WARM_UP_ROUNDS = 5;
const body = 'x'.repeat(500);

const rapport = await startRapport({ quiet: true });
const token = await rapport.token({ role: 'admin', sub: 'bench', expiresIn: 3600 });
const api = createClient(routeTable, { baseUrl: rapport.apiUrl, token: () => token });
const bare = openTable(
  rapport.tableName,
  new DynamoDBClient({
    endpoint: rapport.dynamoEndpoint,
    region: rapport.region,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  }),
);
let serial = 0;
const context = (): Context => {
  serial += 1;
  const digest = `bench-${serial}`;
  return {
    actor: { role: 'admin', id: 'bench' },
    now: new Date(),
    ids: derivedIds(digest),
    correlationId: digest,
    idempotencyKey: { digest, bodyHash: digest },
  };
};
const key = () => {
  serial += 1;
  return `bench-${serial}`;
};

interface Row {
  name: string;
  rate: Rate;
  bare?: Rate;
}

try {
  const rows = await requests();
  await rapport.stop();
  report(rows, await functionFigures());
} finally {
  await rapport.stop();
}

async function requests(): Promise<Row[]> {
  const customer = await api.customers.createCustomer({ body: { identities: { externalId: 'bench' } } });
  const opening = {
    customerId: customer.id,
    channel: 'email' as const,
    subject: 'A question about my order',
    message: body,
  };
  const asParsed = { ...opening, priority: 'normal' as const, requiredSkills: [] };
  const ticket = await api.tickets.openTicket({ body: opening });
  const ticketId = ticket.id;
  await api.tickets.addMessage({ params: { ticketId }, body: { message: 'first' } });
  const { ticketToken } = ticket;
  const events = Array.from({ length: 30 }, (_, index) => ({
    id: `e${index}`,
    type: 'customer.signed_in',
    occurredAt: new Date().toISOString(),
    customer: { id: customer.id },
    data: {},
  }));
  await api.customers.ingestEvents({ body: { source: 'bench', events } });
  await rapport.warm(['tickets', 'customers'], LANES);
  await rapport.idle({ timeoutMs: 60_000 });

  return [
    await compare(
      'create ticket',
      () => api.tickets.openTicket({ body: opening, idempotencyKey: key() }),
      () => openTicket(bare, asParsed, 'staff', context()),
    ),
    await compare(
      'reply',
      () =>
        api.tickets.addMessage({
          params: { ticketId },
          body: { message: body, ticketToken },
          idempotencyKey: key(),
        }),
      () =>
        addMessage(
          bare,
          { ticketId, message: body, visibility: 'public', automatic: false, facts: ticket },
          context(),
        ),
    ),
    await alone('read ticket', () => api.tickets.getTicket({ params: { ticketId } })),
    await alone('list queue of 25', () => api.tickets.listTickets({ query: {} })),
    await alone('customer view', () => api.customers.getCustomer({ params: { customerId: customer.id } })),
  ];
}

/**
 * Runs rounds of the platform and of the bare emulator in turns. Work that the writes trigger waits until the
 * round is over.
 */
async function compare(
  name: string,
  work: () => Promise<unknown>,
  direct: () => Promise<unknown>,
): Promise<Row> {
  const runs: { times: number[]; seconds: number }[] = [];
  const bareRuns: { times: number[]; seconds: number }[] = [];
  const undisturbed = async (run: () => Promise<unknown>) => {
    rapport.delivery.paused = true;
    const times = await timesOf(PER_ROUND, LANES, run);
    rapport.delivery.paused = false;
    await rapport.idle({ timeoutMs: 120_000 });
    return times;
  };
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    await undisturbed(work);
    await undisturbed(direct);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    bareRuns.push(await undisturbed(direct));
    runs.push(await undisturbed(work));
  }
  return { name, rate: rateOf(runs), bare: rateOf(bareRuns) };
}

async function alone(name: string, work: () => Promise<unknown>): Promise<Row> {
  await rapport.idle({ timeoutMs: 120_000 });
  await timesOf(WARM_UP_ROUNDS * PER_ROUND, LANES, work);
  const runs: Awaited<ReturnType<typeof timesOf>>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) runs.push(await timesOf(PER_ROUND, LANES, work));
  return { name, rate: rateOf(runs) };
}

function report(rows: readonly Row[], functions: Awaited<ReturnType<typeof functionFigures>>): void {
  const [cpu] = cpus();
  const ms = (value: number) => value.toFixed(1);
  const lines = [
    `Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} cores of ${cpu?.model ?? 'an unnamed processor'}, Node ${process.version}, ${LANES} requests at a time, ${ROUNDS * PER_ROUND} of each, bodies of 500 bytes, DynamoDB Local in memory on the same cores, the stream’s readers held back until each round is over.`,
    '',
    '| Request | a second | p50 ms | p99 ms | bare emulator a second | share |',
    '|---|---|---|---|---|---|',
    ...rows.map(({ name, rate, bare: other }) => {
      const beside = other
        ? `${Math.round(other.perSecond)} | ${(rate.perSecond / other.perSecond).toFixed(2)}`
        : '– | –';
      return `| ${name} | ${Math.round(rate.perSecond)} | ${ms(rate.p50)} | ${ms(rate.p99)} | ${beside} |`;
    }),
    '',
    '| Function | KB, minified | load ms |',
    '|---|---|---|',
    ...functions.map(
      ({ name, kilobytes, loadMs }) => `| ${name} | ${Math.round(kilobytes)} | ${Math.round(loadMs)} |`,
    ),
    '',
  ];
  const text = lines.join('\n');
  console.log(text);
  if (process.argv.includes('--write')) writeDoc(text);
}

function writeDoc(text: string): void {
  const doc = new URL('../../docs/data-model.md', import.meta.url);
  const old = readFileSync(doc, 'utf8');
  const begin = '<!-- bench: begin -->\n';
  const end = '<!-- bench: end -->';
  writeFileSync(doc, old.slice(0, old.indexOf(begin) + begin.length) + text + old.slice(old.indexOf(end)));
}
