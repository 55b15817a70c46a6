import { BatchWriteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from '../../support/local-fixture/start-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture?.rapport.stop());
afterEach(async () => {
  fixture.rapport.clearFaults();
  fixture.rapport.delivery.duplicate = false;
  await fixture.rapport.idle({ allowDeadLetters: true });
});

const thing = (name: string) => ({ pk: { S: `thing#${name}` }, sk: { S: 'state' }, t: { S: 'event' } });
const put = (...names: string[]) =>
  fixture.client.send(
    new BatchWriteItemCommand({
      RequestItems: {
        [fixture.rapport.tableName]: names.map((name) => ({ PutRequest: { Item: thing(name) } })),
      },
    }),
  );
const publish = (type: string, body: string) =>
  fixture.json(`/events?type=${type}`, { method: 'POST', body });
const derived = async (name: string): Promise<string | undefined> =>
  (await fixture.items('derived')).find((item) => item.sk?.S === `thing#${name}`)?.times?.N;

describe('a queue', () => {
  it('receives what its subscription filters in, raw', async () => {
    expect(await publish('ticket.opened', 'one')).toEqual({ error: null });
    expect(await publish('survey.sent', 'two')).toEqual({ error: null });
    await fixture.rapport.idle();
    expect((await fixture.items('seen')).map((item) => item.body?.S)).toEqual(['one']);
  });

  it('redelivers only failed messages, and finally moves them to the dead-letter queue', async () => {
    await Promise.all(['good-a', 'poison', 'good-b'].map((body) => publish('ticket.opened', body)));
    await expect(fixture.rapport.idle()).rejects.toThrow('poison');
    const letters = await fixture.rapport.deadLetters();
    expect(letters.map(({ body }) => body)).toEqual(['poison']);
    await fixture.rapport.idle();
    const seen = (await fixture.items('seen')).filter((item) => item.body?.S?.startsWith('good'));
    expect(seen.map((item) => item.count?.S)).toEqual(['1', '1']);
  });

  it('redelivers a message whose function died right after its write', async () => {
    const fault = fixture.rapport.crashAfter('queue-worker', 'PutItem');
    await publish('ticket.opened', 'survivor');
    await fixture.rapport.idle();
    expect(fault.struck()).toBe(1);
    const item = (await fixture.items('seen')).find(({ body }) => body?.S === 'survivor');
    expect(item?.count?.S).toBe('2');
  });
});

describe('a stream', () => {
  it('delivers filtered records to its function, each once', async () => {
    await put('a', 'b');
    await fixture.client.send(
      new PutItemCommand({
        TableName: fixture.rapport.tableName,
        Item: { pk: { S: 'thing#quiet' }, sk: { S: 'state' } },
      }),
    );
    await fixture.rapport.idle();
    expect(await Promise.all(['a', 'b', 'quiet'].map(derived))).toEqual(['1', '1', undefined]);
  });

  it('is bisected around a poison record, which is parked; everything else arrives', async () => {
    const names = ['p1', 'p2', 'poison', 'p3', 'p4', 'p5'];
    await put(...names);
    await fixture.rapport.idle({ allowDeadLetters: true });
    for (const name of names) expect(await derived(name)).toBe(name === 'poison' ? undefined : '1');
    const parked = (await fixture.rapport.deadLetters()).filter(({ queue }) => queue.includes('Parked'));
    expect(parked).toHaveLength(1);
    expect(JSON.parse(parked[0]?.body ?? '')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  });

  it('continues with the same records after the function was killed in the middle of them', async () => {
    const fault = fixture.rapport.crash({
      function: 'stream-worker',
      operation: 'UpdateItem',
      when: 'before',
    });
    await put('killed');
    await fixture.rapport.idle();
    expect(fault.struck()).toBe(1);
    expect(await derived('killed')).toBe('1');
  });

  it('can be delivered twice with different batches', async () => {
    fixture.rapport.delivery.duplicate = true;
    await put('twice-a', 'twice-b');
    await fixture.rapport.idle();
    expect(await Promise.all(['twice-a', 'twice-b'].map(derived))).toEqual(['2', '2']);
  });

  it('is retried when the database throttles the function', async () => {
    const fault = fixture.rapport.refuse({
      function: 'stream-worker',
      operation: 'UpdateItem',
      code: 'ProvisionedThroughputExceededException',
    });
    await put('throttled');
    await fixture.rapport.idle();
    expect(fault.struck()).toBe(1);
    expect(await derived('throttled')).toBe('1');
  });
});

describe('a role', () => {
  it('allows what its policies allow and nothing else', async () => {
    expect(await fixture.json('/things')).toMatchObject({
      error: 'AccessDeniedException',
      message: expect.stringContaining('dynamodb:Scan') as string,
    });
    expect(await fixture.json('/messages', { method: 'POST', body: 'x' })).toMatchObject({
      error: 'AccessDeniedException',
      message: expect.stringContaining('sqs:SendMessage') as string,
    });
    expect(await fixture.json('/things/1', { method: 'PUT' })).toEqual({ stored: true });
  });

  it('is limited to the leading keys that a condition names', async () => {
    expect(await fixture.json('/things/1/foreign', { method: 'PUT' })).toMatchObject({
      error: 'AccessDeniedException',
    });
    expect(await fixture.items('other#1')).toEqual([]);
  });

  it('appears in the counted calls, refused ones included', async () => {
    fixture.rapport.resetCalls();
    await fixture.json('/things/2', { method: 'PUT' });
    await fixture.json('/things');
    expect(fixture.rapport.calls().front).toEqual({ PutItem: 1, Scan: 1 });
  });
});
