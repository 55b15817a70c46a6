// How events are delivered: retries without their long pauses, and the disorder that AWS allows and tests ask for.

export interface Delivery {
  /** Pauses that only space work out are cut short; nothing else changes. */
  fastRetries: boolean;
  /** Delivers every batch a second time, with other borders. */
  duplicate: boolean;
  /** Nothing is taken from queues and streams meanwhile; what piles up comes when it is over. */
  paused: boolean;
  /** Shuffles what comes from queues, which promise no order. */
  shuffle: boolean;
}

export const undisturbed: Delivery = { fastRetries: true, duplicate: false, paused: false, shuffle: false };

/** The batches in which a received batch is handed over: itself, or disturbed as asked. */
export const disturb = <T>(batch: T[], delivery: Delivery): T[][] => {
  if (batch.length === 0) return [];
  const first = delivery.shuffle ? shuffled(batch) : batch;
  return delivery.duplicate ? [first, ...halves(first)] : [first];
};

/** The same items again in two parts; one item alone comes again as it is. */
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
