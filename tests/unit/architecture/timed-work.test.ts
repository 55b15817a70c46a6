// Compares the manifests with the code, because the platform takes the queue of timed work as plain text.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capabilities } from '../../../functions/capabilities.ts';
import type { Capability } from '../../../functions/platform/capability.ts';

const root = join(import.meta.dirname, '../../..');

/** Returns the source of a capability without its manifest. */
const sourceOf = ({ name }: Capability): string =>
  globSync(`functions/${name}/**/*.ts`, { cwd: root })
    .filter((path) => !path.endsWith('/capability.ts'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');

const all: readonly Capability[] = capabilities;
const withTimedWork = all.flatMap((capability) => {
  const queues = Object.entries(capability.queues ?? {}).filter(
    ([, { timedWork }]) => timedWork !== undefined,
  );
  return queues.length === 0 ? [] : [{ name: capability.name, capability, queues }];
});

describe('timed work', () => {
  it.each(withTimedWork)(
    'of $name names the queues that its manifest gives to timed work',
    ({ capability, queues }) => {
      const named = [...sourceOf(capability).matchAll(/\bqueue: '(\w+)'/g)].map(([, queue]) => queue);
      expect([...new Set(named)].sort()).toEqual(queues.map(([queue]) => queue).sort());
    },
  );

  it.each(withTimedWork)('of $name has the kinds that its manifest lists', ({ capability, queues }) => {
    const source = sourceOf(capability);
    const declared = [
      ...source.matchAll(/^export const \w+_KIND = '([\w.]+)'/gm),
      // Routing names its kinds where it handles them.
      ...source.matchAll(/^ +'(routing\.\w+)': (?:async )?\(/gm),
    ].map(([, kind]) => kind);
    expect([...new Set(declared)].sort()).toEqual(
      queues.flatMap(([, { timedWork = [] }]) => timedWork).sort(),
    );
  });

  it('is not scheduled by a capability without a queue for it', () => {
    const others = all.filter(({ name }) => !withTimedWork.some((one) => one.name === name));
    const scheduling = others.filter((capability) => /\bqueue: '\w+'/.test(sourceOf(capability)));
    expect(scheduling.map(({ name }) => name)).toEqual([]);
  });
});
