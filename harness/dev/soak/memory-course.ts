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
  const left = (slope: number): number => (slope * 100_000) / mebibyte;
  const shown = (megabytes: number): string => `${megabytes.toFixed(1)} MB`;
  return [
    ...(peakResident < maxMegabytes.resident * mebibyte
      ? []
      : [`the process had ${shown(peakResident / mebibyte)}, expected less than ${String(maxMegabytes.resident)}`]),
    ...(sockets === 0 ? [] : [`${String(sockets)} sockets were left open`]),
    ...(isLong && left(heapSlope) > maxMegabytes.heapLeft
      ? [`100,000 exchanges leave ${shown(left(heapSlope))} of objects behind, expected at most ${String(maxMegabytes.heapLeft)}`]
      : []),
    ...(isLong && left(residentSlope) > maxMegabytes.residentLeft
      ? [`the process grows by ${shown(left(residentSlope))} in 100,000 exchanges, expected at most ${String(maxMegabytes.residentLeft)}`]
      : []),
  ];
}

function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
}
