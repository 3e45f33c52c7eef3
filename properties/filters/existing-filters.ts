import type { Available, Pair } from "../core/fixtures.ts";
import { plainSigns } from "../core/plain-text.ts";
import { mayBeAsked, plainPairsOf } from "../fixtures/existing-sessions.ts";
import { carriesAll, type Filter, single, singles } from "./filter.ts";

/** Pairs that are asked for one by one. */
const maxExistingPairs = 8;

/** A tag that no session has. */
const absentPair: Pair = ["glue-conformance-no-such-key", "x"];

const ifThere = <T, R>(value: T | undefined, make: (value: T) => readonly R[]): readonly R[] => (value === undefined ? [] : make(value));

/** Each tag by itself, and what an inexact filter takes for the one that tells most sessions apart. */
export function exactFilters(fixtures: Available): readonly Filter[] {
  const pairs = plainPairsOf(fixtures);
  const [first] = pairs;
  if (first === undefined) return [];
  const [key, value] = first;
  const other = pairs.find(([name]) => name !== key)?.[0] ?? `${key}x`;
  const filters = [
    ...pairs.slice(0, maxExistingPairs).map((pair, index) => single(`given-${String(index + 1)}`, pair)),
    ...signFilters(pairs.slice(0, maxExistingPairs)),
    ...singles({
      "given-cut-short": [key, value.slice(0, -1)],
      "given-drawn-out": [key, `${value}x`],
      "given-without-its-first": [key, value.slice(1)],
      "given-value-of-another-key": [other, value],
      "given-key-and-value-swapped": [value, key],
      "given-key-cut-short": [key.slice(0, -1), value],
    }),
    { ...single("given-beside-request-origin", first), origin: "glue-conformance" },
    single("given-no-such-key", [absentPair[0], value]),
  ];
  return filters.filter((filter) => filter.pairs.every(mayBeAsked));
}

/** For the first key, and the first value, with a sign in it: what it is cut at the sign, without it, and with another one. */
function signFilters(pairs: readonly Pair[]): readonly Filter[] {
  const signIn = (text: string): string | undefined => [...plainSigns, " "].find((sign) => text.includes(sign));
  return (["key", "value"] as const).flatMap((of, index) => {
    const pair = pairs.find((one) => signIn(one[index as 0 | 1]) !== undefined);
    if (pair === undefined) return [];
    const text = pair[index as 0 | 1];
    const sign = signIn(text) ?? "";
    const siblings = {
      "cut-at-sign": text.slice(0, text.indexOf(sign)),
      "cut-to-sign": text.slice(text.lastIndexOf(sign) + 1),
      "without-sign": text.replaceAll(sign, ""),
      "other-sign": text.replaceAll(sign, sign === "_" ? "-" : "_"),
    };
    return Object.entries(siblings).map(([name, sibling]) => single(`given-${of}-${name}`, of === "key" ? [sibling, pair[1]] : [pair[0], sibling]));
  });
}

/** What the tag that tells most sessions apart is found by where signs beyond the plain ones mean something. */
export function oddPairs(fixtures: Available): readonly (readonly [name: string, pair: Pair])[] {
  const [first] = plainPairsOf(fixtures);
  if (first === undefined) return [];
  const [key, value] = first;
  const patterns: Readonly<Record<string, Pair>> = {
    "any-value": [key, "*"],
    "any-key": ["*", value],
    beginning: [key, `${value.slice(0, 1)}*`],
    "percent-sign": [key, `${value.slice(0, 1)}%`],
    "question-mark": [key, `${value.slice(0, -1)}?`],
    list: [key, `${value},glue-conformance`],
    bars: [key, `${value}|glue-conformance`],
    negation: [key, "!glue-conformance"],
    tilde: [key, `~${value}`],
    anchors: [key, `^${value}$`],
    quotes: [key, `"${value}"`],
    apostrophes: [key, `'${value}'`],
    backslash: [key, `\\${value}`],
  };
  return Object.entries(patterns).map(([name, pair]) => [`given-${name}`, pair]);
}

