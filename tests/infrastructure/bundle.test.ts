import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../lib/bundle.ts';
import { type FunctionName, functionNames } from '../../lib/catalogue.ts';

const MOST_KB = 300;
/**
 * Two AWS clients and a MIME composer, in the mailroom a parser of mails as well, the time zones of shifts and business hours,
 * or what reads messages. Workers, for which nobody waits; of the APIs the portal's, which tells thanks from more, and those
 * of routing and clocks.
 */
const roomier: Partial<Record<FunctionName, number>> = {
  'outreach-worker': 390,
  'feedback-worker': 370,
  'mailroom-worker': 650,
  sla: 330,
  'sla-worker': 330,
  portal: 450,
  'intelligence-worker': 460,
  sensitive: 330,
  // Most of it is the document itself.
  openapi: 600,
  tickets: 315,
  desk: 360,
  'triage-worker': 730,
  assist: 730,
  'assist-worker': 730,
  'promises-worker': 730,
  'routing-worker': 360,
  routing: 345,
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

  it('keeps every function within its budget: all of it is parsed at every cold start', () => {
    const sizes = functionNames.map(
      (name) => [name, statSync(join(outDir, name, 'index.mjs')).size / 1000] as const,
    );
    expect(sizes.filter(([name, kilobytes]) => kilobytes > (roomier[name] ?? MOST_KB))).toEqual([]);
  });

  it('leaves out the credential chain, zod’s locales and the CommonJS builds', () => {
    for (const name of functionNames) {
      const { inputs } = JSON.parse(readFileSync(join(outDir, 'meta', `${name}.json`), 'utf8')) as {
        inputs: Record<string, unknown>;
      };
      const unwanted = Object.keys(inputs).filter((path) =>
        /credential-provider-(node|sso|ini|process)|zod\/v4\/locales\/(?!en\b)|zod\/v4\/classic|dist-cjs/.test(
          path,
        ),
      );
      expect(unwanted).toEqual([]);
    }
  });

  it('makes modules that load and export a handler', async () => {
    const { handler } = (await import(pathToFileURL(join(outDir, 'openapi/index.mjs')).href)) as {
      handler: unknown;
    };
    expect(handler).toBeTypeOf('function');
  });
});
