// Reads the examples of data/sensitivity: what messages of each sensitive kind sound like, and what ordinary
// ones do. Of the messages in tests/fixtures/analysis only the development half is among them.
import { readFileSync } from 'node:fs';
import { type SensitiveKind, sensitiveKinds } from '../../functions/platform/contract/shared-kinds.ts';

export interface Example {
  text: string;
  /** Empty for an ordinary message. */
  kinds: SensitiveKind[];
}

/** In this order: training depends on it. */
export const exampleFiles = ['examples.en.tsv', 'examples.de.tsv', 'examples.other.tsv'] as const;

/**
 * Reads one example per line after the header: its kinds separated by commas, or `none`, a tab, and the
 * message.
 */
export const readExamples = (folder: string): Example[] =>
  exampleFiles.flatMap((file) => {
    const [header, ...lines] = readFileSync(`${folder}/${file}`, 'utf8').trimEnd().split('\n');
    if (header !== 'kinds\ttext') throw new Error(`${file} does not begin with the header "kinds<tab>text"`);
    return lines.map((line, index) => exampleIn(line, `${file}:${index + 2}`));
  });

function exampleIn(line: string, place: string): Example {
  const [kinds = '', text, ...rest] = line.split('\t');
  if (!text || rest.length > 0) throw new Error(`${place}: expected "kinds<tab>text"`);
  return { text, kinds: kinds === 'none' ? [] : kinds.split(',').map((kind) => kindOf(kind, place)) };
}

function kindOf(name: string, place: string): SensitiveKind {
  const kind = sensitiveKinds.find((one) => one === name);
  if (!kind) throw new Error(`${place}: "${name}" is not one of ${sensitiveKinds.join(', ')} or none`);
  return kind;
}
