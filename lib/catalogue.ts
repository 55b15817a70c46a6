// Every Lambda function there is: what is bundled, deployed, run locally and measured all follow this list.

export interface FunctionSpec {
  /** Source of the handler, from the root of the repository. */
  entry: string;
  memoryMb: number;
  timeoutSeconds: number;
  /**
   * Its part of the account's concurrency, in percent, where the stage reserves any. It is both a floor and a cap: what
   * customers and strangers can set off is held to it, and what everything else waits for is sure of it.
   */
  reservedPercent?: number;
  /** What a person suffers while it fails; printed in its alarm. */
  impact: string;
}

/** Memory follows CPU: a Lambda function has a whole vCPU at 1,769 MB only, and cold starts are CPU-bound. */
const memoryMb = 512;

export const catalogue = {
  customers: {
    entry: 'functions/customers/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 20,
    reservedPercent: 10,
    impact: 'Agents cannot open customer profiles, and events sent by shops and apps are refused.',
  },
  timeline: {
    entry: 'functions/customers/worker.lambda.ts',
    memoryMb,
    timeoutSeconds: 30,
    impact: 'Customer timelines miss tickets, surveys and mails: agents answer without knowing the history.',
  },
  tickets: {
    entry: 'functions/tickets/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    impact: 'Agents cannot open tickets or answer customers.',
  },
  portal: {
    entry: 'functions/tickets/portal-api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    reservedPercent: 10,
    impact: 'Customers cannot write to us from the site or the app, nor read our answers there.',
  },
  desk: {
    entry: 'functions/tickets/desk-api.lambda.ts',
    memoryMb,
    timeoutSeconds: 20,
    impact:
      'Staff cannot merge or split tickets, use macros, drafts and incidents, or export views; answering goes on.',
  },
  'tickets-worker': {
    entry: 'functions/tickets/worker.lambda.ts',
    memoryMb,
    timeoutSeconds: 30,
    impact:
      'Solved tickets are not closed, the solution of an incident does not reach its customers, and people who are mentioned on a ticket do not hear of it.',
  },
  assist: {
    entry: 'functions/assist/api.lambda.ts',
    memoryMb: 1769,
    timeoutSeconds: 15,
    impact: 'Agents read threads whole and write every answer anew.',
  },
  'assist-worker': {
    entry: 'functions/assist/worker.lambda.ts',
    memoryMb: 1769,
    timeoutSeconds: 30,
    impact: 'Tickets change hands without a summary, and no solved ticket helps the next.',
  },
  complaints: {
    entry: 'functions/complaints/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    impact: 'Complaints cannot be acknowledged or answered in writing, and their register cannot be read.',
  },
  'sensitive-worker': {
    entry: 'functions/complaints/worker.lambda.ts',
    memoryMb,
    timeoutSeconds: 30,
    impact: 'Complaints do not come into the register, and nobody is warned before their clocks run out.',
  },
  'triage-worker': {
    entry: 'functions/triage/worker.lambda.ts',
    // Reading is bound by CPU: a whole vCPU keeps a message under 20 ms.
    memoryMb: 1769,
    timeoutSeconds: 30,
    reservedPercent: 5,
    impact: 'New tickets are not read, so no agent is given them and no clock runs for them.',
  },
  routing: {
    entry: 'functions/routing/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    impact: 'Agents cannot go online or offline: they get no tickets, or tickets they will not see.',
  },
  'routing-worker': {
    entry: 'functions/routing/worker.lambda.ts',
    memoryMb,
    timeoutSeconds: 30,
    reservedPercent: 3,
    impact: 'New tickets reach no agent: customers wait although people are free.',
  },
  promises: {
    entry: 'functions/promises/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    reservedPercent: 3,
    impact: 'Staff cannot write down what they promise, nor see what was promised to whom.',
  },
  'promises-worker': {
    entry: 'functions/promises/worker.lambda.ts',
    memoryMb,
    timeoutSeconds: 30,
    impact: 'Promises are missed unnoticed: owners are not reminded and leads do not hear of it.',
  },
  compensation: {
    entry: 'functions/compensation/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    impact: 'Agents cannot grant refunds, and leads cannot approve them.',
  },
  returns: {
    entry: 'functions/returns/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    reservedPercent: 3,
    impact: 'Customers cannot send goods back, and returns stand still.',
  },
  'authority-worker': {
    entry: 'functions/compensation/worker.lambda.ts',
    memoryMb,
    timeoutSeconds: 30,
    impact: 'Approval requests do not expire, and agents do not hear what became of theirs.',
  },
  outreach: {
    entry: 'functions/outreach/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    impact: 'Agents cannot see which mails a customer got or will get.',
  },
  'outreach-worker': {
    entry: 'functions/outreach/worker.lambda.ts',
    memoryMb,
    timeoutSeconds: 60,
    impact:
      'Reminders do not go out, so subscriptions lapse unnoticed, and bounces and complaints are not heeded.',
  },
  feedback: {
    entry: 'functions/feedback/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    reservedPercent: 3,
    impact: 'Customers who click a survey link see an error, and their answer is lost unless they try again.',
  },
  'feedback-worker': {
    entry: 'functions/feedback/worker.lambda.ts',
    memoryMb,
    timeoutSeconds: 60,
    impact: 'Nobody is asked how their ticket went: satisfaction figures dry up.',
  },
  email: {
    entry: 'functions/email/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    impact: 'Agents cannot see or take up mails that were held back.',
  },
  'email-worker': {
    entry: 'functions/email/worker.lambda.ts',
    // Holds the files of a few answers at once, of up to 7 MB each, and the mails that are composed of them.
    memoryMb: 1024,
    timeoutSeconds: 60,
    impact: 'Agents’ answers do not leave by mail.',
  },
  'inbound-worker': {
    entry: 'functions/email/inbound-worker.lambda.ts',
    // One mail of at most 40 MB, raw, decoded and as text, and of so many lines as are read (docs/adr/0026): 1.5 GB.
    memoryMb: 2048,
    timeoutSeconds: 60,
    impact: 'Mails of customers reach no agent.',
  },
  intelligence: {
    entry: 'functions/intelligence/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    impact: 'Leads cannot see or change the topics that messages are sorted by.',
  },
  'intelligence-worker': {
    entry: 'functions/intelligence/worker.lambda.ts',
    // Training reads up to 20,000 corrections and is bound by CPU.
    memoryMb: 1769,
    timeoutSeconds: 60,
    impact: 'What agents correct is not learned: messages go on being sorted as before.',
  },
  sla: {
    entry: 'functions/sla/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    impact: 'Agents cannot see which promises are about to be broken, and leads cannot change them.',
  },
  'sla-worker': {
    entry: 'functions/sla/worker.lambda.ts',
    memoryMb,
    timeoutSeconds: 60,
    impact:
      'Nobody is warned before a promise to a customer is broken, and late tickets are not served first.',
  },
  metrics: {
    entry: 'functions/metrics/api.lambda.ts',
    memoryMb,
    timeoutSeconds: 10,
    impact: 'Leads cannot read the figures.',
  },
  'metrics-rollup': {
    entry: 'functions/metrics/worker.lambda.ts',
    memoryMb,
    timeoutSeconds: 60,
    impact: 'The figures stand still while the work goes on: leads decide on old numbers.',
  },
  relay: {
    entry: 'functions/platform/stream/relay.lambda.ts',
    memoryMb,
    timeoutSeconds: 60,
    reservedPercent: 10,
    impact:
      'Nothing follows from what people do: tickets reach no agent, no mail goes out, no survey is sent.',
  },
  scheduler: {
    entry: 'functions/scheduler/worker.lambda.ts',
    // A whole vCPU: a million items due in one minute are under a minute of its time (docs/adr/0005).
    memoryMb: 1769,
    timeoutSeconds: 55,
    reservedPercent: 1,
    impact: 'Whatever is due now does not happen: reminders, surveys and hand-backs come late.',
  },
  openapi: {
    entry: 'functions/openapi/api.ts',
    memoryMb: 256,
    timeoutSeconds: 10,
    reservedPercent: 1,
    impact: 'Developers cannot fetch the API description; nobody else notices.',
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof catalogue;
export const functionNames = Object.keys(catalogue) as FunctionName[];
