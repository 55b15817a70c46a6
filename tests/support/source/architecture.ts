// Checks which file may import which (docs/adr, the arrows of the design), and finds all imports.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** One import, as paths from the root of the repository; a package is `npm:name`. */
export interface Arrow {
  from: string;
  to: string;
}

const root = join(import.meta.dirname, '../../..');
const roots = ['bin', 'functions', 'lib', 'local'];

/** Returns every import of every source file, imports of types included. */
export async function importsOfRepository(): Promise<Arrow[]> {
  const entryPoints = roots.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }));
  const arrows: Arrow[] = [];
  await build({
    absWorkingDir: root,
    entryPoints,
    bundle: true,
    write: false,
    outdir: 'unused',
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    plugins: [recorder(arrows)],
  });
  return arrows;
}

/** Records what esbuild resolves, and follows nothing: every file is an entry point. */
function recorder(arrows: Arrow[]): Plugin {
  return {
    name: 'recorder',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
        contents: untyped(readFileSync(path, 'utf8')),
        loader: 'ts',
      }));
      build.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
        if (kind === 'entry-point') return undefined;
        const from = importer.slice(root.length + 1);
        const to = path.startsWith('.') ? join(dirname(from), path) : `npm:${packageOf(path)}`;
        arrows.push({ from, to });
        return { path, external: true };
      });
    },
  };
}

/** Turns imports of types into plain ones, so that esbuild resolves them; it drops them otherwise. */
function untyped(source: string): string {
  return source.replaceAll(/^(?:import|export) type (?:\{[^}]*\}|\*(?: as \w+)?|\w+) from /gm, 'import ');
}

const packageOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');

/**
 * Returns the capability of a file under functions/, `platform`, or undefined for the files that gather them.
 */
function roomOf(path: string): string | undefined {
  return /^functions\/([^/]+)\//.exec(path)?.[1];
}

const cloudPackages = /^npm:(aws-cdk-lib|constructs|cdk-nag|esbuild)$/;
/**
 * Matches what lib/ reads of functions/, as data: the list of capabilities, and what manifests consist of.
 */
const dataForLib =
  /^functions\/(capabilities|platform\/(capability|compose-capabilities|contract\/route|contract\/scopes|secret-names|http\/origin))\.ts$/;
/** Matches what a manifest reads of its own capability: data, no code that runs. */
const dataForManifests = /^functions\/[a-z]+\/([a-z]+-)?(routes|env|events|errors|keys)\.ts$/;
/** Matches what local/ reads of functions/: the contract, and `ownProperty`. */
const contractForLocal =
  /^functions\/(capabilities|[a-z]+\/routes|platform\/contract\/[a-z-]+|platform\/own-property)\.ts$/;

/** Returns why the design forbids an arrow; undefined if it is allowed. */
export function forbidden({ from, to }: Arrow): string | undefined {
  const [folder] = from.split('/');
  if (folder === 'functions') return forbiddenForFunctions(from, to);
  if (folder === 'lib' || folder === 'bin') {
    if (to.startsWith('local/')) return 'the cloud does not know the local runner';
    if (to.startsWith('functions/') && !dataForLib.test(to))
      return 'lib/ reads the manifests, and the names of scopes and keys, only';
  }
  if (folder === 'local' && to.startsWith('functions/') && !contractForLocal.test(to)) {
    return 'local/ runs the bundles; of functions/ it reads the contract only';
  }
  return undefined;
}

