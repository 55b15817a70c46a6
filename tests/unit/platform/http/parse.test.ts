import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { limit } from '../../../../functions/platform/contract/fields.ts';
import type { Route } from '../../../../functions/platform/contract/route.ts';
import { DomainError } from '../../../../functions/platform/errors.ts';
import { canonicalJson } from '../../../../functions/platform/http/canonical-json.ts';
import { MAX_BODY_BYTES, parseInput } from '../../../../functions/platform/http/parse.ts';
import { type Call, eventOf } from '../../../support/http/call-api.ts';

const route: Route = {
  method: 'POST',
  path: '/v1/things/{thingId}',
  summary: 'A thing',
  roles: ['agent'],
  params: z.strictObject({ thingId: z.string() }),
  query: z.strictObject({ limit: limit(100, 25) }),
  body: z.strictObject({
    name: z.optional(z.string().check(z.minLength(2), z.maxLength(4))),
    count: z.optional(z.int().check(z.minimum(1), z.maximum(9))),
    colour: z.optional(z.enum(['red', 'blue'])),
    inner: z.optional(z.strictObject({ list: z.optional(z.array(z.string()).check(z.maxLength(2))) })),
    any: z.optional(z.unknown()),
  }),
  success: { status: 200, body: z.object({}) },
  errors: [],
};
const needy: Route = {
  ...route,
  body: z.strictObject({ name: z.string(), inner: z.strictObject({ deep: z.boolean() }) }),
};

const parse = (call: Call, of: Route = route, over: Partial<APIGatewayProxyEventV2> = {}) =>
  parseInput(of, {
    ...eventOf(of, { params: { thingId: 't' }, ...call }),
    ...over,
  });

