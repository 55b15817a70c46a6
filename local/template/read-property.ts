// Reads resolved properties with types; an error about a property of the wrong shape names the resource.
import type { Resolved } from './deployment.ts';
import { isObject, type Json, type JsonObject } from './intrinsics.ts';

const fail = (resource: Resolved, what: string): never => {
  throw new Error(`resource ${resource.label} (${resource.type}): ${what}`);
};

/** Follows a path such as `Target.Input` through nested objects. */
export const valueAt = (value: Json | undefined, path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);

export const optionalText = (resource: Resolved, path: string): string | undefined => {
  const value = valueAt(resource.properties, path);
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : fail(resource, `${path} must be a string`);
};

export const text = (resource: Resolved, path: string): string =>
  optionalText(resource, path) ?? fail(resource, `${path} is missing`);

/** Reads a number; CloudFormation also accepts one in quotes. */
export const number = (resource: Resolved, path: string, otherwise: number): number => {
  const value = valueAt(resource.properties, path);
  if (value === undefined || value === null) return otherwise;
  const found = Number(value);
  return Number.isFinite(found) ? found : fail(resource, `${path} must be a number`);
};

/** Reads a boolean; CloudFormation also accepts one in quotes. */
export const flag = (resource: Resolved, path: string, otherwise = false): boolean => {
  const value = valueAt(resource.properties, path);
  return value === undefined ? otherwise : String(value) === 'true';
};

export const object = (resource: Resolved, path: string): JsonObject | undefined => {
  const value = valueAt(resource.properties, path);
  return isObject(value) ? value : undefined;
};

export const objects = (resource: Resolved, path: string): JsonObject[] => {
  const value = valueAt(resource.properties, path);
  return Array.isArray(value) ? value.filter(isObject) : [];
};

export const texts = (resource: Resolved, path: string): string[] => {
  const value = valueAt(resource.properties, path);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
};

/** Stops the start with a message that names the resource. */
export const refuse = (resource: Resolved, why: string): never => fail(resource, why);
