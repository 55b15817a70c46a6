// Builds this repository's assembly with its bundles once per state of the sources and
// keeps it in .rapport/assemblies.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { bundleFunctions } from '../../lib/bundling/bundle-functions.ts';
import { synthesiseTo } from '../../local/template/synthesise.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const kept = join(root, '.rapport/assemblies');
/** Folders that are not part of the assembly; hidden files are not either. */
const others = new Set(['node_modules', 'docs', 'tests', 'tools', 'dist', 'cdk.out', 'coverage']);
/** The number of earlier assemblies to keep: another run may still read them. */
const KEPT = 3;

export default async function setup(project: TestProject) {
  project.provide('assembly', await ownAssembly());
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of this repository's cloud assembly. */
    assembly: string;
  }
}

async function ownAssembly(): Promise<string> {
  const folder = join(kept, hashOf(sources()));
  const directory = join(folder, 'cdk.out');
  const done = join(folder, 'done');
  if (existsSync(done)) return directory;
  removeOldest();
  mkdirSync(directory, { recursive: true });
  const { outDir } = await bundleFunctions({ outDir: join(folder, 'bundles') });
  const place = { region: 'eu-west-1', account: '000000000000' };
  await synthesiseTo(directory, place, { bundleDir: outDir });
  writeFileSync(done, '');
  return directory;
}

function* sources(): Generator<string> {
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || others.has(entry.name)) continue;
    if (!entry.isDirectory()) yield entry.name;
    else
      for (const file of readdirSync(join(root, entry.name), { recursive: true, withFileTypes: true }))
        if (file.isFile()) yield join(file.parentPath, file.name).slice(root.length);
  }
}

function hashOf(files: Iterable<string>): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of [...files].toSorted()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

function removeOldest(): void {
  if (!existsSync(kept)) return;
  const folders = readdirSync(kept).map((name) => join(kept, name));
  const newestFirst = folders.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const folder of newestFirst.slice(KEPT)) rmSync(folder, { recursive: true, force: true });
}
