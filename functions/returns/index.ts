// What other capabilities may use of returns.
export {
  approvalNotGiven,
  awaitingApproval,
  endedReturn,
  reopenedReturn,
  requestedGrantOf,
} from './return.ts';
export { type RefundReturnRequest, RefundReturnRequestSchema } from './return-requests.ts';
export { loadReturnAtVersion, moveWrites, requireReturn, saveReturn } from './return-store.ts';
