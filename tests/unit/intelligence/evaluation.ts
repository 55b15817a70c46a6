// Analyses the labelled messages of tests/fixtures/analysis and measures the results.
import { readFileSync } from 'node:fs';
import {
  type Analyser,
  type Analysis,
  type SensitiveKind,
  sensitiveKinds,
} from '../../../functions/intelligence/index.ts';

export interface LabelledMessage {
  kinds: SensitiveKind[];
  /** Absent if it was not judged. */
  mood?: 'negative' | 'neutral' | 'positive';
  language: string;
  topic?: string;
  pressing?: true;
  subject?: string;
  text: string;
}

export type Half = 'development' | 'held-out' | 'afterwards' | 'everyday';

export const labelledMessages = (half: Half): LabelledMessage[] =>
  readFileSync(new URL(`../../fixtures/analysis/${half}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LabelledMessage);

export interface AnalysedMessage {
  message: LabelledMessage;
  analysis: Analysis;
}

export const analyseLabelled = (half: Half, analyser: Analyser): Promise<AnalysedMessage[]> =>
  Promise.all(
    labelledMessages(half).map(async (message) => ({
      message,
      analysis: await analyser.analyse({
        text: message.text,
        ...(message.subject === undefined ? {} : { subject: message.subject }),
        now: new Date('2026-03-10T12:00:00Z'),
      }),
    })),
  );

export interface Row {
  /** Number of messages of the kind. */
  messages: number;
  recall: number;
  precision: number;
}

/** Computes recall and precision by kind, and the share of ordinary messages that are false alarms. */
export function qualityOf(
  measured: readonly AnalysedMessage[],
): Record<SensitiveKind, Row> & { falseAlarms: number } {
  const rows = sensitiveKinds.map((kind): [SensitiveKind, Row] => {
    const wanted = measured.filter(({ message }) => message.kinds.includes(kind));
    const found = measured.filter(({ analysis }) => analysis.sensitive.some((one) => one.kind === kind));
    const both = wanted.filter((one) => found.includes(one)).length;
    return [
      kind,
      {
        messages: wanted.length,
        recall: share(both, wanted.length),
        precision: share(both, found.length),
      },
    ];
  });
  const ordinary = measured.filter(({ message }) => message.kinds.length === 0);
  const alarmed = ordinary.filter(({ analysis }) => analysis.sensitive.length > 0).length;
  return {
    ...(Object.fromEntries(rows) as Record<SensitiveKind, Row>),
    falseAlarms: share(alarmed, ordinary.length),
  };
}

export const share = (part: number, whole: number): number =>
  Math.round((100 * part) / Math.max(1, whole)) / 100;
