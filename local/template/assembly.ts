// Reads a cloud assembly from disk: every stack's template, and where each asset is.
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { isObject, type Json, type JsonObject } from './intrinsics.ts';

export interface Resource {
  Type: string;
  Properties: JsonObject;
  Condition?: string;
}

export interface StackTemplate {
  name: string;
  /** The parent of a nested stack, and the values that it gives to the parameters. */
  parent?: { name: string; given: JsonObject };
  resources: Record<string, Resource>;
  outputs: Record<string, JsonObject>;
  parameters: Record<string, JsonObject>;
  conditions: JsonObject;
  mappings: JsonObject;
  /** The folder or file of an asset by the key with which the template names it. */
  assets: Record<string, string>;
}

/** Returns the stacks of an assembly in the order of the manifest's dependencies: exporting stacks first. */
export const readAssembly = (directory: string): StackTemplate[] => {
  const manifest = readJson(join(directory, 'manifest.json'));
  const artefacts = Object.entries(isObject(manifest.artifacts) ? manifest.artifacts : {});
  return artefacts.flatMap(([id, artefact]) => {
    if (!isObject(artefact)) return [];
    if (artefact.type === 'cdk:cloud-assembly' && isObject(artefact.properties)) {
      return readAssembly(join(directory, String(artefact.properties.directoryName)));
    }
    return artefact.type === 'aws:cloudformation:stack' ? readStack(directory, id, artefact) : [];
  });
};

const readStack = (directory: string, id: string, artefact: JsonObject): StackTemplate[] => {
  const properties = isObject(artefact.properties) ? artefact.properties : {};
  const name = typeof properties.stackName === 'string' ? properties.stackName : id;
  const file = join(directory, String(properties.templateFile));
  return withNested({ name, ...readTemplate(file), assets: readAssets(directory, id) });
};

const readTemplate = (file: string): Omit<StackTemplate, 'name' | 'assets'> => {
  const template = readJson(file);
  return {
    resources: resourcesOf(template),
    outputs: objectsOf(template.Outputs),
    parameters: objectsOf(template.Parameters),
    conditions: isObject(template.Conditions) ? template.Conditions : {},
    mappings: isObject(template.Mappings) ? template.Mappings : {},
  };
};

/** Returns a stack and its nested stacks, which share its assets. */
const withNested = (stack: StackTemplate): StackTemplate[] => {
  const nested = Object.entries(stack.resources)
    .filter(([, { Type }]) => Type === 'AWS::CloudFormation::Stack')
    .map(([id, resource]) => nestedStack(stack, id, resource));
  return [stack, ...nested.flatMap(withNested)];
};

const nestedStack = (
  parent: StackTemplate,
  id: string,
  { Properties, Condition }: Resource,
): StackTemplate => {
  const refuse = (why: string): never => {
    throw new Error(`resource ${parent.name}/${id}: ${why}`);
  };
  if (Condition !== undefined) refuse('a nested stack on a condition is not served here');
  // Its template is an asset of its parent: the URL ends in the asset's key.
  const address = JSON.stringify(Properties.TemplateURL ?? null);
  const key = Object.keys(parent.assets).find((one) => address.includes(`/${one}"`)) ?? '';
  const file = parent.assets[key] ?? refuse('its template is not in the assembly');
  const given = isObject(Properties.Parameters) ? Properties.Parameters : {};
  return {
    name: `${parent.name}-${id}`,
    parent: { name: parent.name, given },
    ...readTemplate(file),
    assets: parent.assets,
  };
};

const resourcesOf = (template: JsonObject): Record<string, Resource> => {
  const entries = Object.entries(objectsOf(template.Resources)).map(([id, resource]) => {
    const Properties = isObject(resource.Properties) ? resource.Properties : {};
    const condition = typeof resource.Condition === 'string' ? { Condition: resource.Condition } : {};
    return [id, { Type: String(resource.Type), Properties, ...condition }] as const;
  });
  return Object.fromEntries(entries);
};

const objectsOf = (value: Json | undefined): Record<string, JsonObject> => {
  const entries = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonObject] => isObject(entry[1])));
};

const readAssets = (directory: string, id: string): Record<string, string> => {
  const file = join(directory, `${id}.assets.json`);
  if (!existsSync(file)) return {};
  const assets: Record<string, string> = {};
  for (const asset of Object.values(objectsOf(readJson(file).files))) {
    const path = isObject(asset.source) ? String(asset.source.path) : '';
    for (const destination of Object.values(objectsOf(asset.destinations))) {
      assets[String(destination.objectKey)] = isAbsolute(path) ? path : join(directory, path);
    }
  }
  return assets;
};

const readJson = (file: string): JsonObject => {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(value)) throw new Error(`${file} does not hold a JSON object`);
  return value;
};