/** The tag that tells most sessions apart, at several page sizes. */
export function pagedFilters(fixtures: Available, largest: number): readonly Filter[] {
  return ifThere(plainPairsOf(fixtures)[0], (pair) => [
    single("given-one-a-page", pair, 1),
    single("given-seven-a-page", pair, 7),
    single("given-largest-page", pair, largest),
  ]);
}

/** Two tags that some sessions carry together, and two that are on different ones. */
export function severalFilters({ sessions, ...fixtures }: Available): readonly Filter[] {
  const pairs = plainPairsOf({ ...fixtures, sessions }).slice(0, maxExistingPairs);
  const couples = pairs.flatMap((one, index) => pairs.slice(index + 1).flatMap((other) => (one[0] === other[0] ? [] : [[one, other] as const])));
  const isTogether = (couple: readonly Pair[]): boolean => sessions.some((session) => carriesAll(session, couple));
  const apart = couples.find((couple) => !isTogether(couple));
  return [
    ...ifThere(couples.find(isTogether), (couple): readonly Filter[] => [
      { name: "given-together", pairs: couple },
      { name: "given-turned-round", pairs: couple.toReversed() },
    ]),
    ...ifThere(apart, (couple) => [{ name: "given-apart", pairs: couple }]),
    ...ifThere(pairs[0], (first) => [{ name: "given-one-without-a-match", pairs: [first, absentPair] }]),
  ];
}

/** The first two pairs of different keys; where there is no second one, one that no session carries. */
export function twoPairs(fixtures: Available): readonly [Pair, Pair] | undefined {
  const [first, ...others] = plainPairsOf(fixtures);
  return first === undefined ? undefined : [first, others.find(([key]) => key !== first[0]) ?? absentPair];
}

/** Two tags of different keys that more than one session carries together. */
export function sharedPairs(fixtures: Available): readonly [Pair, Pair] | undefined {
  const pairs = plainPairsOf(fixtures);
  const isShared = (...couple: readonly Pair[]): boolean => fixtures.sessions.filter((session) => carriesAll(session, couple)).length > 1;
  for (const one of pairs) {
    const other = pairs.find((pair) => pair[0] !== one[0] && isShared(one, pair));
    if (other !== undefined) return [one, other];
  }
  return undefined;
}

/** Pairs that differ in letter case from one that is carried. */
export function caseFilters(fixtures: Available): readonly Filter[] {
  const turned = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase());
  const pairs = plainPairsOf(fixtures);
  const byValue = pairs.find(([, value]) => turned(value) !== value);
  const byKey = pairs.find(([key]) => turned(key) !== key);
  return [
    ...ifThere(byValue, ([key, value]) => [single("given-value-in-other-case", [key, turned(value)])]),
    ...ifThere(byKey, ([key, value]) => [single("given-key-in-other-case", [turned(key), value])]),
  ];
}

/** A pair that is carried, with a blank at either end of its value. */
export function blankFilters(fixtures: Available): readonly Filter[] {
  const pair = plainPairsOf(fixtures).find(([key, value]) => mayBeAsked([key, `${value}x`]));
  return ifThere(pair, ([key, value]) => singles({ "given-leading-blank": [key, ` ${value}`], "given-trailing-blank": [key, `${value} `] }));
}

/** A key that is carried, with an empty value. */
export function emptyFilters(fixtures: Available): readonly Filter[] {
  return ifThere(plainPairsOf(fixtures)[0], ([key]) => [single("given-empty", [key, ""])]);
}

const accented: Readonly<Record<string, string>> = { a: "\u00E1", e: "\u00E9", i: "\u00ED", o: "\u00F3", u: "\u00FA" };

/** A pair that is carried, with an accent on a letter of its value. */
export function accentFilters(fixtures: Available): readonly Filter[] {
  const pair = plainPairsOf(fixtures).find(([, value]) => /[aeiou]/u.test(value));
  return ifThere(pair, ([key, value]) => [single("given-accented", [key, value.replace(/[aeiou]/u, (letter) => accented[letter] ?? letter)])]);
}
