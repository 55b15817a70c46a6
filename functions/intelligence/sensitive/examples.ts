// What messages of each sensitive kind sound like, and what ordinary ones do: for the part of the detection that
// generalises beyond the phrases. Written for Rapport. Of the messages that it is measured with, the development half is
// here and the held-out half is not (tests/fixtures/analysis).

import { ownProperty } from '../../platform/own-property.ts';
import { germanExamples } from './examples-de.ts';
import { englishExamples } from './examples-en.ts';
import { otherExamples } from './examples-other.ts';
import type { SensitiveKind } from './kinds.ts';

export interface Example {
  text: string;
  /** None of an ordinary message. */
  kinds: SensitiveKind[];
}

const LETTERS: Readonly<Record<string, SensitiveKind>> = {
  c: 'complaint',
  b: 'billing_dispute',
  f: 'service_failure',
  v: 'vulnerable',
};

/** A line an example: the letters of its kinds, `-` for none, and what was written. */
export const sensitiveExamples = (): Example[] =>
  [englishExamples, germanExamples, otherExamples].flatMap((lines) =>
    lines
      .trim()
      .split('\n')
      .map((line) => {
        const [letters = ''] = line.split(' ', 1);
        return {
          text: line.slice(letters.length + 1),
          kinds: [...letters].flatMap((letter) => ownProperty(LETTERS, letter) ?? []),
        };
      }),
  );
