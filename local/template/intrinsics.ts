// Evaluates CloudFormation's intrinsic functions, as far as a synthesised application uses them.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Resolves a template's references; each lookup throws if it has no answer. */
export interface Scope {
  ref(logicalId: string): Json;
  attribute(logicalId: string, name: string): Json;
  imported(exportName: string): Json;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): Json;
}

const NO_VALUE = Symbol('AWS::NoValue');

/** Returns true for a plain object; arrays and null are not. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Replaces every intrinsic in a value. `AWS::NoValue` removes the property or array element that holds it.
 */
export const resolve = (value: Json, scope: Scope): Json => {
  const result = evaluate(value, scope);
  return result === NO_VALUE ? null : result;
};

const evaluate = (value: Json, scope: Scope): Json | typeof NO_VALUE => {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope)).filter(isPresent);
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const name = keys.length === 1 ? keys[0] : undefined;
  if (name === 'Ref' || name === 'Condition' || name?.startsWith('Fn::') === true) {
    const argument = value[name] ?? null;
    if (name !== 'Condition') return call(name, argument, scope);
    if (typeof argument === 'string') return scope.condition(argument);
  }
  const entries = keys.map((key) => [key, evaluate(value[key] ?? null, scope)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => isPresent(entry[1])));
};

const isPresent = (value: Json | typeof NO_VALUE): value is Json => value !== NO_VALUE;

const call = (name: string, argument: Json, scope: Scope): Json | typeof NO_VALUE => {
  if (name === 'Ref') return argument === 'AWS::NoValue' ? NO_VALUE : scope.ref(text(argument, name));
  if (name === 'Fn::If') return choose(argument, scope);
  if (name === 'Fn::GetAtt') return getAttribute(argument, scope);
  if (name === 'Fn::Sub') return substitute(argument, scope);
  const run = functions[name];
  if (run === undefined) throw new Error(`the intrinsic function ${name} is not served here`);
  return run(resolve(argument, scope), scope);
};

const functions: Record<string, (argument: Json, scope: Scope) => Json> = {
  'Fn::Join': (argument) => {
    const [separator, parts] = list(argument, 'Fn::Join');
    return list(parts, 'Fn::Join').map(scalar).join(text(separator, 'Fn::Join'));
  },
  'Fn::Select': (argument) => {
    const [index, options] = list(argument, 'Fn::Select');
    const chosen = list(options, 'Fn::Select')[Number(index)];
    if (chosen === undefined) throw new Error(`Fn::Select has no element ${String(index)}`);
    return chosen;
  },
  'Fn::Split': (argument) => {
    const [separator, source] = list(argument, 'Fn::Split');
    return text(source, 'Fn::Split').split(text(separator, 'Fn::Split'));
  },
  'Fn::ImportValue': (argument, scope) => scope.imported(text(argument, 'Fn::ImportValue')),
  'Fn::GetAZs': (_argument, scope) =>
    ['a', 'b', 'c'].map((zone) => `${scalar(scope.ref('AWS::Region'))}${zone}`),
  'Fn::Base64': (argument) => Buffer.from(text(argument, 'Fn::Base64')).toString('base64'),
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = list(argument, 'Fn::FindInMap').map(scalar);
    return scope.mapping(map ?? '', first ?? '', second ?? '');
  },
  'Fn::Equals': (argument) => {
    const [left, right] = list(argument, 'Fn::Equals');
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::Not': (argument) => list(argument, 'Fn::Not')[0] !== true,
  'Fn::And': (argument) => list(argument, 'Fn::And').every((item) => item === true),
  'Fn::Or': (argument) => list(argument, 'Fn::Or').some((item) => item === true),
};

const choose = (argument: Json, scope: Scope): Json | typeof NO_VALUE => {
  const [condition, whenTrue = null, whenFalse = null] = list(argument, 'Fn::If');
  return evaluate(scope.condition(text(condition, 'Fn::If')) ? whenTrue : whenFalse, scope);
};

const getAttribute = (argument: Json, scope: Scope): Json => {
  const [id, name] = typeof argument === 'string' ? splitAttribute(argument) : list(argument, 'Fn::GetAtt');
  return scope.attribute(text(id, 'Fn::GetAtt'), text(resolve(name ?? null, scope), 'Fn::GetAtt'));
};

const splitAttribute = (path: string): [string, string] => {
  const dot = path.indexOf('.');
  return [path.slice(0, dot), path.slice(dot + 1)];
};

const substitute = (argument: Json, scope: Scope): Json => {
  const [template, given] = typeof argument === 'string' ? [argument] : list(argument, 'Fn::Sub');
  const variables = isObject(given) ? given : {};
  return text(template, 'Fn::Sub').replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const variable = variables[name];
    if (variable !== undefined) return scalar(resolve(variable, scope));
    return scalar(name.includes('.') ? getAttribute(name, scope) : scope.ref(name));
  });
};

const list = (value: Json | undefined, name: string): Json[] => {
  if (!Array.isArray(value)) throw new Error(`${name} needs a list`);
  return value;
};

const text = (value: Json | undefined, name: string): string => {
  if (typeof value !== 'string') throw new Error(`${name} needs a string`);
  return value;
};

const scalar = (value: Json): string => {
  if (typeof value === 'object') throw new Error('a list or an object stands where a string is needed');
  return String(value);
};
