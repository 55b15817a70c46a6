// Checks that docs/openapi.json serves client developers: a valid document, and types that compile.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, expect, it } from 'vitest';
import { openApi } from '../../tools/openapi/write-openapi.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rapport-client-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const APP = `
import { type Customer, getTicket, type Problem, type Ticket, type TicketRowPage } from './client/index';

export const subjectsOf = ({ items }: TicketRowPage): string[] => items.map(({ subject }) => subject);
export const greeting = (ticket: Ticket, customer: Customer): string =>
  ticket.status === 'solved' ? 'Thank you' : 'Hello ' + (customer.name ?? customer.id);
export const isOver = ({ code }: Problem): boolean => code === 'ticket.closed';
export async function titleOf(ticketId: Ticket['id']): Promise<string | undefined> {
  const { data } = await getTicket({ path: { ticketId } });
  return data?.ticket.subject;
}
// @ts-expect-error -- a ticket has no price: its type is not any
export const priceOf = (ticket: Ticket) => ticket.price;
// @ts-expect-error -- a customer has no status
export const statusOf = (customer: Customer) => customer.status;
`;

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: 'es2024',
    module: 'preserve',
    lib: ['es2024', 'dom', 'dom.iterable'],
    types: [],
  },
  files: ['app.ts'],
};

it('docs/openapi.json is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(openApi()));
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
});

it('a client generated from docs/openapi.json has types for tickets and customers, and compiles', {
  timeout: 180_000,
}, async () => {
  const generate = join(root, 'tests/support/client/generate-client.mjs');
  const node = join(root, 'node_modules/.bin/node');
  await run(node, [generate, join(root, 'docs/openapi.json'), join(folder, 'client')], { cwd: root });
  writeFileSync(join(folder, 'app.ts'), APP);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  const tsc = join(root, 'node_modules/.bin/tsc');
  const { stdout } = await run(tsc, ['-p', folder]).catch((error: { stdout: string }) => error);
  expect(stdout).toBe('');
});
