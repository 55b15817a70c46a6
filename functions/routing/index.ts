// What other capabilities may use of routing: whom it would trust with what.
export { loadAgent } from './store.ts';
