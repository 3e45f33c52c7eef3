/** What a figure counts in. */
export type Unit = "times" | "µs" | "ms" | "s" | "MB" | "bytes" | "requests" | "exchanges" | "requests/s" | "exchanges/s" | "%" | "";

/** A value that was measured several times in one run. */
export interface Figure {
  /** Its part and its name, with a slash between. */
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Measurements that the median is of. */
  readonly rounds: number;
}

/** Rows of text that belong to a part, as where its time goes. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The result of a part of the bench. */
export interface PartResult {
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
  /** What was done, and by which rules: sentences for readers of the figures. */
  readonly notes: readonly string[];
}

/** What a part is measured with. */
export interface Bench {
  /** Whether to measure the short form, for CI. */
  readonly isShort: boolean;
  /** An empty folder that is removed afterwards. */
  readonly folder: string;
  /** Reports progress. */
  readonly report: (what: string) => void;
}

/** The middle value; of an even number the mean of the two. Throws a RangeError where there is none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError("No values were given: there is no median.");
  return (low + high) / 2;
}

/** A figure of its measurements. Throws a RangeError where there is none. */
export function figureOf(id: string, title: string, unit: Unit, values: readonly number[]): Figure {
  const [median, low, high] = [medianOf(values), Math.min(...values), Math.max(...values)].map((value) => Number(value.toPrecision(4))) as [
    number,
    number,
    number,
  ];
  return { id, title, unit, median, low, high, rounds: values.length };
}

/** Makes figures of rounds in which several things were measured together. */
export function figuresOf<T>(rounds: readonly T[]): (id: string, title: string, unit: Unit, of: (round: T) => number) => Figure {
  return (id, title, unit, of) => figureOf(id, title, unit, rounds.map(of));
}

/** Measures the same thing several times, one after another. */
export async function repeated<T>(rounds: number, report: Bench["report"], measure: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    report(`round ${String(round)} of ${String(rounds)}`);
    results.push(await measure());
  }
  return results;
}

/** A number as people read it: three significant digits, or whole where it is large. */
export function shownNumber(value: number): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits).replaceAll(/\B(?=(?:\d{3})+(?!\d))/gu, digits === 0 ? "," : "");
}

/** The median with its unit. */
export function shownMedian({ median, unit }: Figure): string {
  return `${shownNumber(median)} ${unit}`.trim();
}

/** A figure as a row: title, median, spread (empty where it was measured once) and bound. */
export function figureRow(figure: Figure, isShort: boolean): readonly string[] {
  const { title, low, high, rounds } = figure;
  const { goal, most, least } = boundOf(figure.id, isShort);
  const bound = [
    ...Object.entries({ goal, "at most": most, "at least": least }).flatMap(([word, value]) => (value === undefined ? [] : [`${word} ${shownNumber(value)}`])),
    ...(exceededBounds([figure], isShort).length === 0 ? [] : ["missed"]),
  ];
  return [title, shownMedian(figure), rounds === 1 ? "" : `${shownNumber(low)} to ${shownNumber(high)}`, bound.join(", ")];
}

/** The figures that exceed their bounds, one a line. */
export function exceededBounds(figures: readonly Figure[], isShort: boolean): readonly string[] {
  return figures.flatMap((figure) => {
    const { most = Infinity, least = -Infinity } = boundOf(figure.id, isShort);
    const reported = `${figure.id}: ${figure.title}: ${shownMedian(figure)}`;
    if (figure.median > most) return [`${reported}, expected at most ${shownNumber(most)}`];
    return figure.median < least ? [`${reported}, expected at least ${shownNumber(least)}`] : [];
  });
}

/** The limits of a figure; `short` applies to the short form, whose runs are too small to amortise the start. */
interface Bound {
  readonly goal?: number;
  readonly most?: number;
  readonly least?: number;
  readonly short?: { readonly most?: number; readonly least?: number };
}

/**
 * Every bound of the bench, by the figure's id. Those of the short form leave room for a busy machine: they are to
 * catch a change of kind, not of degree.
 */
const bounds: Readonly<Record<string, Bound>> = {
  "limit/cpu-ratio": { goal: 2.5, most: 4, short: { most: 7 } },
  "schemathesis/caught": { least: 95 },
  "schemathesis/accused": { most: 0 },
  "start-up/run": { most: 40, short: { most: 60 } },
  "start-up/help": { most: 5, short: { most: 7 } },
  "start-up/list": { most: 5, short: { most: 7 } },
  "memory/peak": { most: 300 },
  "memory/growth": { most: 200, short: { most: 20_000 } },
  "memory/record": { most: 1.1 },
  "memory/page": { most: 1.1 },
  "large/token-time": { most: 4, short: { most: 8 } },
  "large/token-memory": { most: 300 },
  "large/walk-growth": { most: 1.3, short: { most: 2 } },
  "large/walk-memory": { most: 300 },
  "growth/sessions-requests": { most: 10 },
  "growth/sessions-memory": { most: 300 },
  "growth/members-requests": { most: 15 },
  "growth/members-memory": { most: 300 },
};

/** The bound that holds for a figure in one form. */
function boundOf(id: string, isShort: boolean): Bound {
  const bound = bounds[id] ?? {};
  return isShort && bound.short !== undefined ? bound.short : bound;
}
