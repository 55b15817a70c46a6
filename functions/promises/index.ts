// What the entry of another capability may use of promises.
export { listOpenPromises } from './lists/list-open-promises.ts';
