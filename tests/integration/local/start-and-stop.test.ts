import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startRapport } from '../../../local/start.ts';
import {
  type Fixture,
  fixtureApp,
  fixtureAssembly,
  startFixture,
} from '../../support/local-fixture/start-fixture.ts';

const dev = fileURLToPath(new URL('../../../local/dev.ts', import.meta.url));
const portOf = (url: string): string => new URL(url).port;

const databasesOn = (port: string): string[] => {
  const { stdout } = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line.includes('DynamoDBLocal') && line.includes(`-port ${port} `));
};

describe('starting', () => {
  it('rejects what it cannot serve by logical id, and leaves no database behind', async () => {
    const starting = startRapport({
      quiet: true,
      assembly: { app: fixtureApp, context: { unsupported: 'yes' } },
    });
    await expect(starting).rejects.toThrow(
      'resource Shop/Odd (AWS::ApiGatewayV2::Route): the property ApiKeyRequired is not served here',
    );
  });

  it('reports a taken port and how to choose another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const { status, stderr } = spawnSync(process.execPath, [dev, '--port', String(port)], {
      encoding: 'utf8',
    });
    server.close();
    expect(status).toBe(1);
    expect(stderr.trim()).toBe(`port ${port} is in use by another program: choose another one with --port`);
  });

  it('explains a missing Java with the command that installs it, and Docker', () => {
    const { status, stderr } = spawnSync(process.execPath, [dev], {
      encoding: 'utf8',
      env: { PATH: '/nonexistent', XDG_CACHE_HOME: '/nonexistent' },
    });
    expect(status).toBe(1);
    expect(stderr).toContain('no java was found');
    expect(stderr).toContain('apt-get install');
    expect(stderr).toContain('docker run');
    expect(stderr).not.toContain('    at ');
  });
});

describe('stopping', () => {
  it('by force leaves no database behind', async () => {
    const start = fileURLToPath(new URL('../../../local/start.ts', import.meta.url));
    const script = `const { startRapport } = await import(${JSON.stringify(start)});
      const directory = ${JSON.stringify(await fixtureAssembly())};
      const rapport = await startRapport({ quiet: true, assembly: { directory } });
      console.log(new URL(rapport.dynamoEndpoint).port);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    const port = chunk.toString().trim();
    expect(databasesOn(port)).not.toEqual([]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect.poll(() => databasesOn(port)).toEqual([]);
  });

  it('ends the database, and keeps table, mails and time in a data folder', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'rapport-data-'));
    try {
      const first = await startFixture({ dataDir });
      await first.json('/things/kept', { method: 'PUT' });
      await first.json('/mails', {
        method: 'POST',
        body: JSON.stringify({ from: 'hello@shop.example', to: 'ada@example.com' }),
      });
      const later = await first.rapport.advance('P1D');
      await first.rapport.idle();
      await first.rapport.stop();
      await expect.poll(() => databasesOn(portOf(first.rapport.dynamoEndpoint))).toEqual([]);
      const second = await startFixture({ dataDir });
      expect(await second.items('thing#kept')).toHaveLength(1);
      expect(second.rapport.mails()).toHaveLength(1);
      expect(second.rapport.now().getTime()).toBeGreaterThanOrEqual(later.getTime());
      await second.rapport.idle();
      expect((await second.items('derived')).map((item) => item.times?.N)).toEqual(['1']);
      await second.rapport.stop();
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  it('by force in the middle of work loses nothing that was acknowledged to a data folder', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'rapport-killed-'));
    let second: Fixture | undefined;
    try {
      const start = fileURLToPath(new URL('../../../local/start.ts', import.meta.url));
      // Nothing is taken from the queue meanwhile, and the clock is moved right before the end.
      const script = `const { startRapport } = await import(${JSON.stringify(start)});
        const directory = ${JSON.stringify(await fixtureAssembly())};
        const rapport = await startRapport({ quiet: true, assembly: { directory }, dataDir: ${JSON.stringify(dataDir)}, delivery: { paused: true } });
        console.log(rapport.apiUrl);`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
        detached: true,
      });
      const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
      const url = chunk.toString().trim();
      const stored: string[] = [];
      const sent: string[] = [];
      const mailed: string[] = [];
      const lane = async (name: string): Promise<void> => {
        for (let each = 0; ; each += 1) {
          const id = `${name}-${each}`;
          const mail = { from: 'hello@shop.example', to: `${id}@example.com` };
          if ((await fetch(`${url}/things/${id}`, { method: 'PUT' })).ok) stored.push(id);
          if ((await fetch(`${url}/events?type=ticket.opened`, { method: 'POST', body: id })).ok)
            sent.push(id);
          if ((await fetch(`${url}/mails`, { method: 'POST', body: JSON.stringify(mail) })).ok)
            mailed.push(id);
        }
      };
      const lanes = ['a', 'b', 'c'].map((name) => lane(name).catch(() => undefined));
      await expect.poll(() => mailed.length).toBeGreaterThan(20);
      const clock = await fetch(`${url}/_local/clock`, { method: 'POST', body: '{"advance":"P1D"}' });
      const { now } = (await clock.json()) as { now: string };
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await Promise.all(lanes);
      const again = await startFixture({ dataDir });
      second = again;
      await again.rapport.idle();
      expect(again.rapport.now().getTime()).toBeGreaterThanOrEqual(Date.parse(now));
      const seen = (await again.items('seen')).map(({ body }) => body?.S);
      const inbox = again.rapport.mails().flatMap(({ recipients }) => recipients);
      const derived = (await again.items('derived')).map(({ sk }) => sk?.S);
      const there = await Promise.all(stored.map(async (id) => (await again.items(`thing#${id}`)).length));
      expect(there).toEqual(stored.map(() => 1));
      expect(seen).toEqual(expect.arrayContaining(sent));
      expect(inbox).toEqual(expect.arrayContaining(mailed.map((id) => `${id}@example.com`)));
      expect(derived).toEqual(expect.arrayContaining(stored.map((id) => `thing#${id}`)));
    } finally {
      await second?.rapport.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
