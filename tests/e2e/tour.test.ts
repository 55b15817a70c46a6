import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Rapport, startRapport } from '../../local/start.ts';

const run = promisify(execFile);
let rapport: Rapport;

beforeAll(async () => {
  rapport = await startRapport({ quiet: true });
  await rapport.warm();
});
afterAll(() => rapport?.stop());

it('docs/tour.md works when it is pasted line by line', async () => {
  const tour = readFileSync(new URL('../../docs/tour.md', import.meta.url), 'utf8');
  const blocks = [...tour.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
  const script = blocks
    .join('')
    .replace(/^API=.*$/m, `API=${rapport.apiUrl}`)
    .replace(/^INBOX=.*$/m, `INBOX=${rapport.inboxUrl}`);
  const { stdout } = await run('bash', ['-eu', '-o', 'pipefail', '-c', script], { maxBuffer: 10_000_000 });
  for (const expected of [
    'customer.identity_taken',
    'German, trained_billing ≥ 1 required; 1 of 1 agents',
    'chosen: ann',
    'two debits of 20.00',
    '"status":"solved"',
    'ticket.not_found',
    '{"accepted":1,"duplicates":0,"refused":[]}',
    '{"accepted":0,"duplicates":1,"refused":[]}',
    'renewal#gold#14',
    'Your Gold plan renews on',
    '"score":5',
    'survey.already_answered',
    'satisfied: 1',
    'tickets: { n: 1, value: 1, sums:',
    'outreach.sent',
    'English, trained_complaints ≥ 1, trained_vulnerability ≥ 1 required; 1 of 1 agents; chosen: mia',
    '"drivers":["life_event"]',
    'still has the placeholder',
    "'complaint.summary_missed'",
    'This is our final response',
    'you get 50 pounds by Friday',
    ',upheld,5000,GBP,summary,',
  ]) {
    expect(stdout).toContain(expected);
  }
});
