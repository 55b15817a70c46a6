// The public interface of promises. Only the entry files of other capabilities import it.
export { listOpenPromises } from './lists/list-open-promises.ts';
