// Reads a cloud assembly from disk: every stack's template, and where each asset lies.
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
  resources: Record<string, Resource>;
  outputs: Record<string, JsonObject>;
  parameters: Record<string, JsonObject>;
  conditions: JsonObject;
  mappings: JsonObject;
  /** Folder or file of an asset by the key under which the template names it. */
  assets: Record<string, string>;
}

/** The stacks of an assembly, those that others import from first (the order of the manifest's dependencies). */
export const readAssembly = (directory: string): StackTemplate[] => {
  const manifest = readJson(join(directory, 'manifest.json'));
  const artefacts = Object.entries(isObject(manifest.artifacts) ? manifest.artifacts : {});
  return artefacts.flatMap(([id, artefact]) => {
    if (!isObject(artefact)) return [];
    if (artefact.type === 'cdk:cloud-assembly' && isObject(artefact.properties)) {
      return readAssembly(join(directory, String(artefact.properties.directoryName)));
    }
    return artefact.type === 'aws:cloudformation:stack' ? [readStack(directory, id, artefact)] : [];
  });
};

const readStack = (directory: string, id: string, artefact: JsonObject): StackTemplate => {
  const properties = isObject(artefact.properties) ? artefact.properties : {};
  const template = readJson(join(directory, String(properties.templateFile)));
  return {
    name: typeof properties.stackName === 'string' ? properties.stackName : id,
    resources: resourcesOf(template),
    outputs: objectsOf(template.Outputs),
    parameters: objectsOf(template.Parameters),
    conditions: isObject(template.Conditions) ? template.Conditions : {},
    mappings: isObject(template.Mappings) ? template.Mappings : {},
    assets: readAssets(directory, id),
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
