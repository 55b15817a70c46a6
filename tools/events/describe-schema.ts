// Describes schemas as text that people read: for docs/events.md and for snapshots.
import * as z from 'zod/mini';

/** The part of zod's JSON Schema that events and entities use. */
interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  enum?: string[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
}

/**
 * Describes a schema, one field per line, nested fields indented; `?` marks an optional field, and each
 * alternative of a union begins with a dash.
 */
export const describeSchema = (schema: z.ZodMiniType): string => linesOf(jsonSchemaOf(schema)).join('\n');

/** Returns the names of the top-level fields that are always present. */
export function requiredFieldsOf(schema: z.ZodMiniType): ReadonlySet<string> {
  const json = jsonSchemaOf(schema);
  const variants = variantsOf(json);
  const [first = json, ...others] = variants;
  return new Set(
    (first.required ?? []).filter((name) => others.every(({ required }) => required?.includes(name))),
  );
}

const jsonSchemaOf = (schema: z.ZodMiniType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', reused: 'inline' }) as JsonSchema;

const variantsOf = ({ anyOf, oneOf }: JsonSchema): JsonSchema[] => oneOf ?? anyOf ?? [];

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

/** Returns the fields of a schema; none for a plain value. */
function linesOf(schema: JsonSchema): string[] {
  const { properties = {}, required = [], items, additionalProperties } = schema;
  if (items) return linesOf(items);
  if (typeof additionalProperties === 'object') return linesOf(additionalProperties);
  const variants = variantsOf(schema).map(linesOf);
  if (variants.some((lines) => lines.length > 0))
    return variants.flatMap(([first = 'null', ...rest]) => [`- ${first}`, ...indented(rest)]);
  return Object.entries(properties).flatMap(([name, value]) => [
    `${name}${required.includes(name) ? '' : '?'}: ${typeOf(value)}`,
    ...indented(linesOf(value)),
  ]);
}

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.items) return linesOf(schema.items).length > 0 ? 'list of' : `list of ${typeOf(schema.items)}`;
  if (typeof schema.additionalProperties === 'object')
    return `${typeOf(schema.additionalProperties)} by name`;
  const variants = variantsOf(schema);
  if (variants.length === 0) return schema.type ?? 'any';
  return linesOf(schema).length > 0 ? 'one of' : variants.map(typeOf).join(' | ');
}
