import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type FunctionName, functionNames } from '../../functions/capabilities.ts';
import { bundleFunctions } from '../../lib/bundling/bundle-functions.ts';

const MOST_KB = 300;
/**
 * The default budget covers two AWS clients and a MIME composer. Larger bundles need a parser for inbound
 * mail, the analysis of messages, dates in replies or time zones. These are workers, which nobody waits for,
 * with four exceptions: the portal's API recognises thanks and signs files, assist summarises threads, the
 * agents' API writes CSV, and routing's API checks the time zones of shifts.
 */
const roomier: Partial<Record<FunctionName, number>> = {
  'outreach-worker': 355,
  'feedback-worker': 335,
  'email-worker': 375,
  'inbound-worker': 475,
  portal: 430,
  'intelligence-worker': 410,
  // Most of it is the document itself.
  openapi: 330,
  tickets: 320,
  desk: 340,
  // It reads the events of a ticket's thread, so it loads the schemas of nine of them.
  sla: 312,
  // 136 of them are the sensitivity model (docs/adr/0047); nobody waits for it.
  'triage-worker': 650,
  assist: 320,
  'assist-worker': 345,
  'promises-worker': 345,
  'routing-worker': 338,
  routing: 330,
};

const outDir = mkdtempSync(join(tmpdir(), 'rapport-bundles-'));
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

describe('bundling', () => {
  it('writes every function with its source map, and only what changed the second time', async () => {
    const first = await bundleFunctions({ outDir });
    expect(first.rebuilt.toSorted()).toEqual(functionNames.toSorted());
    for (const name of functionNames) {
      expect(statSync(join(outDir, name, 'index.mjs.map')).size).toBeGreaterThan(100);
    }
    const second = await bundleFunctions({ outDir });
    expect(second.rebuilt).toEqual([]);
  });

  it('keeps every function within its budget, because each cold start parses all of it', () => {
    const sizes = functionNames.map(
      (name) => [name, statSync(join(outDir, name, 'index.mjs')).size / 1000] as const,
    );
    expect(sizes.filter(([name, kilobytes]) => kilobytes > (roomier[name] ?? MOST_KB))).toEqual([]);
  });

  it('leaves out the credential chain, event streams, endpoint discovery, zod’s locales and the CommonJS builds', () => {
    for (const name of functionNames) {
      const { inputs } = JSON.parse(readFileSync(join(outDir, 'meta', `${name}.json`), 'utf8')) as {
        inputs: Record<string, unknown>;
      };
      const unwanted = Object.keys(inputs).filter((path) =>
        /credential-provider-(node|sso|ini|process)|submodules\/event-streams|mnemonist|zod\/v4\/locales\/(?!en\b)|zod\/v4\/classic|dist-cjs/.test(
          path,
        ),
      );
      expect(unwanted).toEqual([]);
    }
  });

  it('creates modules that load and export a handler', async () => {
    const { handler } = (await import(pathToFileURL(join(outDir, 'openapi/index.mjs')).href)) as {
      handler: unknown;
    };
    expect(handler).toBeTypeOf('function');
  });
});
