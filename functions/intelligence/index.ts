// What other capabilities may use of the analysis of messages.
export type {
  Analyser,
  Analysis,
  MessageToAnalyse,
  PromiseReader,
  ReplyToRead,
  ThreadReader,
} from './analyser.ts';
export { analyserLoader } from './load-analyser.ts';
export { createAnalyser } from './local-analyser.ts';
export { promiseReader, threadReader } from './local-readers.ts';
export type { ProposedPromise } from './promises/propose-promises.ts';
export type { Candidate, Suggestion } from './replies/suggest-replies.ts';
export type { SensitiveFinding } from './sensitive/detect-sensitive.ts';
export type { ContactHistory } from './sensitive/evidence.ts';
export {
  type SensitiveKind,
  sensitiveKinds,
  type VulnerabilityDriver,
  vulnerabilityDrivers,
} from './sensitive/kinds.ts';
export type { Summary, SummaryLine, ThreadMessage } from './summary/summarise.ts';
export { isThanks } from './thanks.ts';
