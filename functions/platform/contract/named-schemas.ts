// Collects the named schemas of the OpenAPI document. Each appears once under `components`; operations and
// other schemas refer to it.
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { datePattern, instantPattern } from './fields.ts';
import type { Schema } from './route.ts';
import { TimestampSchema } from './values.ts';

/** The name of each schema in the document, such as `Ticket`. */
export type SchemaNames = ReadonlyMap<Schema, string>;

/**
 * Says whether a schema describes what a client sends or receives; the two differ
 * by defaults and transformations.
 */
type Direction = 'input' | 'output';
type Json = Record<string, unknown>;
type Registry = z.core.$ZodRegistry<{ id: string }>;

/** Returns a schema as JSON Schema 2020-12, with the bounds of records and the formats of times. */
export function jsonSchema(schema: Schema, io: Direction, metadata: Registry = z.registry<{ id: string }>()) {
  const { $schema: _schema, ...rest } = z.toJSONSchema(schema, {
    io,
    metadata,
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema: written }) => {
      Object.assign(written, maxPropertiesOf(zodSchema));
      const format = formats.get(written.pattern);
      if (format !== undefined) written.format = format;
      if (zodSchema === TimestampSchema) written.format = 'date-time';
      if (io === 'output') loosen(zodSchema, written);
    },
  });
  return rest;
}

const formats = new Map<unknown, string>([
  [instantPattern.source, 'date-time'],
  [datePattern.source, 'date'],
]);

/**
 * Removes restrictions that clients must not rely on: a later release may answer with more fields, and every
 * integer is a safe integer.
 */
function loosen({ _zod: { def } }: z.core.$ZodType, written: z.core.JSONSchema.BaseSchema): void {
  if (def.type === 'object' && !('catchall' in def)) delete written.additionalProperties;
  if (written.minimum === Number.MIN_SAFE_INTEGER) delete written.minimum;
  if (written.maximum === Number.MAX_SAFE_INTEGER) delete written.maximum;
}

/** Returns the `maxEntries` bound, which zod does not pass on to JSON Schema. */
function maxPropertiesOf(schema: z.core.$ZodType): object {
  const checks = (schema._zod.def as z.core.$ZodTypeDef & { checks?: z.core.$ZodCheck[] }).checks ?? [];
  const defs = checks.map(({ _zod }) => _zod.def as { params?: { maxProperties?: number } });
  const { maxProperties } = defs.find(({ params }) => params?.maxProperties !== undefined)?.params ?? {};
  return maxProperties === undefined ? {} : { maxProperties };
}

/**
 * Collects the named schemas of a document. `refer` returns a reference to a schema that a client sends or
 * receives, under its own name, as `TicketPage` if it is a page of `Ticket`, or else under `fallback`; it
 * returns a schema that is not an object with fields as it is. `resolve` replaces the references in the
 * document by final ones and returns the schemas. A name ends in `Input` if clients send the schema in
 * another form than they receive it. A view has the name of its entity unless the document contains the
 * entity as well.
 */
export function namedSchemas(names: SchemaNames, others: Record<string, Json> = {}) {
  const registry: Registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const defs: Defs = { input: new Map(), output: new Map(Object.entries(others)) };

  function define(io: Direction, name: string, schema: Json): Json {
    const known = defs[io].get(name);
    if (known !== undefined && !isDeepStrictEqual(known, schema))
      throw new Error(`Two different schemas have the name ${name} in the OpenAPI document`);
    defs[io].set(name, schema);
    return { $ref: `#/${io}/${name}` };
  }

  /** Points references to the schemas of one direction and names pages. */
  const named = (schema: object, io: Direction): Json =>
    rewritten(schema, (key, value) => {
      if (key === '$ref') return String(value).replace('#/$defs', `#/${io}`);
      const item = itemOfPage(value);
      return item === undefined ? value : define(io, `${item}Page`, value as Json);
    });

  return {
    refer(schema: Schema, io: Direction, fallback: string, fields: Json = {}): Json {
      const { $defs = {}, ...root } = jsonSchema(schema, io, registry);
      const name = names.get(schema);
      for (const [id, def] of Object.entries($defs)) {
        define(io, id, named(id === name ? withFields(def, fields) : def, io));
      }
      const own = named(name === undefined ? withFields(root, fields) : root, io);
      return own.properties && Object.keys(own.properties).length > 0 ? define(io, fallback, own) : own;
    },
    resolve<T extends object>(document: T): { document: T; schemas: Json } {
      const nameOf = finalNames(defs);
      const resolved = (value: object) =>
        withRefs(value, (io, name) => `#/components/schemas/${nameOf(io, name)}`);
      const schemas = directions.flatMap((io) =>
        [...defs[io]].map(([name, schema]) => [nameOf(io, name), resolved(schema)] as const),
      );
      const inOrder = schemas.toSorted(([a], [b]) => (a < b ? -1 : 1));
      return { document: resolved(document) as T, schemas: Object.fromEntries(inOrder) };
    },
  };
}

const directions = ['input', 'output'] as const;
type Defs = Record<Direction, Map<string, Json>>;

const withFields = (schema: Json, fields: Json): Json =>
  Object.keys(fields).length === 0
    ? schema
    : { ...schema, properties: { ...fields, ...(schema.properties as Json | undefined) } };

function finalNames(defs: Defs): (io: Direction, name: string) => string {
  const differing = differingNames(defs);
  const withDirection = (io: Direction, name: string) =>
    io === 'input' && differing.has(name) ? `${name}Input` : name;
  const all = new Set(
    directions.flatMap((io) => [...defs[io].keys()].map((name) => withDirection(io, name))),
  );
  return (io, name) => {
    const full = withDirection(io, name);
    const entity = full.replace(/View$/, '');
    return all.has(entity) ? full : entity;
  };
}

/** Returns the names of schemas whose sent form differs from the received form, directly or in a part. */
function differingNames({ input, output }: Defs): ReadonlySet<string> {
  const differing = new Set<string>();
  const normalised = (schema: Json) =>
    withRefs(schema, (io, name) => (differing.has(name) ? `#/${io}/${name}` : `#/output/${name}`));
  const differs = ([name, sent]: [string, Json]) => {
    const received = output.get(name);
    return received !== undefined && !isDeepStrictEqual(normalised(sent), normalised(received));
  };
  for (let known = -1; known < differing.size; ) {
    known = differing.size;
    for (const [name] of [...input].filter(differs)) differing.add(name);
  }
  return differing;
}

const withRefs = (value: object, refOf: (io: Direction, name: string) => string): Json =>
  rewritten(value, (key, ref) => {
    const [, io, name = ''] = (key === '$ref' && /^#\/(input|output)\/(\w+)$/.exec(String(ref))) || [];
    return io === 'input' || io === 'output' ? refOf(io, name) : ref;
  });

/** Returns the name of the items if the schema is a page of a list. */
function itemOfPage(value: unknown): string | undefined {
  const { properties, type } = (value ?? {}) as { properties?: Record<string, Json>; type?: unknown };
  if (type !== 'object' || properties?.next === undefined || Object.keys(properties).length !== 2)
    return undefined;
  const { $ref } = (properties.items?.items ?? {}) as { $ref?: string };
  return $ref?.split('/').at(-1);
}

const rewritten = (value: object, revive: (key: string, value: unknown) => unknown): Json =>
  JSON.parse(JSON.stringify(value), revive) as Json;
