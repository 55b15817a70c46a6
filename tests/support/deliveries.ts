// Generates deliveries as queues make them: in any order, some twice.
import fc from 'fast-check';

/** Generates every event at least once, in any order, any of them repeated. */
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
