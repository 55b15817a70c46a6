// Measures how long files and functions are, and how many files a folder contains.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';

const root = join(import.meta.dirname, '../../..');
/** The product, the infrastructure, the local runner and the tools; tests have their own rules. */
const folders = ['bin', 'functions', 'lib', 'local', 'tools'];

/** A file or function with its length in lines. */
export interface Length {
  name: string;
  lines: number;
}

/** Returns every source file, from the root of the repository. */
export const sourceFiles = (): string[] =>
  folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }));

/** Returns folders with the number of files directly inside. */
export function filesByFolder(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of sourceFiles()) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return counts;
}

export const fileLengths = (): Length[] =>
  sourceFiles().map((name) => ({
    name,
    lines: readFileSync(join(root, name), 'utf8').split('\n').length - 1,
  }));

const functionKinds = new Set([
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.ArrowFunction,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.Constructor,
  SyntaxKind.GetAccessor,
]);

/** Returns every function that has a name or a body in braces, from its first line to its last. */
export function functionLengths(): Length[] {
  const api = new API({ cwd: root });
  try {
    const config = join(root, 'tsconfig.json');
    const program = api.updateSnapshot({ openProjects: [config] }).getProject(config)?.program;
    if (!program) throw new Error('the compiler does not know the project');
    return sourceFiles().flatMap((name) => {
      const file = program.getSourceFile(join(root, name));
      return file ? functionsIn(file, name) : [];
    });
  } finally {
    api.close();
  }
}

function functionsIn(file: SourceFile, name: string): Length[] {
  const found: Length[] = [];
  const visit = (node: Node): void => {
    if (functionKinds.has(node.kind)) {
      const text = node.getText(file);
      found.push({ name: `${name}: ${text.slice(0, 60)}`, lines: text.split('\n').length });
    }
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

/** Returns the length that nine of ten do not exceed. */
export function p90(lengths: readonly Length[]): number {
  const sorted = lengths.map(({ lines }) => lines).toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0;
}
