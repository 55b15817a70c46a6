// What other capabilities may use of outreach: the one way a mail leaves the house.
export { claimSend } from './sending/claim-send.ts';
export { createSend, outreachEvent, outreachEventId, sendRefOf } from './sending/send.ts';
export { isPostponed, type SendDeps, sendDueEmail } from './sending/send-due-email.ts';
export { submitToProvider } from './sending/submit-to-provider.ts';
