// Deliveries as the queues make them: in any order, some twice.
import fc from 'fast-check';

/** Every event at least once, in any order, with any of them again. */
export function deliveriesOf<T>(events: readonly T[]): fc.Arbitrary<T[]> {
  const all = fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length });
  return fc.tuple(all, fc.array(fc.constantFrom(...events), { maxLength: 4 })).chain(([once, again]) => {
    const sent = [...once, ...again];
    const places = sent.map((_, index) => index);
    return fc
      .shuffledSubarray(places, { minLength: places.length, maxLength: places.length })
      .map((order) => order.map((place) => sent[place] as T));
  });
}
