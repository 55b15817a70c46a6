// What other capabilities may use of outreach: the one way a mail leaves the house.
export { claimSend } from './claim-send.ts';
export { type DeliverDeps, deliver, isPostponed } from './deliver.ts';
export { handOver } from './hand-over.ts';
export { createSend, outreachEvent, outreachEventId, sendRefOf } from './send.ts';
