import type { PageLine } from "./page-line.ts";
import { withoutCodeMarks } from "./page-line.ts";
import { parseType } from "./type-line.ts";

const labels = [
  "type",
  "required",
  "valid range",
  "length constraints",
  "pattern",
  "valid values",
  "array members",
  "map entries",
  "key length constraints",
  "key pattern",
  "valid keys",
  "value length constraints",
  "value pattern",
  "value valid range",
  "http status code",
] as const;

/** The words before the colon of a line that states a fact, in lower case. */
export type Label = (typeof labels)[number];

/** A line that states a fact, `Valid Range: Minimum value of 1.` */
export interface LabelledLine {
  readonly label: Label;
  /** What follows the colon; for a pattern as printed, else without markup. Empty where it stands on the next line. */
  readonly value: string;
  readonly line: number;
}

const known = new Map<string, Label>(labels.map((label) => [label, label]));
const longestLabel = 40;

/** Reads a line as a fact; undefined where no known label leads it. */
export function factOf(line: PageLine): LabelledLine | undefined {
  const colon = line.text.indexOf(":");
  if (colon < 0 || colon > longestLabel) return undefined;
  const label = known.get(line.text.slice(0, colon).replace(/[*_]/gu, "").trim().toLowerCase());
  if (label === undefined) return undefined;
  const value = isPattern(label) ? printedValue(line.raw) : withoutEmphasis(line.text.slice(colon + 1));
  return { label, value, line: line.number };
}

/** The same fact with a value that stands on the next line. */
export function factWithValue(fact: LabelledLine, line: PageLine): LabelledLine {
  return {
    label: fact.label,
    value: isPattern(fact.label) ? withoutCodeMarks(line.raw) : line.text,
    line: line.number,
  };
}

/** Whether a label announces a regular expression, which has to stay as printed. */
export function isPattern(label: Label): boolean {
  return label.endsWith("pattern");
}

/** Whether a line is a fact beyond doubt, and not a pattern such as `type:.*` that only looks like one. */
export function isWhole({ label, value }: LabelledLine): boolean {
  if (label === "type") return parseType(value) !== undefined;
  return label === "required" ? /^(?:yes|no)$/iu.test(value) : label.includes(" ");
}

/** Characters of a value that is joined from several lines: far more than any page has, few enough to be copied each time. */
const longestJoined = 50_000;

/** Whether a line goes on with the value of the fact above it: a list of values, or bounds, that the page broke. */
export function continues({ label, value }: LabelledLine, { text }: PageLine): boolean {
  if (value.length > longestJoined) return false;
  if (/^valid (?:values|keys)$/u.test(label)) return value.endsWith("|") || text.startsWith("|");
  return /(?:range|constraints|members|entries)$/u.test(label) && /^(?:minimum|maximum) (?:value|length|number) of -?\d/iu.test(text);
}

function withoutEmphasis(text: string): string {
  const value = text.replace(/^[*_]+\s/u, "").trim();
  return /^([*_]{1,2})(.+)\1$/u.exec(value)?.[2] ?? value;
}

function printedValue(raw: string): string {
  const colon = raw.indexOf(":");
  const bold = raw.slice(0, colon).includes("**");
  const value = raw.slice(colon + 1).trim();
  return withoutCodeMarks(bold && value.startsWith("**") ? value.slice(2) : value);
}
