/**
 * Wraps a read so that it runs at most once in `ageMs` of the callers' time; all callers in between share
 * the value. It keeps neither a failed read nor a read from the callers' future, which occurs after a
 * clock was set back.
 */
export function cacheFor<T>(ageMs: number, read: () => Promise<T>): (now: Date) => Promise<T> {
  let last: { at: number; value: Promise<T> } | undefined;
  return (now) => {
    const age = now.getTime() - (last?.at ?? 0);
    if (!last || age >= ageMs || age < 0) {
      const value = read();
      value.catch(() => {
        last = undefined;
      });
      last = { at: now.getTime(), value };
    }
    return last.value;
  };
}
