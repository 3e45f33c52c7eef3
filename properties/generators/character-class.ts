import QuickLRU from "quick-lru";

/** A run of Unicode scalar values, both ends included. */
export type Range = readonly [from: number, to: number];

/** A pattern of the form `[…]+` or `[…]*`: which characters it allows, and whether it allows none at all. */
export interface CharacterClass {
  /** Sorted, disjoint, not adjacent. */
  readonly ranges: readonly Range[];
  readonly allowsEmpty: boolean;
}

const lastScalar = 0x10_ff_ff;
const surrogates: Range = [0xd8_00, 0xdf_ff];
const classes: Readonly<Record<string, readonly Range[]>> = { d: runs("09"), w: runs("09AZ__az"), s: runs("\t\r  ") };

/** Runs of characters from a text that has the first and the last one of each. */
function runs(ends: string): readonly Range[] {
  return Array.from({ length: ends.length / 2 }, (_, index) => [ends.charCodeAt(2 * index), ends.charCodeAt(2 * index + 1)] as const);
}

const controls: Readonly<Record<string, number>> = { t: 0x09, n: 0x0a, r: 0x0d, f: 0x0c };

// A pair of surrogate escapes on either side of a dash is how the pages write the supplementary planes (FACTS.md, section 8).
const supplementary = /\\uD800\\uDC00-\\uDBFF\\uDFFF/giu;

/** The few patterns of a contract, which are asked for hundreds of times. */
const read = new QuickLRU<string, { readonly of: CharacterClass | undefined }>({ maxSize: 64 });

/** Reads a pattern that is one repeated character class; undefined for any other pattern. */
export function characterClassOf(pattern: string): CharacterClass | undefined {
  const known = read.get(pattern) ?? { of: readClass(pattern) };
  read.set(pattern, known);
  return known.of;
}

function readClass(pattern: string): CharacterClass | undefined {
  const match = /^\^?\[(\^?)((?:[^\]\\]|\\.)+)\]([+*])\$?$/u.exec(pattern);
  if (match === null) return undefined;
  const [, negation, body = "", quantifier] = match;
  const ranges: Range[] = [];
  let rest = body.replace(supplementary, () => {
    ranges.push([0x1_00_00, lastScalar]);
    return "";
  });
  while (rest !== "") {
    const token = /^(?:\\([dws])|(\\u[0-9a-fA-F]{4}|\\.|[^\\])(?:-(\\u[0-9a-fA-F]{4}|\\.|[^\\]))?)/u.exec(rest);
    if (token === null) return undefined;
    const [all, named, from = "", to = from] = token;
    if (named === undefined) {
      const first = codePoint(from);
      const last = codePoint(to);
      // A class that we would misread (`\p{L}`, `\S`, a range turned round) is no class of ours.
      if (first === undefined || last === undefined || first > last) return undefined;
      ranges.push([first, last]);
    } else ranges.push(...(classes[named] ?? []));
    rest = rest.slice(all.length);
  }
  const merged = merge(ranges);
  return { ranges: negation === "^" ? rangesOutside({ ranges: merged }) : merged, allowsEmpty: quantifier === "*" };
}

/** Whether every character of the text is in the class, and an empty text is allowed. */
export function matchesClass(text: string, { ranges, allowsEmpty }: CharacterClass): boolean {
  if (text === "") return allowsEmpty;
  return [...text].every((character) => contains(ranges, character.codePointAt(0) ?? 0));
}

/** The first characters of the class, as many as that of each run. */
export function charactersOf({ ranges }: CharacterClass, many: number): readonly string[] {
  return ranges.flatMap(([from, to]) => Array.from({ length: Math.min(to - from + 1, many) }, (_, index) => String.fromCodePoint(from + index)));
}

/** The first and last character of each run. */
export function edgesInside({ ranges }: CharacterClass): readonly string[] {
  return unique(ranges.flatMap(([from, to]) => [from, to]));
}

/** The characters next to each run that are outside the class; surrogates are no characters. */
export function neighboursOutside({ ranges }: CharacterClass): readonly string[] {
  const next = ranges.flatMap(([from, to]) => [from - 1, to + 1]);
  return unique(next.filter((point) => isScalar(point) && !contains(ranges, point)));
}

/** Whether the character is in the class. */
export function containsCharacter({ ranges }: CharacterClass, character: string): boolean {
  return contains(ranges, character.codePointAt(0) ?? -1);
}

function contains(ranges: readonly Range[], point: number): boolean {
  return ranges.some(([from, to]) => from <= point && point <= to);
}

function isScalar(point: number): boolean {
  return point >= 0 && point <= lastScalar && !contains([surrogates], point);
}

function unique(points: readonly number[]): string[] {
  return [...new Set(points)].toSorted((a, b) => a - b).map((point) => String.fromCodePoint(point));
}

function codePoint(token: string): number | undefined {
  if (!token.startsWith("\\")) return token.codePointAt(0);
  if (/^\\u[0-9a-f]{4}$/iu.test(token)) return Number.parseInt(token.slice(2), 16);
  return /[a-z0-9]/iu.test(token.slice(1)) ? controls[token.slice(1)] : token.codePointAt(1);
}

function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const [from, to] of [...ranges].toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged;
}

/** All characters that are outside the class, as runs. */
export function rangesOutside({ ranges }: Pick<CharacterClass, "ranges">): readonly Range[] {
  const holes: Range[] = [];
  let next = 0;
  for (const [from, to] of merge([...ranges, surrogates])) {
    if (next < from) holes.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= lastScalar) holes.push([next, lastScalar]);
  return holes;
}
