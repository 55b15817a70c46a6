// Controls how events are delivered: retries without their long pauses, and the disorder that AWS
// allows and tests need.

export interface Delivery {
  /** Cuts short the pauses that only space out work; nothing else changes. */
  fastRetries: boolean;
  /** Delivers every batch a second time, split differently. */
  duplicate: boolean;
  /** Takes nothing from queues and streams; what accumulates is delivered afterwards. */
  paused: boolean;
  /** Shuffles messages from queues, which guarantee no order. */
  shuffle: boolean;
}

export const undisturbed: Delivery = { fastRetries: true, duplicate: false, paused: false, shuffle: false };

/** Returns the batches in which a received batch is delivered: unchanged, or disturbed as requested. */
export const disturb = <T>(batch: T[], delivery: Delivery): T[][] => {
  if (batch.length === 0) return [];
  const first = delivery.shuffle ? shuffled(batch) : batch;
  return delivery.duplicate ? [first, ...halves(first)] : [first];
};

/** Returns the same items in two parts; a single item is returned as it is. */
export const halves = <T>(batch: T[]): T[][] => {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)].filter((part) => part.length > 0);
};

const shuffled = <T>(batch: T[]): T[] => {
  const copy = [...batch];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
};
