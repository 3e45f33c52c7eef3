/** The memory and sockets of a process after a number of exchanges. */
export interface MemorySample {
  readonly exchanges: number;
  /** Bytes of live objects, garbage collected. */
  readonly heap: number;
  /** Bytes of the whole process. */
  readonly resident: number;
  /** Sockets that are open though nothing is under way. */
  readonly sockets: number;
}

/** The course of memory over a soak. */
export interface MemoryCourse {
  /** Bytes that each exchange leaves behind, by least squares over the samples behind the first quarter, in which caches fill. */
  readonly heapSlope: number;
  readonly residentSlope: number;
  readonly peakResident: number;
  readonly sockets: number;
}

/** Reads a course from at least two samples in the order of exchanges. */
export function courseOf(samples: readonly MemorySample[]): MemoryCourse {
  const later = samples.slice(Math.floor(samples.length / 4));
  return {
    heapSlope: slopeOf(later, "heap"),
    residentSlope: slopeOf(later, "resident"),
    peakResident: Math.max(...samples.map(({ resident }) => resident)),
    sockets: samples.at(-1)?.sockets ?? 0,
  };
}

/** Bytes as people read them. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}

const mebibyte = 1_048_576;

/** Bytes that a process may have, and that 100,000 exchanges may leave behind. */
const limits = { resident: 300 * mebibyte, heapLeft: 10 * mebibyte, residentLeft: 40 * mebibyte };

/** Where a course is not flat; empty where it is. In a short one, noise is as large as a leak. */
export function leaksIn({ heapSlope, residentSlope, peakResident, sockets }: MemoryCourse, isLong: boolean): readonly string[] {
  const [heapLeft, residentLeft] = isLong ? [heapSlope * 100_000, residentSlope * 100_000] : [0, 0];
  const expected = (limit: number): string => `expected at most ${megabytes(limit)}`;
  return [
    ...(peakResident < limits.resident ? [] : [`the process had ${megabytes(peakResident)}, ${expected(limits.resident)}`]),
    ...(sockets === 0 ? [] : [`${String(sockets)} sockets were left open`]),
    ...(heapLeft <= limits.heapLeft ? [] : [`100,000 exchanges leave ${megabytes(heapLeft)} of objects behind, ${expected(limits.heapLeft)}`]),
    ...(residentLeft <= limits.residentLeft ? [] : [`the process grows by ${megabytes(residentLeft)} in 100,000 exchanges, ${expected(limits.residentLeft)}`]),
  ];
}

function slopeOf(samples: readonly MemorySample[], member: "heap" | "resident"): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const [meanX, meanY] = [mean(samples.map(({ exchanges }) => exchanges)), mean(samples.map((sample) => sample[member]))];
  const spread = samples.reduce((sum, { exchanges }) => sum + (exchanges - meanX) ** 2, 0);
  return samples.reduce((sum, sample) => sum + (sample.exchanges - meanX) * (sample[member] - meanY), 0) / (spread || 1);
}
