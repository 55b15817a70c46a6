// The files that `scripts/train-sensitivity.ts` writes, and how to tell whether they still fit the data.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EncodedModel, encodeModel } from '../../functions/intelligence/sensitivity/model.ts';
import { exampleFiles, readExamples } from './examples.ts';
import { trainModel } from './train-model.ts';

export const dataFolder = join(import.meta.dirname, '../../data');
const folder = join(dataFolder, 'sensitivity');
const inputs = [...exampleFiles.map((file) => `sensitivity/${file}`), 'synonym-groups.json'];

/** The model file: an encoded model with a version, which is part of the version of every analysis. */
export type ModelFile = EncodedModel & { version: string };

/** SHA-256 of the model and of each file that it was trained from. */
export interface Manifest {
  /** The command to run if the hashes differ. It is here so that the failing test shows it. */
  retrain: string;
  inputs: Record<string, string>;
  model: string;
}

const hashOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** Trains the model from the data on disk. */
export function trainFromData(): ModelFile {
  const encoded = encodeModel(trainModel(readExamples(folder)));
  return { version: hashOf(JSON.stringify(encoded)).slice(0, 6), ...encoded };
}

/** Hashes the data and the model as they are on disk. */
export const manifestOnDisk = (): Manifest => ({
  retrain: 'node scripts/train-sensitivity.ts',
  inputs: Object.fromEntries(inputs.map((file) => [file, hashOf(readFileSync(join(dataFolder, file)))])),
  model: hashOf(readFileSync(join(folder, 'model.json'))),
});

/** Reads the hashes that were recorded when the model was trained. */
export const recordedManifest = (): Manifest =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;

/** Writes the model and then the manifest that records what it was trained from. */
export function writeModelFiles(model: ModelFile): void {
  writeJson('model.json', model);
  writeJson('manifest.json', manifestOnDisk());
}

const writeJson = (file: string, content: object): void =>
  writeFileSync(join(folder, file), `${JSON.stringify(content, null, 2)}\n`);
