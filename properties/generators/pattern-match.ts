import fc from "fast-check";
import type { Schema } from "../../spec/contract.ts";
import { readablePattern } from "../../spec/readable-pattern.ts";

/** A pattern as an expression that holds for the whole text; undefined where it is none that we can read. */
export function wholeMatch(pattern: string): RegExp | undefined {
  const readable = readablePattern(pattern);
  // With this flag a class that spells the supplementary planes in surrogates means them (FACTS.md, section 8).
  return readable === undefined ? undefined : new RegExp(`^(?:${readable})$`, "u");
}

/** Whether a text keeps the length and the pattern that a schema sets, and is not held against listed values. */
export function keepsLimits({ minLength = 0, maxLength = Infinity, pattern, enum: values }: Omit<Schema, "type">, text: string): boolean {
  const length = lengthOf(text);
  return values === undefined && length >= minLength && length <= maxLength && (pattern === undefined || wholeMatch(pattern)?.test(text) === true);
}

const known = new Map<string, readonly string[]>();

/**
 * Matches of a pattern that is more than one class, as generated and shortened as far as possible, shortest first. The sequence is fixed, since no match is
 * canonical.
 */
export function shortestMatches(pattern: string): readonly string[] {
  let matches = known.get(pattern);
  if (matches === undefined) {
    const expression = wholeMatch(pattern);
    const sampled = expression === undefined ? [] : attempt(() => fc.sample(fc.stringMatching(expression), { seed: 1, numRuns: 100 }));
    const cut = ["a", "A", "0", ...shortOf(sampled)].flatMap((match) => (expression?.test(match) === true ? [match, shortened(match, expression)] : []));
    matches = [...new Set(cut)].toSorted((a, b) => lengthOf(a) - lengthOf(b) || (a < b ? -1 : 1));
    known.set(pattern, matches);
  }
  return matches;
}

// fast-check does not support every expression.
function attempt(sample: () => readonly string[]): readonly string[] {
  try {
    return sample();
  } catch {
    return [];
  }
}

function shortened(match: string, expression: RegExp): string {
  const characters = [...match];
  for (const at of characters.keys()) {
    const shorter = characters.toSpliced(at, 1).join("");
    if (expression.test(shorter)) return shortened(shorter, expression);
  }
  return match;
}

/** Characters of all matches that are shortened, and how many are where there are more: time grows with the cube of their lengths. */
const maxShortenedCharacters = 20_000;
const fewMatches = 8;

function shortOf(matches: readonly string[]): readonly string[] {
  if (matches.reduce((sum, { length }) => sum + length, 0) <= maxShortenedCharacters) return matches;
  return matches.toSorted((a, b) => a.length - b.length).slice(0, fewMatches);
}

/** A match of exactly this length: a shorter one grows by repeating one of its characters. Undefined where none does. */
export function stretchedTo(length: number, pattern: string): string | undefined {
  const expression = wholeMatch(pattern);
  for (const match of shortestMatches(pattern)) {
    const characters = [...match];
    if (characters.length === length) return match;
    if (characters.length > length) break;
    const grown = characters.map((character, at) => characters.toSpliced(at, 0, character.repeat(length - characters.length)).join(""));
    const fitting = grown.findLast((text) => expression?.test(text) === true);
    if (fitting !== undefined) return fitting;
  }
  return undefined;
}

/** Plain strings that break the schema's pattern, which is more than one class, and nothing else; each with what was done to a match of it. */
export function nonMatches(schema: Pick<Schema, "pattern" | "minLength" | "maxLength">): readonly (readonly [change: string, text: string])[] {
  const { pattern = "", minLength = 0, maxLength = Infinity } = schema;
  const expression = wholeMatch(pattern);
  const least = shortestMatches(pattern)[0];
  if (expression === undefined || least === undefined) return [];
  const match = stretchedTo(minLength, pattern) ?? least;
  const longer = stretchedTo(lengthOf(match) + 1, pattern) ?? match;
  const changed = [
    ["leading-newline", `\n${match}`],
    ["trailing-newline", `${match}\n`],
    ["leading-blank", ` ${match}`],
    ["trailing-blank", `${match} `],
    ["without-first", [...longer].slice(1).join("")],
    ["without-last", [...longer].slice(0, -1).join("")],
    ["first-changed", `\n${[...match].slice(1).join("")}`],
    ["last-changed", `${[...match].slice(0, -1).join("")}\n`],
    ["twice", `${match}${match}`],
  ] as const;
  return changed.filter(([, text]) => !expression.test(text) && lengthOf(text) >= minLength && lengthOf(text) <= maxLength);
}

/** Length in characters. */
export function lengthOf(text: string): number {
  return [...text].length;
}
