// The public interface of the analysis of messages.
export type {
  Analyser,
  Analysis,
  MessageToAnalyse,
  PromiseReader,
  ReplyToRead,
  ThreadReader,
} from './analyser/analyser.ts';
export { detectThanks } from './analyser/detect-thanks.ts';
export { analyserLoader } from './analyser/load-analyser.ts';
export { createAnalyser } from './analyser/local-analyser.ts';
export { promiseReader, threadReader } from './analyser/local-readers.ts';
export type { ProposedPromise } from './promises/propose-promises.ts';
export type { SensitiveFinding } from './sensitivity/detect-sensitivity.ts';
export type { ContactHistory } from './sensitivity/evidence.ts';
export {
  type SensitiveKind,
  sensitiveKinds,
  type VulnerabilityDriver,
  vulnerabilityDrivers,
} from './sensitivity/kinds.ts';
export type { Candidate, Suggestion } from './thread/suggest-replies.ts';
export type { Summary, SummaryLine, ThreadMessage } from './thread/summarise.ts';
