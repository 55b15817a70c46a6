// The public interface of returns for other capabilities.
export {
  approvalNotGiven,
  awaitingApproval,
  endedReturn,
  reopenedReturn,
  requestedGrantOf,
} from './return.ts';
export { type RefundReturnRequest, RefundReturnRequestSchema } from './return-requests.ts';
export { loadReturnAtVersion, moveWrites, requireReturn, saveReturn } from './return-store.ts';
