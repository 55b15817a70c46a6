import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { FunctionSpec } from '../../../local/lambda/function-spec.ts';
import { Pool } from '../../../local/lambda/pool.ts';
import { createClock } from '../../../local/state/clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'rapport-pool-'));
const pools: Pool[] = [];
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.stop())));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clock = createClock();
const role = { name: 'role', arn: 'arn', statements: [], trusts: () => true };

const write = (name: string, source: string): string => {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, source);
  return file;
};

const poolOf = (file: string, more: Partial<FunctionSpec> = {}): Pool => {
  const names = { physicalName: 'Shop-fn', name: 'fn', arn: 'arn:aws:lambda:::fn', label: 'Shop/fn' };
  const limits = { timeoutMs: 60_000, memoryMb: 128, environment: { COLOUR: 'red' } };
  const spec = {
    ...names,
    ...limits,
    folder,
    file,
    handlerName: 'handler',
    role,
    asynchronous: { retries: 0 },
    ...more,
  };
  const options = {
    keyPrefix: 'KEY',
    variables: () => ({ AWS_REGION: 'eu-west-1' }),
    clock: clock.shared,
    maxEnvironments: 3,
    onLog: () => undefined,
  };
  const pool = new Pool(spec, options);
  pools.push(pool);
  return pool;
};

/** Returns the source of a function that answers with a word, after a file exists if one is named. */
const answering = (word: string, awaited?: string): string =>
  `import { existsSync } from 'node:fs';
   import { setTimeout } from 'node:timers/promises';
   export const handler = async () => {
     ${awaited === undefined ? '' : `while (!existsSync('${awaited}')) await setTimeout(5);`}
     return '${word}';
   };`;

describe('a function', () => {
  it('sees the environment of the template and nothing of the machine', async () => {
    const pool = poolOf(write('env', 'export const handler = () => process.env;'));
    const outcome = await pool.invoke({});
    expect(JSON.parse(outcome.ok ? outcome.payload : '')).toEqual({ COLOUR: 'red', AWS_REGION: 'eu-west-1' });
  });

  it('runs its new code after a rebuild, while a running invocation ends in the old one', async () => {
    const goOn = join(folder, 'go-on');
    const pool = poolOf(write('reload', answering('old', goOn)), { timeoutMs: 600_000 });
    await pool.warm();
    const running = pool.invoke({});
    write('reload', answering('new'));
    pool.recycle();
    expect(await pool.invoke({})).toEqual({ ok: true, payload: '"new"' });
    writeFileSync(goOn, '');
    expect(await running).toEqual({ ok: true, payload: '"old"' });
  });

  it('serves one invocation per environment at a time, and starts only as many as are reserved', async () => {
    const source = `let busy = 0;
      let served = 0;
      export const handler = async () => {
        busy += 1;
        served += 1;
        const seen = [busy, served];
        await new Promise((done) => setTimeout(done, 50));
        busy -= 1;
        return seen;
      };`;
    const pool = poolOf(write('single', source), { reserved: 1 });
    const outcomes = await Promise.all([1, 2, 3].map(() => pool.invoke({})));
    // One environment counts all three.
    expect(outcomes).toEqual([1, 2, 3].map((served) => ({ ok: true, payload: `[1,${served}]` })));
  });

  it('reports under its name that it does not initialise', async () => {
    const pool = poolOf(write('broken', "throw new Error('environment variables missing: TABLE_NAME');"));
    expect(await pool.invoke({})).toMatchObject({ ok: false, kind: 'init' });
    expect(pool.logs()[0]?.line).toContain(
      'the function fn did not initialise: Error: environment variables missing: TABLE_NAME',
    );
  });

  it('fails the invocation in which it is killed and answers the next', async () => {
    const pool = poolOf(
      write(
        'killed',
        'export const handler = (event) => event.slow ? new Promise(() => setInterval(() => 0, 100)) : 1;',
      ),
    );
    await pool.warm();
    const slow = pool.invoke({ slow: true });
    await pool.kill();
    expect(await slow).toMatchObject({ ok: false, kind: 'crash' });
    expect(await pool.invoke({})).toEqual({ ok: true, payload: '1' });
  });

  it('that blocks its thread is ended at its timeout', async () => {
    const pool = poolOf(write('spin', 'export const handler = () => { for (;;); };'), { timeoutMs: 300 });
    expect(await pool.invoke({})).toMatchObject({
      ok: false,
      kind: 'timeout',
      error: { errorMessage: 'Task timed out after 0.30 seconds' },
    });
  });

  it('uses the runner’s time', async () => {
    const pool = poolOf(
      write(
        'time',
        'export const handler = () => [Date.now(), new Date().getTime(), new Date(5).getTime(), new Date() instanceof Date, typeof Date(), Date.UTC(1970, 0, 1)];',
      ),
    );
    clock.advance(86_400_000);
    const before = clock.now();
    const outcome = await pool.invoke({});
    const [now, made, ...rest] = JSON.parse(outcome.ok ? outcome.payload : '[]') as number[];
    for (const time of [now, made]) {
      expect(time).toBeGreaterThanOrEqual(before - 1);
      expect(time).toBeLessThanOrEqual(clock.now() + 1);
    }
    expect(rest).toEqual([5, true, 'string', 0]);
  });

  it('may not answer with more than 6 MB', async () => {
    const pool = poolOf(write('large', "export const handler = () => 'x'.repeat(6 * 1024 * 1024);"));
    expect(await pool.invoke({})).toMatchObject({
      ok: false,
      error: { errorType: 'Function.ResponseSizeTooLarge' },
    });
  });
});

describe('a function’s memory', () => {
  const megabytes = (count: number, then = 100): string =>
    `globalThis.held ??= [];
     export const handler = async () => {
       for (let each = 0; each < ${count}; each += 1) held.push(Buffer.alloc(1024 * 1024, 1));
       await new Promise((done) => setTimeout(done, ${then}));
       return held.length;
     };`;

  it('includes memory outside V8’s heap: over its limit it ends, and the next invocation starts fresh', async () => {
    const limits = { memoryMb: 128, timeoutMs: 60_000 };
    const pool = poolOf(write('greedy', megabytes(200, 30_000)), limits);
    for (const _time of [1, 2])
      expect(await pool.invoke({})).toMatchObject({
        ok: false,
        kind: 'crash',
        error: { errorType: 'Runtime.OutOfMemory', errorMessage: 'the function holds more than its 128 MB' },
      });
    const modest = poolOf(write('modest', megabytes(90)), limits);
    expect(await modest.invoke({})).toEqual({ ok: true, payload: '90' });
  });

  it('is counted for each environment separately', async () => {
    const pool = poolOf(write('several', megabytes(90, 400)), { timeoutMs: 60_000 });
    const outcomes = await Promise.all([1, 2, 3].map(() => pool.invoke({})));
    expect(outcomes).toEqual([1, 2, 3].map(() => ({ ok: true, payload: '90' })));
  });

  for (const [name, grow] of [
    ['objects', 'held.push({ a: [1, 2, 3] })'],
    ['strings', "held.push(Buffer.alloc(1e6, 97).toString('latin1'))"],
    ['buffers', 'held.push(Buffer.alloc(1e7))'],
  ] as const)
    it(`is separate from the runner’s: one that allocates ${name} without end is ended alone`, async () => {
      const source = `const held = [];
        export const handler = () => { for (;;) ${grow}; };`;
      const pool = poolOf(write(`endless-${name}`, source), { timeoutMs: 60_000 });
      expect(await pool.invoke({})).toMatchObject({ ok: false, kind: 'crash' });
    });
});
