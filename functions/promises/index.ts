// What the entry of another capability may use of promises.
export { listOpenPromises } from './list-open-promises.ts';
