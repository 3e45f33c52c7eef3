import type { Course } from "./course.ts";
import { medianOf } from "./median.ts";

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
  /** The plotted courses. */
  readonly courses?: readonly Course[];
  /** What was done, and by which rules: sentences for readers of the figures. */
  readonly notes: readonly string[];
}

/** A figure of its measurements. Throws a RangeError where there is none. */
export function figureOf(id: string, title: string, unit: Unit, values: readonly number[]): Figure {
  const rounded = (value: number): number => Number(value.toPrecision(4));
  return {
    id,
    title,
    unit,
    median: rounded(medianOf(values)),
    low: rounded(Math.min(...values)),
    high: rounded(Math.max(...values)),
    rounds: values.length,
  };
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

/** The lowest and the highest measurement; empty where there was one only. */
export function shownSpread({ low, high, rounds }: Figure): string {
  return rounds === 1 ? "" : `${shownNumber(low)} to ${shownNumber(high)}`;
}
