import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import promises from '../../../data/phrases/promises.json' with { type: 'json' };
import sentiment from '../../../data/phrases/sentiment.json' with { type: 'json' };
import summary from '../../../data/phrases/summary.json' with { type: 'json' };
import thanks from '../../../data/phrases/thanks.json' with { type: 'json' };
import urgency from '../../../data/phrases/urgency.json' with { type: 'json' };
import { promiseKinds } from '../../../functions/intelligence/promises/promise-phrases.ts';
import { phraseLanguages } from '../../../functions/intelligence/text/phrases.ts';
import { defaultTopics } from '../../../functions/intelligence/topics/default-topics.ts';
import { PutTopicRequestSchema, topicId } from '../../../functions/intelligence/topics/topic.ts';
import { exampleFiles, readExamples } from '../../../scripts/sensitivity/examples.ts';

describe('the phrase files', () => {
  it.each([
    ['promises', promises, ['commits', 'denies', ...promiseKinds]],
    ['sentiment', sentiment, [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5].map(String)],
    ['summary', summary, ['asks', 'tried']],
    ['thanks', thanks, ['thanks', 'polite', 'more']],
    ['urgency', urgency, ['high', 'raised', 'harmless']],
  ])('%s.json has known languages and labels only', (_, table: Record<string, object>, labels) => {
    const languages = new Set<string>([...phraseLanguages, 'any']);
    expect(Object.keys(table).filter((language) => !languages.has(language))).toEqual([]);
    const used = new Set(Object.values(table).flatMap((groups) => Object.keys(groups)));
    expect([...used].filter((label) => !labels.includes(label))).toEqual([]);
  });
});

describe('the default topics', () => {
  it('are topics that a team could save', () => {
    for (const { id, ...request } of defaultTopics) {
      expect(topicId().safeParse(id).success).toBe(true);
      expect(PutTopicRequestSchema.safeParse(request).success).toBe(true);
    }
  });
});

describe('a file of examples', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rapport-examples-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (content: string) => {
    for (const file of exampleFiles) writeFileSync(join(folder, file), 'kinds\ttext\n');
    writeFileSync(join(folder, exampleFiles[0]), content);
    return readExamples(folder);
  };

  it('has one message per line with its kinds', () => {
    expect(read('kinds\ttext\ncomplaint,vulnerable\tOne\nnone\tTwo\n')).toEqual([
      { text: 'One', kinds: ['complaint', 'vulnerable'] },
      { text: 'Two', kinds: [] },
    ]);
  });

  it.each([
    ['another header', 'text\tkinds\nOne\tnone\n', 'header'],
    ['an unknown kind', 'kinds\ttext\nrude\tOne\n', 'examples.en.tsv:2: "rude"'],
    ['no text', 'kinds\ttext\nnone\tOne\nnone\n', 'examples.en.tsv:3'],
    ['a third column', 'kinds\ttext\nnone\tOne\tTwo\n', 'examples.en.tsv:2'],
  ])('is refused with %s', (_, content, message) => {
    expect(() => read(content)).toThrow(message);
  });
});
