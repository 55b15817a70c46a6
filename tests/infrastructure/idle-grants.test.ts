import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { catalogue, functionNames } from '../../lib/catalogue.ts';
import { tableAccess } from '../../lib/table-access.ts';

/** How a bundle's code shows that it can issue an action: what is never called is shaken out of the bundle. */
const signs = {
  GetItem: /new GetCommand\(/,
  BatchGetItem: /new BatchGetCommand\(/,
  Query: /new QueryCommand\(/,
  PutItem: /\bPut: \{|new PutCommand\(/,
  UpdateItem: /\bUpdate: \{/,
  DeleteItem: /\bDelete: \{/,
  ConditionCheckItem: /\bConditionCheck: \{/,
};

/** The code of each function without packages, names kept. */
const built = await build({
  entryPoints: Object.fromEntries(functionNames.map((name) => [name, catalogue[name].entry])),
  bundle: true,
  write: false,
  outdir: 'unused',
  format: 'esm',
  platform: 'node',
  packages: 'external',
});
const codeOf = (name: string): string =>
  built.outputFiles.find(({ path }) => path.endsWith(`/${name}.js`))?.text ?? '';

describe('the table’s grants', () => {
  it.each(functionNames.filter((name) => tableAccess[name] !== undefined))(
    'let %s do nothing that its code never does',
    (name) => {
      const code = codeOf(name);
      expect(code).not.toBe('');
      const idle = (tableAccess[name]?.actions ?? []).filter((action) => !signs[action].test(code));
      expect(idle).toEqual([]);
      for (const index of tableAccess[name]?.indexes ?? []) expect(code).toContain(`index: "${index}"`);
    },
  );
});
