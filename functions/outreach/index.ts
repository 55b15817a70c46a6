// The part of outreach that other capabilities may use: the only way to send an email.
export { claimSend } from './sending/claim-send.ts';
export { createSend, outreachEvent, outreachEventId, sendRefOf } from './sending/send.ts';
export { isPostponed, type SendDeps, sendDueEmail } from './sending/send-due-email.ts';
export { submitToProvider } from './sending/submit-to-provider.ts';
