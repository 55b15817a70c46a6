// Decides, as IAM does within one account, whether the policies of a role allow an action on a resource.

import { ownProperty } from '../../functions/platform/own-property.ts';
import { isObject, type Json, type JsonObject } from '../template/intrinsics.ts';
import { type Condition, type ConditionContext, conditionHolds, parseConditions } from './conditions.ts';
import { wildcard } from './wildcard.ts';

export interface Statement {
  effect: 'Allow' | 'Deny';
  actions: (action: string) => boolean;
  resources: (resource: string) => boolean;
  principals: (principal: string) => boolean;
  conditions: Condition[];
}

/** One permission that a call needs, with the values that conditions may read. */
export interface RequiredPermission {
  action: string;
  resource: string;
  context?: ConditionContext;
}

export type Decision = { allowed: true } | { allowed: false; because: 'no-allow' | 'explicit-deny' };

/**
 * Reads a policy document. Throws, with `owner`'s name, on anything that it would not evaluate as IAM does.
 */
export const parsePolicy = (document: Json, owner: string): Statement[] => {
  if (!isObject(document)) throw new Error(`${owner}: its policy is not a JSON object`);
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement ?? null];
  return statements.map((statement) => {
    if (!isObject(statement)) throw new Error(`${owner}: a policy statement is not a JSON object`);
    return parseStatement(statement, owner);
  });
};

const parseStatement = (statement: JsonObject, owner: string): Statement => {
  for (const name of ['NotPrincipal']) {
    if (ownProperty(statement, name) !== undefined)
      throw new Error(`${owner}: ${name} in a policy is not served here`);
  }
  return {
    effect: statement.Effect === 'Deny' ? 'Deny' : 'Allow',
    actions: matcher(statement.Action, statement.NotAction, true),
    resources: matcher(statement.Resource, statement.NotResource, false),
    principals: principalMatcher(statement.Principal),
    conditions: parseConditions(statement.Condition ?? {}, owner),
  };
};

const matcher = (positive: Json | undefined, negative: Json | undefined, ignoreCase: boolean) => {
  const anyOf = (patterns: Json): ((value: string) => boolean) => {
    const tests = (Array.isArray(patterns) ? patterns : [patterns]).map((pattern) =>
      wildcard(String(pattern), ignoreCase),
    );
    return (value) => tests.some((test) => test(value));
  };
  if (negative !== undefined) {
    const excluded = anyOf(negative);
    return (value: string) => !excluded(value);
  }
  return positive === undefined ? () => true : anyOf(positive);
};

const principalMatcher = (principal: Json | undefined): ((principal: string) => boolean) => {
  if (principal === undefined || principal === '*') return () => true;
  const names = isObject(principal) ? Object.values(principal).flat() : [principal];
  return (who) => names.some((name) => name === '*' || String(name) === who);
};

/**
 * Decides on one permission: a matching Deny wins, otherwise a matching Allow is needed. `principal` only
 * matters in resource policies (queues, topics, the trust of a role).
 */
export const decide = (statements: Statement[], need: RequiredPermission, principal = '*'): Decision => {
  let allowed = false;
  for (const statement of statements) {
    if (!applies(statement, need, principal)) continue;
    if (statement.effect === 'Deny') return { allowed: false, because: 'explicit-deny' };
    allowed = true;
  }
  return allowed ? { allowed } : { allowed: false, because: 'no-allow' };
};

const applies = (statement: Statement, need: RequiredPermission, principal: string): boolean =>
  statement.actions(need.action) &&
  statement.resources(need.resource) &&
  statement.principals(principal) &&
  statement.conditions.every((condition) => conditionHolds(condition, need.context ?? {}));
