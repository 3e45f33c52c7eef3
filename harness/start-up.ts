/** Times of one program, measured in turn with the others. */
export interface Timing {
  readonly name: string;
  readonly milliseconds: readonly number[];
  /** How many times the median of the yardstick it may take. */
  readonly most: number;
}

/** A program's median, in milliseconds and in times of the yardstick's median. */
export interface StartUp {
  readonly name: string;
  readonly median: number;
  readonly times: number;
  readonly most: number;
  readonly isSlow: boolean;
}

/** The middle value; of an even number the mean of the two. Throws a RangeError where there is none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError("No values were given: there is no median.");
  return (low + high) / 2;
}

/** Measures programs by a yardstick, median by median. */
export function startUpsOf(yardstick: readonly number[], timings: readonly Timing[]): readonly StartUp[] {
  const unit = medianOf(yardstick);
  return timings.map(({ name, milliseconds, most }) => {
    const median = medianOf(milliseconds);
    const times = median / unit;
    return { name, median, times, most, isSlow: times > most };
  });
}
