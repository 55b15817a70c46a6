// What other capabilities may use of outreach: the one way a mail leaves the house.
export { type DeliverDeps, deliver, isPostponed } from './deliver.ts';
export { handOver } from './hand-over.ts';
export { createSend, outreachEvent, sendRefOf } from './send.ts';