function refusal(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
const issues = (body: unknown, of = route) => refusal(() => parse({ body }, of)).issues;

/** Returns a JSON body of this many bytes. */
const bodyOf = (bytes: number) => `{"any":"${'x'.repeat(bytes - 10)}"}`;
const nested = (levels: number): unknown => (levels === 0 ? 1 : { any: nested(levels - 1) });

describe('a union', () => {
  const forms: Route = {
    ...route,
    body: z.discriminatedUnion('do', [
      z.strictObject({ do: z.literal('walk'), miles: z.number() }),
      z.strictObject({ do: z.literal('rest') }),
    ]),
  };

  it.each([{ do: 'run' }, {}])(
    'is resolved by its discriminator, and %j is rejected with the allowed values',
    (body) => {
      expect(issues(body, forms)).toEqual([{ path: 'body.do', message: 'must be one of walk, rest' }]);
    },
  );

  it('is rejected for what its chosen form lacks', () => {
    expect(issues({ do: 'walk' }, forms)).toEqual([{ path: 'body.miles', message: 'is missing' }]);
  });
});

describe('a body', () => {
  it('of exactly 256 KB is accepted, and one byte more is too large', () => {
    expect(Buffer.byteLength(bodyOf(MAX_BODY_BYTES))).toBe(256 * 1024);
    expect(() => parse({ raw: bodyOf(MAX_BODY_BYTES) })).not.toThrow();
    expect(refusal(() => parse({ raw: bodyOf(MAX_BODY_BYTES + 1) })).code).toBe('request.too_large');
  });

  it('is measured in bytes, not in characters', () => {
    expect(refusal(() => parse({ raw: bodyOf(MAX_BODY_BYTES - 1).replace('xx', 'éé') })).code).toBe(
      'request.too_large',
    );
  });

  it('in base64 has the same limit, to the byte', () => {
    for (const pad of [0, 1, 2]) {
      const encoded = (bytes: number) => Buffer.from(bodyOf(bytes)).toString('base64');
      const base64 = { isBase64Encoded: true };
      expect(() => parse({ raw: encoded(MAX_BODY_BYTES - pad) }, route, base64)).not.toThrow();
      expect(refusal(() => parse({ raw: encoded(MAX_BODY_BYTES + 1 + pad) }, route, base64)).code).toBe(
        'request.too_large',
      );
    }
  });

  it('in base64 is decoded to text', () => {
    const raw = Buffer.from('{"name":"é"}').toString('base64');
    expect(refusal(() => parse({ raw }, route, { isBase64Encoded: true })).issues).toEqual([
      { path: 'body.name', message: 'must be at least 2 characters long' },
    ]);
  });

  it('of twelve levels is accepted, and one of thirteen is rejected', () => {
    expect(() => parse({ body: nested(12) })).not.toThrow();
    expect(refusal(() => parse({ body: nested(13) }))).toMatchObject({
      code: 'request.invalid',
      message: 'The body is nested deeper than 12 levels.',
    });
  });

  it('of a hundred thousand levels is rejected like any other', () => {
    const raw = `{"any":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(refusal(() => parse({ raw })).code).toBe('request.invalid');
  });

  for (const raw of ['', '{', '{"name":}', "{'name':1}", '{"name":"a"} x', '\u0000']) {
    it(`${JSON.stringify(raw)} is not JSON`, () => {
      expect(refusal(() => parse({ raw })).code).toBe('request.malformed_json');
    });
  }

  for (const raw of ['null', '[]', '"text"', '7']) {
    it(`${raw} is JSON but not an object`, () => {
      expect(issues(JSON.parse(raw))).toEqual([{ path: 'body', message: 'must be an object' }]);
    });
  }

  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    '',
    'application/jsonp',
    'text/json',
  ]) {
    it(`of type “${type}” is rejected with the media type`, () => {
      expect(refusal(() => parse({ raw: '{}', headers: { 'content-type': type } })).code).toBe(
        'request.media_type',
      );
    });
  }

  for (const type of [
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/x+json',
  ]) {
    it(`of type “${type}” is parsed`, () => {
      expect(() => parse({ raw: '{}', headers: { 'content-type': type } })).not.toThrow();
    });
  }
});

describe('a refusal names the field and the reason', () => {
  it('if it is missing', () => {
    expect(issues({ inner: {} }, needy)).toEqual([
      { path: 'body.name', message: 'is missing' },
      { path: 'body.inner.deep', message: 'is missing' },
    ]);
  });

  it('if it has another type', () => {
    expect(issues({ name: 7, inner: { deep: 'yes' } }, needy)).toEqual([
      { path: 'body.name', message: 'must be a string' },
      { path: 'body.inner.deep', message: 'must be a boolean' },
    ]);
    expect(issues({ name: null, inner: [] }, needy)).toEqual([
      { path: 'body.name', message: 'must be a string' },
      { path: 'body.inner', message: 'must be an object' },
    ]);
    expect(issues({ count: 1.5 })).toEqual([{ path: 'body.count', message: 'must be a whole number' }]);
  });

  it('if it is unknown, at any depth', () => {
    expect(issues({ nmae: 'x', inner: { lsit: [] } })).toEqual([
      { path: 'body.inner.lsit', message: 'is unknown' },
      { path: 'body.nmae', message: 'is unknown' },
    ]);
  });

  it('if it is one too short, too long, too small or too big', () => {
    expect(issues({ name: 'a', count: 0 }).map(({ message }) => message)).toEqual([
      'must be at least 2 characters long',
      'must be at least 1',
    ]);
    expect(issues({ name: 'abcde', count: 10 }).map(({ message }) => message)).toEqual([
      'must be at most 4 characters long',
      'must be at most 9',
    ]);
    expect(issues({ inner: { list: ['a', 'b', 'c'] } })).toEqual([
      { path: 'body.inner.list', message: 'must be at most 2 entries' },
    ]);
    expect(() => parse({ body: { name: 'abcd', count: 9, inner: { list: ['a', 'b'] } } })).not.toThrow();
  });

  it('if it is not an allowed value', () => {
    expect(issues({ colour: 'green' })).toEqual([
      { path: 'body.colour', message: 'must be one of red, blue' },
    ]);
  });

  it('in the query, where unknown names are rejected too', () => {
    const query = (values: Record<string, string>) =>
      refusal(() => parse({ body: {}, query: values })).issues;
    expect(query({ page: '1' })).toEqual([{ path: 'query.page', message: 'is unknown' }]);
    for (const value of ['0', '101', '1.5', 'ten', ''])
      expect(query({ limit: value })[0]?.path).toBe('query.limit');
  });

  it('in the query of an operation that takes none', () => {
    const { query: _query, ...bare } = route;
    expect(refusal(() => parse({ body: {}, query: { x: '1', y: '2' } }, bare)).issues).toEqual([
      { path: 'query.x', message: 'is unknown' },
      { path: 'query.y', message: 'is unknown' },
    ]);
  });

  it('for at most twenty fields, in a detail of at most 1000 characters', () => {
    const body = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`unknown-${index}`, 1]));
    const { issues: named, message } = refusal(() => parse({ body }));
    expect(named).toHaveLength(20);
    expect(message.length).toBeLessThanOrEqual(1000);
  });
});

describe('the digest of a request', () => {
  const hash = (call: Call) => parse(call).hash;

  it('covers parameters and body', () => {
    const call = { body: { name: 'abc' } };
    expect(hash(call)).toBe(hash(call));
    expect(hash({ body: { name: 'abd' } })).not.toBe(hash(call));
    expect(hash({ ...call, params: { thingId: 'other' } })).not.toBe(hash(call));
  });

  it('ignores white space and headers', () => {
    expect(hash({ raw: '{ "name" : "abc" }', headers: { 'x-other': '1' } })).toBe(
      hash({ body: { name: 'abc' } }),
    );
  });

  it('ignores the order of fields, at any depth, but not that of lists', () => {
    const body = '{"any":{"b":[1,{"y":2,"x":3}],"a":null},"name":"abc"}';
    const reordered = '{"name":"abc","any":{"a":null,"b":[1,{"x":3,"y":2}]}}';
    const relisted = '{"name":"abc","any":{"a":null,"b":[{"x":3,"y":2},1]}}';
    expect(hash({ raw: reordered })).toBe(hash({ raw: body }));
    expect(hash({ raw: relisted })).not.toBe(hash({ raw: body }));
  });

  it('never confuses field names and texts', () => {
    const bodies = [
      { any: { a: '1', b: '2' } },
      { any: { 'a":"1","b': '2' } },
      { any: ['a', '1', 'b', '2'] },
      { any: { a: 1, b: 2 } },
      { any: {} },
      { any: [] },
      { any: null },
      { any: '{}' },
      {},
    ];
    expect(new Set(bodies.map((body) => hash({ body }))).size).toBe(bodies.length);
  });

  it('uses canonical JSON, sorted as in RFC 8785', () => {
    const value = JSON.parse(
      '{"\\u20ac":"Euro","\\r":"CR","\\ud83d\\ude00":1,"1":"One","__proto__":{"b":1,"a":2}}',
    );
    expect(canonicalJson(value)).toBe('{"\\r":"CR","1":"One","__proto__":{"a":2,"b":1},"€":"Euro","😀":1}');
  });
});

describe('text with a lone surrogate', () => {
  const half = '\ud800';
  const everywhere = { ...route, body: z.unknown(), query: z.record(z.string(), z.string()) };

  it.each([
    ['in a field', { name: half }, 'body.name'],
    ['at the end of a field', { name: `ab${half}` }, 'body.name'],
    ['the wrong way round', { name: '\udc00\ud83d' }, 'body.name'],
    ['deep inside', { any: [{ a: [half] }] }, 'body.any.0.a.0'],
    ['in a key', { any: { [half]: 1 } }, 'body.any.\ufffd'],
    ['as the whole body', half, 'body'],
  ])('%s is rejected with its path', (_where, body, path) => {
    expect(issues(body, everywhere)).toEqual([{ path, message: 'must not contain a lone surrogate' }]);
  });

  it('is rejected in the path and in the query', () => {
    const inPath = refusal(() => parse({ params: { thingId: half }, body: {} }, everywhere));
    const inQuery = refusal(() => parse({ query: { q: half }, body: {} }, everywhere));
    expect([inPath, inQuery].map((error) => error.issues[0]?.path)).toEqual(['path.thingId', 'query.q']);
  });

  it('is distinguished from surrogate pairs, which are accepted', () => {
    expect(parse({ body: { name: 'a😀' } }).body).toEqual({ name: 'a😀' });
  });
});

describe('the key __proto__', () => {
  it.each([
    ['{"__proto__":{"name":"x"}}', 'body.__proto__'],
    ['{"inner":{"__proto__":1}}', 'body.inner.__proto__'],
    ['{"any":[{"__proto__":1}]}', 'body.any.0.__proto__'],
  ])('is rejected in %s', (raw, path) => {
    expect(refusal(() => parse({ raw })).issues).toEqual([{ path, message: 'is unknown' }]);
  });
});
