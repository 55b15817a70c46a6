// Evaluates the conditions of IAM statements. Keys and operators that are not listed stop the start:
// evaluated wrongly, they would allow here what AWS refuses.

import { ownProperty } from '../../functions/platform/own-property.ts';
import { isObject, type Json } from '../template/intrinsics.ts';
import { wildcard } from './wildcard.ts';

/** The values of the condition keys of one request; several for keys such as dynamodb:LeadingKeys. */
export type ConditionContext = Record<string, string | string[] | undefined>;

export interface Condition {
  set: 'any' | 'all' | 'single';
  key: string;
  negated: boolean;
  ifExists: boolean;
  matches: (value: string) => boolean;
  /** For the operator Null: true requires that the key is absent. */
  absent?: boolean;
}

const servedKeys = new Set([
  'aws:principalarn',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceowner',
  'dynamodb:leadingkeys',
  'iam:passedtoservice',
  'kms:viaservice',
  'ses:configurationset',
  'ses:fromaddress',
  'ses:recipients',
]);

type MakeTest = (values: string[]) => (value: string) => boolean;

const equals: MakeTest = (values) => {
  const wanted = new Set(values);
  return (value) => wanted.has(value);
};
const like: MakeTest = (values) => {
  const tests = values.map((pattern) => wildcard(pattern));
  return (value) => tests.some((test) => test(value));
};
const ignoringCase: MakeTest = (values) => {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  return (value) => wanted.has(value.toLowerCase());
};

const operators: Record<string, { test: MakeTest; negated?: true }> = {
  StringEquals: { test: equals },
  StringNotEquals: { test: equals, negated: true },
  StringEqualsIgnoreCase: { test: ignoringCase },
  StringLike: { test: like },
  StringNotLike: { test: like, negated: true },
  ArnEquals: { test: like },
  ArnLike: { test: like },
  ArnNotEquals: { test: like, negated: true },
  ArnNotLike: { test: like, negated: true },
  Bool: { test: ignoringCase },
};

/** Reads the `Condition` block of a statement; throws, naming `owner`, on anything that is not served. */
export const parseConditions = (block: Json, owner: string): Condition[] => {
  if (!isObject(block)) return [];
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => {
      const list = (Array.isArray(values) ? values : [values]).map(String);
      return parseCondition(operator, key.toLowerCase(), list, owner);
    }),
  );
};

const parseCondition = (operator: string, key: string, values: string[], owner: string): Condition => {
  if (!servedKeys.has(key)) throw new Error(`${owner}: the condition key ${key} is not served here`);
  const quantified = /^(ForAllValues|ForAnyValue):(.*)$/.exec(operator);
  const set = quantified?.[1] === 'ForAllValues' ? 'all' : quantified === null ? 'single' : 'any';
  const full = quantified?.[2] ?? operator;
  if (full === 'Null')
    return { set, key, negated: false, ifExists: false, matches: () => true, absent: values[0] === 'true' };
  const ifExists = full.endsWith('IfExists');
  const found = ownProperty(operators, ifExists ? full.slice(0, -'IfExists'.length) : full);
  if (found === undefined) throw new Error(`${owner}: the condition operator ${operator} is not served here`);
  return { set, key, ifExists, negated: found.negated === true, matches: found.test(values) };
};

/** Returns whether a condition holds, with IAM's rules for absent keys and for sets of values. */
export const conditionHolds = (condition: Condition, context: ConditionContext): boolean => {
  const given = ownProperty(context, condition.key);
  const values = given === undefined ? [] : [given].flat();
  if (condition.absent !== undefined) return condition.absent === (values.length === 0);
  const passes = (value: string): boolean => condition.matches(value) !== condition.negated;
  if (condition.set === 'all') return values.every(passes);
  if (values.length === 0) return condition.set === 'single' && (condition.negated || condition.ifExists);
  return values.some(passes);
};
