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
    heapSlope: slopeOf(later.map(({ exchanges, heap }) => [exchanges, heap])),
    residentSlope: slopeOf(later.map(({ exchanges, resident }) => [exchanges, resident])),
    peakResident: Math.max(...samples.map(({ resident }) => resident)),
    sockets: samples.at(-1)?.sockets ?? 0,
  };
}

const mebibyte = 1_024 * 1_024;

/** Megabytes that a process may have, and that 100,000 exchanges may leave behind. */
const maxMegabytes = { resident: 300, heapLeft: 10, residentLeft: 40 };

/** Where a course is not flat; empty where it is. In a short one, noise is as large as a leak. */
export function leaksIn({ heapSlope, residentSlope, peakResident, sockets }: MemoryCourse, isLong: boolean): readonly string[] {
  const [peak, heapLeft, residentLeft] = [peakResident, heapSlope * 100_000, residentSlope * 100_000].map((bytes) => bytes / mebibyte) as [
    number,
    number,
    number,
  ];
  const { resident, heapLeft: maxHeap, residentLeft: maxResident } = maxMegabytes;
  return [
    ...(peak < resident ? [] : [`the process had ${peak.toFixed(1)} MB, expected less than ${String(resident)}`]),
    ...(sockets === 0 ? [] : [`${String(sockets)} sockets were left open`]),
    ...(isLong && heapLeft > maxHeap ? [`100,000 exchanges leave ${heapLeft.toFixed(1)} MB of objects behind, expected at most ${String(maxHeap)}`] : []),
    ...(isLong && residentLeft > maxResident
      ? [`the process grows by ${residentLeft.toFixed(1)} MB in 100,000 exchanges, expected at most ${String(maxResident)}`]
      : []),
  ];
}

function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
}
