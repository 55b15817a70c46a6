import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { type FunctionName, functionNames, functions } from '../../functions/capabilities.ts';

/** How a bundle's code shows that it can issue an action: unused code is removed from the bundle. */
const signs = {
  GetItem: /new GetCommand\(/,
  BatchGetItem: /new BatchGetCommand\(/,
  Query: /new QueryCommand\(/,
  PutItem: /\bPut: \{|new PutCommand\(/,
  UpdateItem: /\bUpdate: \{|new UpdateCommand\(/,
  DeleteItem: /\bDelete: \{/,
  ConditionCheckItem: /\bConditionCheck: \{/,
};

/** The code of each function without packages, names kept. */
const built = await build({
  entryPoints: Object.fromEntries(functionNames.map((name) => [name, functions[name].entry])),
  bundle: true,
  write: false,
  outdir: 'unused',
  format: 'esm',
  platform: 'node',
  packages: 'external',
});
const codeOf = (name: string): string =>
  built.outputFiles.find(({ path }) => path.endsWith(`/${name}.js`))?.text ?? '';

const actionsOf = (name: string): string[] =>
  Object.entries(signs).flatMap(([action, sign]) => (sign.test(codeOf(name)) ? [action] : []));

/** Actions that a bundle contains but never performs, because it keeps a shared part whole. */
const neverDone: Partial<Record<FunctionName, string>> = {
  // Markers are read after a repeated request, which only a function with writes can receive.
  outreach: 'GetItem',
  metrics: 'GetItem',
  // They query only an index, which has its own grant.
  email: 'Query',
  scheduler: 'Query',
  // Used for events and markers of a commit: the rollup has neither.
  'metrics-rollup': 'PutItem',
  // Checks the teams that an agent joins, and learning a skill joins none.
  'routing-worker': 'ConditionCheckItem',
};

describe('the table’s grants', () => {
  it.each(functionNames)('let %s do everything that its code may do', (name) => {
    const granted: readonly string[] = functions[name].table?.actions ?? [];
    const lacking = actionsOf(name).filter((action) => !granted.includes(action));
    expect(lacking.join()).toBe(neverDone[name] ?? '');
  });

  it.each(functionNames.filter((name) => functions[name].table !== undefined))(
    'let %s do nothing that its code never does',
    (name) => {
      const code = codeOf(name);
      expect(code).not.toBe('');
      const idle = (functions[name].table?.actions ?? []).filter((action) => !signs[action].test(code));
      expect(idle).toEqual([]);
      for (const index of functions[name].table?.indexes ?? []) expect(code).toContain(`index: "${index}"`);
    },
  );
});
