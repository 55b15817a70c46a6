// `npm run rotate-keys -- --name survey --table rapport-prod`: replaces the signing key
// (docs/runbooks/rotate-signing-keys.md). Region, credentials and endpoint come from the
// AWS SDK's own settings.
import { parseArgs } from 'node:util';
import { type SecretName, secretNames } from '../../functions/platform/secret-names.ts';
import { rotateKey } from '../../functions/platform/signing/rotate-key.ts';
import { openTable, type Table } from '../../functions/platform/table/table.ts';

const USAGE = `usage: npm run rotate-keys -- --name NAME --table TABLE [--revoke]
  --name    ${secretNames.join(', ')}
  --table   the name of the table: TABLE_NAME in the environment of any function
  --revoke  after a leak: the new key signs at once, and nothing that older ones signed is believed`;

/** Rotates as the arguments say and reports it with `print`; returns the exit code. */
export async function rotateKeys(
  args: readonly string[],
  print: (line: string) => void,
  open: (name: string) => Table = openTable,
  now: Date = new Date(),
): Promise<number> {
  const wanted = readArgs(args);
  if (!wanted) {
    print(USAGE);
    return 2;
  }
  const { name, table, revoke } = wanted;
  const { id, signsFrom, olderKeys: kept } = await rotateKey(open(table), name, now, { revoke });
  print(`${name}: key ${id} signs from ${signsFrom} on`);
  for (const key of kept) print(`${name}: key ${key.id} verifies until ${key.endsAt}`);
  if (kept.length === 0) print(`${name}: no older key verifies`);
  return 0;
}

function readArgs(args: readonly string[]): { name: SecretName; table: string; revoke: boolean } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        name: { type: 'string' },
        table: { type: 'string' },
        revoke: { type: 'boolean', default: false },
      },
    });
    const name = secretNames.find((known) => known === values.name);
    return name && values.table ? { name, table: values.table, revoke: values.revoke } : undefined;
  } catch {
    return undefined;
  }
}

if (process.argv[1] === import.meta.filename)
  process.exitCode = await rotateKeys(process.argv.slice(2), console.log);
