// Simulates what an emulator does not do by itself: lost answers, refusals and collisions.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../functions/platform/table/table.ts';

type Command = 'GetItem' | 'Query' | 'PutItem' | 'BatchGetItem' | 'TransactWriteItems';

let names = 0;
const nameOf = () => `test-fault-${(names += 1)}`;

/** Returns the database calls that `work` makes, including those that `withFault` fails. */
export async function callsOf(table: Table, work: () => Promise<unknown>): Promise<string[]> {
  const calls: string[] = [];
  const name = nameOf();
  table.doc.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        calls.push(commandName.replace(/Command$/, ''));
        return next(args);
      },
    { step: 'initialize', priority: 'high', name },
  );
  try {
    await work();
  } finally {
    table.doc.middlewareStack.remove(name);
  }
  return calls;
}

export interface Fault {
  command: Command;
  error: () => Error;
  /** The number of calls that succeed first. */
  skip?: number;
  times?: number;
  /** `before`: the call is not executed. `after`: it is executed and the answer is lost. */
  when?: 'before' | 'after';
}

/** Makes calls of one command fail while `work` runs. */
export async function withFault<T>(table: Table, fault: Fault, work: () => Promise<T>): Promise<T> {
  const { command, error, skip = 0, times = 1, when = 'before' } = fault;
  let seen = 0;
  const name = nameOf();
  table.doc.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== `${command}Command`) return next(args);
        seen += 1;
        const fails = seen > skip && seen <= skip + times;
        if (fails && when === 'before') throw error();
        const answer = await next(args);
        if (fails) throw error();
        return answer;
      },
    { step: 'initialize', name },
  );
  try {
    return await work();
  } finally {
    table.doc.middlewareStack.remove(name);
  }
}

/**
 * Runs `meanwhile` before the first transaction of `work`, or before a later one after `skip` transactions.
 */
export async function withConcurrentChange<T>(
  table: Table,
  meanwhile: () => Promise<void>,
  work: () => Promise<T>,
  skip = 0,
): Promise<T> {
  let seen = 0;
  const name = nameOf();
  table.doc.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'TransactWriteItemsCommand') {
          seen += 1;
          if (seen === skip + 1) await meanwhile();
        }
        return next(args);
      },
    { step: 'initialize', name },
  );
  try {
    return await work();
  } finally {
    table.doc.middlewareStack.remove(name);
  }
}

export const lostConnection = () => new Error('the process was killed');

/** Returns the error of a transaction that collided with another one on the same item. */
export const conflict = () =>
  new TransactionCanceledException({
    message: 'conflict',
    $metadata: {},
    CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
  });
