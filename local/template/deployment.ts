// Resolves every reference in all stacks of an assembly: the rest of the runner reads the result.
import type { Resource, StackTemplate } from './assembly.ts';
import { isObject, type Json, type JsonObject, resolve, type Scope } from './intrinsics.ts';
import { identify, type Physical, type Place } from './physical.ts';
import { unsupported } from './supported.ts';

export interface Resolved {
  /** `<stack>/<logical id>`, for messages. */
  label: string;
  stack: string;
  logicalId: string;
  type: string;
  properties: JsonObject;
  ref: string;
  arn: string;
}

export interface Deployment {
  place: Place;
  resources: Resolved[];
  ofType(...types: string[]): Resolved[];
  /** Output values by stack and output name; those of a nested stack are only visible to its parent. */
  outputs: Record<string, Record<string, string>>;
  /** Returns where an asset is, by the object key that a template names. */
  asset(stack: string, key: string): string | undefined;
}

/** Resolves an application. Throws one error that lists everything it cannot serve. */
export const readDeployment = (stacks: StackTemplate[], place: Place): Deployment => {
  const reasons = stacks.flatMap(unsupported);
  if (reasons.length > 0)
    throw new Error(`the template asks for more than the runner serves:\n  ${reasons.join('\n  ')}`);
  const scopes = new Map(
    stacks.map((stack) => [
      stack.name,
      stackScope(
        stack,
        place,
        (name) => exported(name),
        (id) => parameter(stack, id),
      ),
    ]),
  );
  const scopeOf = ({ name }: { name: string }): StackScope => {
    const scope = scopes.get(name);
    if (scope === undefined) throw new Error(`no stack ${name}`);
    return scope;
  };
  const parameter = ({ parent, parameters }: StackTemplate, id: string): Json | undefined => {
    const given = parent?.given[id];
    return parent === undefined || given === undefined
      ? parameters[id]?.Default
      : resolve(given, scopeOf(parent));
  };
  const exported = (name: string): Json => {
    for (const stack of stacks) {
      for (const output of Object.values(stack.outputs)) {
        const given = isObject(output.Export)
          ? resolve(output.Export.Name ?? null, scopeOf(stack))
          : undefined;
        if (given === name) return resolve(output.Value ?? null, scopeOf(stack));
      }
    }
    throw new Error(`no stack exports ${name}`);
  };
  const resources = stacks.flatMap((stack) => resolveStack(stack, scopeOf(stack)));
  return {
    place,
    resources,
    ofType: (...types) => resources.filter((resource) => types.includes(resource.type)),
    outputs: Object.fromEntries(
      stacks
        .filter(({ parent }) => parent === undefined)
        .map((stack) => [stack.name, resolveOutputs(stack, scopeOf(stack))]),
    ),
    asset: (name, key) => stacks.find((stack) => stack.name === name)?.assets[key],
  };
};

interface StackScope extends Scope {
  physical(logicalId: string): Physical;
}

const stackScope = (
  stack: StackTemplate,
  place: Place,
  imported: (name: string) => Json,
  parameter: (id: string) => Json | undefined,
): StackScope => {
  const pseudo: Record<string, Json> = {
    'AWS::Region': place.region,
    'AWS::AccountId': place.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.name,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${stack.name}/local`,
  };
  const known = new Map<string, Physical>();
  const find = (logicalId: string): Resource => {
    const resource = stack.resources[logicalId];
    if (resource === undefined)
      throw new Error(`${stack.name} refers to ${logicalId}, which it does not declare`);
    return resource;
  };
  const scope: StackScope = {
    ref: (id) => pseudo[id] ?? parameter(id) ?? scope.physical(id).ref,
    attribute: (id, name) => {
      const value = scope.physical(id).attributes[name];
      if (value !== undefined) return value;
      throw new Error(
        `resource ${stack.name}/${id} (${find(id).Type}): its attribute ${name} is not served here`,
      );
    },
    imported,
    condition: (name) => resolve(stack.conditions[name] ?? false, scope) === true,
    mapping: (map, first, second) => {
      const value = [map, first, second].reduce<Json>(
        (at, key) => (isObject(at) ? (at[key] ?? null) : null),
        stack.mappings,
      );
      if (value === null) throw new Error(`${stack.name} has no mapping ${map}.${first}.${second}`);
      return value;
    },
    physical: (id) => {
      const resource = find(id);
      const made =
        known.get(id) ?? identify(place, stack.name, id, resource, (name) => property(resource, name, scope));
      known.set(id, made);
      return made;
    },
  };
  return scope;
};

const property = (resource: Resource, name: string, scope: Scope): string | undefined => {
  const value = resource.Properties[name];
  const resolved = value === undefined ? undefined : resolve(value, scope);
  return typeof resolved === 'string' ? resolved : undefined;
};

/** Matches types whose properties are not read, because they may contain what only AWS knows. */
const unread = /^AWS::(Backup|CloudWatch|CodeDeploy|Logs|CDK|ApplicationInsights|Budgets|SSM|ApiGateway)::/;

const resolveStack = (stack: StackTemplate, scope: StackScope): Resolved[] =>
  Object.entries(stack.resources).flatMap(([logicalId, resource]) => {
    if (resource.Condition !== undefined && !scope.condition(resource.Condition)) return [];
    const label = `${stack.name}/${logicalId}`;
    try {
      const { ref, attributes } = scope.physical(logicalId);
      const properties = unread.test(resource.Type) ? {} : resolve(resource.Properties, scope);
      const arn = attributes.Arn ?? attributes.TopicArn ?? '';
      return [
        {
          label,
          stack: stack.name,
          logicalId,
          type: resource.Type,
          properties: asObject(properties),
          ref: String(ref),
          arn: String(arn),
        },
      ];
    } catch (error) {
      throw new Error(
        `resource ${label} (${resource.Type}): ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
  });

const resolveOutputs = (stack: StackTemplate, scope: Scope): Record<string, string> => {
  const values = Object.entries(stack.outputs).map(([name, output]) => {
    const value = resolve(output.Value ?? null, scope);
    return [name, typeof value === 'string' ? value : JSON.stringify(value)] as const;
  });
  return Object.fromEntries(values);
};

const asObject = (value: Json): JsonObject => (isObject(value) ? value : {});
