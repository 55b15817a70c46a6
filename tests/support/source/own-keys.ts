// Finds lookups in an object by a key that may be any text: there `constructor` and `__proto__` find what
// every object inherits. Asks the compiler for the types (its API is marked unstable; the version of
// TypeScript is pinned).
import { join } from 'node:path';
import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import {
  isBinaryExpression,
  isBindingElement,
  isComputedPropertyName,
  isElementAccessExpression,
} from 'typescript/unstable/ast/is';
import { API, TypeFlags } from 'typescript/unstable/sync';

const root = join(import.meta.dirname, '../../..');

/** Returns every lookup by any text below some folders, as `file: expression`. */
export function lookupsByAnyText(folders: readonly string[]): string[] {
  const api = new API({ cwd: root });
  try {
    const config = join(root, 'tsconfig.json');
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    if (!project) throw new Error('the compiler does not know the project');
    const { program, checker } = project;
    const files = program
      .getSourceFileNames()
      .filter((name) => folders.some((folder) => name.startsWith(`${join(root, folder)}/`)));
    if (files.length === 0) throw new Error('there are no files to check');
    return files.flatMap((name) => {
      const file = program.getSourceFile(name);
      const lookups = file ? lookupsIn(file) : [];
      const types = checker.getTypeAtLocation(lookups.map(({ key }) => key));
      return lookups
        .filter((_, index) => ((types[index]?.flags ?? 0) & TypeFlags.String) !== 0)
        .map(({ node }) => `${name.slice(root.length + 1)}: ${file ? node.getText(file) : ''}`);
    });
  } finally {
    api.close();
  }
}

/** Finds `object[key]`, `key in object` and `const { [key]: value } = object`. */
function lookupsIn(file: SourceFile): { node: Node; key: Node }[] {
  const found: { node: Node; key: Node }[] = [];
  const visit = (node: Node): void => {
    if (isElementAccessExpression(node)) found.push({ node, key: node.argumentExpression });
    if (isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.InKeyword)
      found.push({ node, key: node.left });
    if (isBindingElement(node) && node.propertyName && isComputedPropertyName(node.propertyName))
      found.push({ node, key: node.propertyName.expression });
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}
