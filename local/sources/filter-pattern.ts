// Compiles the filter patterns of event source mappings, which use the language of EventBridge patterns.
import { isObject, type Json } from '../template/intrinsics.ts';

export type Pattern = (value: unknown) => boolean;

/** Compiles a pattern. Throws, naming the operator, on one that is not served. */
export const compilePattern = (pattern: Json): Pattern => {
  if (!isObject(pattern)) throw new Error('a filter pattern must be a JSON object');
  const tests = Object.entries(pattern).map(([key, rule]): Pattern => {
    if (key === '$or') return either(rule);
    if (Array.isArray(rule)) return leaf(key, rule);
    const inner = compilePattern(rule);
    return (value) => inner(member(value, key));
  });
  return (value) => tests.every((test) => test(value));
};

const either = (rule: Json): Pattern => {
  if (!Array.isArray(rule)) throw new Error('$or in a filter pattern needs a list');
  const options = rule.map(compilePattern);
  return (value) => options.some((option) => option(value));
};

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/**
 * Compiles a leaf: it matches if one of its rules does; a list in the event matches if one
 * of its elements does.
 */
const leaf = (key: string, rules: Json[]): Pattern => {
  const tests = rules.map(compileRule);
  return (value) => {
    const found = member(value, key);
    const candidates = Array.isArray(found) && found.length > 0 ? found : [found];
    return candidates.some((candidate) => tests.some((test) => test(candidate)));
  };
};

const compileRule = (rule: Json): Pattern => {
  if (!isObject(rule)) return (value) => value === rule;
  const [[operator, operand] = ['', null]] = Object.entries(rule);
  const make = operators[operator];
  if (make === undefined) throw new Error(`the filter operator ${operator} is not served here`);
  return make(operand);
};

const onText =
  (test: (value: string) => boolean): Pattern =>
  (value) =>
    typeof value === 'string' && test(value);

const prefixOrSuffix =
  (kind: 'startsWith' | 'endsWith') =>
  (operand: Json): Pattern => {
    if (isObject(operand)) {
      const folded = String(operand['equals-ignore-case']).toLowerCase();
      return onText((value) => value.toLowerCase()[kind](folded));
    }
    return onText((value) => value[kind](String(operand)));
  };

const wildcardPattern = (operand: Json): Pattern => {
  const source = String(operand)
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const expression = new RegExp(`^${source}$`, 's');
  return onText((value) => expression.test(value));
};

const anythingBut = (operand: Json): Pattern => {
  const refused = (Array.isArray(operand) ? operand : [operand]).map(compileRule);
  return (value) => value !== undefined && !refused.some((test) => test(value));
};

const numeric = (operand: Json): Pattern => {
  if (!Array.isArray(operand)) throw new Error('numeric in a filter pattern needs a list');
  const comparisons = Array.from(
    { length: operand.length / 2 },
    (_, index) => [String(operand[index * 2]), Number(operand[index * 2 + 1])] as const,
  );
  return (value) =>
    typeof value === 'number' && comparisons.every(([sign, bound]) => compare(sign, value, bound));
};

const compare = (sign: string, value: number, bound: number): boolean => {
  if (sign === '=') return value === bound;
  if (sign === '<') return value < bound;
  if (sign === '<=') return value <= bound;
  if (sign === '>') return value > bound;
  if (sign === '>=') return value >= bound;
  throw new Error(`the comparison ${sign} is not served here`);
};

const operators: Record<string, (operand: Json) => Pattern> = {
  prefix: prefixOrSuffix('startsWith'),
  suffix: prefixOrSuffix('endsWith'),
  wildcard: wildcardPattern,
  numeric,
  exists: (operand) => (value) => (value !== undefined) === (operand === true),
  'anything-but': anythingBut,
  'equals-ignore-case': (operand) => onText((value) => value.toLowerCase() === String(operand).toLowerCase()),
};
