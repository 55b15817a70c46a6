import { describe, expect, it } from 'vitest';
import { stale } from '../../../../functions/platform/table/refusal.ts';
import {
  assertExists,
  create,
  put,
  remove,
  replace,
  update,
} from '../../../../functions/platform/table/write.ts';

const key = { pk: 'P', sk: 'S' };

const ALL_OLD = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };

describe('a write', () => {
  it('that creates is refused if the item exists, and returns the item', () => {
    expect(create(key, { a: 1 }, stale).action('T')).toEqual({
      Put: {
        TableName: 'T',
        Item: { ...key, a: 1 },
        ConditionExpression: 'attribute_not_exists(pk)',
        ...ALL_OLD,
      },
    });
  });

  it('that replaces requires the version that was read', () => {
    expect(replace(key, { a: 1 }, 7, stale).action('T')).toEqual({
      Put: {
        TableName: 'T',
        Item: { ...key, a: 1 },
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': 7 },
        ...ALL_OLD,
      },
    });
  });

  it('without a condition requires nothing', () => {
    expect(put(key, {}).action('T')).toEqual({ Put: { TableName: 'T', Item: key } });
    expect(remove(key).action('T')).toEqual({ Delete: { TableName: 'T', Key: key } });
  });

  it('that asserts changes nothing', () => {
    expect(assertExists(key, stale).action('T')).toEqual({
      ConditionCheck: { TableName: 'T', Key: key, ConditionExpression: 'attribute_exists(pk)', ...ALL_OLD },
    });
  });

  it('that updates names every part of a path, so that the expression contains no reserved word', () => {
    const write = update(
      key,
      {
        set: { 'row.status': 'open', gone: undefined, ttl: 0 },
        increase: { 'row.free': -2 },
        add: { version: 1 },
      },
      { expression: '#row.#free >= :weight', values: { weight: 2 } },
      stale,
    );
    expect(write.action('T')).toEqual({
      Update: {
        TableName: 'T',
        Key: key,
        UpdateExpression:
          'SET #row.#status = :u0, #ttl = :u1, #row.#free = #row.#free + :u2 REMOVE #gone ADD #version :u3',
        ConditionExpression: '#row.#free >= :weight',
        ExpressionAttributeNames: {
          '#row': 'row',
          '#status': 'status',
          '#gone': 'gone',
          '#ttl': 'ttl',
          '#free': 'free',
          '#version': 'version',
        },
        ExpressionAttributeValues: { ':u0': 'open', ':u1': 0, ':u2': -2, ':u3': 1, ':weight': 2 },
        ...ALL_OLD,
      },
    });
  });

  it('that only removes attributes contains no empty map of values', () => {
    const { Update } = update(key, { set: { gone: undefined } }).action('T');
    expect(Update).not.toHaveProperty('ExpressionAttributeValues');
    expect(Update?.UpdateExpression).toBe('REMOVE #gone');
  });

  it('that puts contains its item for the size check; one that updates contains none', () => {
    expect(put(key, { a: 1 }).item).toEqual({ ...key, a: 1 });
    expect(update(key, { set: { a: 1 } }).item).toBeUndefined();
  });
});