function forbiddenForFunctions(from: string, to: string): string | undefined {
  if (/^(lib|local|bin|tests)\//.test(to) || cloudPackages.test(to))
    return 'a function does not know where it runs';
  if (!to.startsWith('functions/')) return undefined;
  if (isEntry(to)) return 'nothing imports the entry of a function: it stands above the capabilities';
  const own = roomOf(from);
  const other = roomOf(to);
  if (to.endsWith('/capability.ts') && own !== undefined && other !== 'platform')
    return 'no function bundles a manifest';
  if (from.endsWith('/capability.ts') && other === own && own !== 'platform' && !dataForManifests.test(to))
    return 'a manifest reads routes, schemas and other data only';
  if (own === undefined || own === other || other === 'platform') return undefined;
  if (own === 'platform') return 'the platform knows no capability';
  if (other === undefined) return 'a capability does not reach for the files that gather all of them';
  return to === `functions/${other}/index.ts` || isContract(to)
    ? undefined
    : 'a capability reaches another through its index.ts and its events.ts only';
}

/**
 * Returns whether a file is the entry of a function: it composes handlers, also with
 * parts of other capabilities.
 */
const isEntry = (path: string): boolean => path.endsWith('.lambda.ts');

/** Returns whether a file is the contract of a capability's events, which any consumer may read. */
const isContract = (path: string): boolean => /^functions\/[^/]+\/events\.ts$/.test(path);

/**
 * Returns what contracts import beyond the lists of words of their own capability, each as `contract → file`.
 * A consumer loads all of it, and it could hide a circle between capabilities, because arrows to contracts
 * are ignored in circles.
 */
export function contractLeaks(arrows: readonly Arrow[]): string[] {
  const next = Map.groupBy(arrows, ({ from }) => from);
  const contracts = [...new Set(arrows.map(({ from }) => from))].filter(isContract);
  return contracts.flatMap((contract) => {
    const reached = new Set([contract]);
    for (const file of reached)
      for (const { to } of next.get(file) ?? []) if (!isContract(to)) reached.add(to);
    const allowed = (file: string) =>
      file === contract ||
      file.startsWith('npm:') ||
      roomOf(file) === 'platform' ||
      roomOf(file) === roomOf(contract);
    return [...reached].filter((file) => !allowed(file)).map((file) => `${contract} → ${file}`);
  });
}

/**
 * Returns the folder of a file inside its capability, such as `tickets/merging`; undefined for the
 * files at its root.
 */
export function folderOf(path: string): string | undefined {
  return /^functions\/([^/]+\/[^/]+)\//.exec(path)?.[1];
}

/**
 * Returns the arrows between capabilities, each once, as `assist → tickets`; all of them
 * may use the platform.
 */
export function arrowsBetweenCapabilities(arrows: readonly Arrow[]): string[] {
  return [...edgesBetween(arrows, roomOf)]
    .flatMap(([from, others]) => [...others].map((to) => `${from} → ${to}`))
    .filter((arrow) => !arrow.endsWith('→ platform'))
    .toSorted();
}

/**
 * Returns the edges. Leaves out entries, because nothing imports them, and event contracts,
 * which anybody may read.
 */
function edgesBetween(
  arrows: readonly Arrow[],
  placeOf: (path: string) => string | undefined,
): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const { from, to } of arrows) {
    const [own, other] = [placeOf(from), placeOf(to)];
    if (isEntry(from) || own === undefined || other === undefined || own === other || isContract(to))
      continue;
    edges.set(own, (edges.get(own) ?? new Set()).add(other));
  }
  return edges;
}

/**
 * Returns circles between capabilities, or between the places that `placeOf` returns, each as `a → b → a`.
 */
export function circles(arrows: readonly Arrow[], placeOf = roomOf): string[] {
  const edges = edgesBetween(arrows, placeOf);
  return [...edges.keys()].flatMap((start) => circlesFrom(start, [start], edges));
}

/** Returns circles in which `start` is alphabetically first, so that each is found once. */
function circlesFrom(start: string, path: readonly string[], edges: Map<string, Set<string>>): string[] {
  return [...(edges.get(path.at(-1) ?? '') ?? [])].flatMap((next) => {
    if (next === start) return [[...path, start].join(' → ')];
    if (path.includes(next) || next < start) return [];
    return circlesFrom(start, [...path, next], edges);
  });
}
