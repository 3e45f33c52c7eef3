/** The middle value; of an even number the mean of the two. Throws a RangeError where there is none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError("No values were given: there is no median.");
  return (low + high) / 2;
}
