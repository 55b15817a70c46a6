// Keys that sign the links in our mail. They live in the table: made by the first function that needs one, encrypted at
// rest with everything else, readable by the functions whose role is not denied their partition (docs/adr/0008).
import { randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../table/keys.ts';
import { getItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';

/** A loader that reads the key named `name` once and keeps it; of several that make it at the same time one wins. */
export function signingKey(table: Table, name: string): () => Promise<Buffer> {
  let loaded: Promise<Buffer> | undefined;
  return () => {
    loaded ??= loadOrMake(table, name).catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}

async function loadOrMake(table: Table, name: string): Promise<Buffer> {
  const found = await getItem(table, keys.secret(name));
  if (found) return Buffer.from(String(found.key), 'base64url');
  const key = randomBytes(32);
  try {
    await table.doc.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...keys.secret(name), key: key.toString('base64url') },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return key;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return loadOrMake(table, name);
  }
}
