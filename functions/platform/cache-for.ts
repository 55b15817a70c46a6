/**
 * Reads something at most once in `ageMs` of the callers' time, for all who ask in between. A read that fails is not kept;
 * neither is one that was made in the callers' future, as after a clock was put back.
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
