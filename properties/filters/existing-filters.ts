import { type Available, carries, type FixtureSession, type Pair } from "../core/fixtures.ts";
import { type Filter, single } from "./filter.ts";
import { mayBeAsked, plainPairsOf } from "../fixtures/existing-sessions.ts";
import { plainSigns } from "../core/plain-text.ts";

/** Pairs that are asked for one by one. */
const maxExistingPairs = 8;

const carriesAll = (session: FixtureSession, pairs: readonly Pair[]): boolean => pairs.every((pair) => carries(session, pair));

const plainOnly = (filters: readonly Filter[]): readonly Filter[] => filters.filter(({ pairs }) => pairs.every(mayBeAsked));

/** Each tag by itself, and what an inexact filter takes for the one that tells most sessions apart. */
export function exactFilters(fixtures: Available): readonly Filter[] {
  const pairs = plainPairsOf(fixtures);
  const [first] = pairs;
  if (first === undefined) return [];
  const [key, value] = first;
  const other = pairs.find(([name]) => name !== key)?.[0] ?? `${key}x`;
  return plainOnly([
    ...pairs.slice(0, maxExistingPairs).map((pair, index) => single(`given-${String(index + 1)}`, ...pair)),
    ...signFilters(pairs.slice(0, maxExistingPairs)),
    single("given-cut-short", key, value.slice(0, -1)),
    single("given-drawn-out", key, `${value}x`),
    single("given-without-its-first", key, value.slice(1)),
    single("given-value-of-another-key", other, value),
    single("given-key-and-value-swapped", value, key),
    single("given-key-cut-short", key.slice(0, -1), value),
    { ...single("given-beside-request-origin", key, value), origin: "glue-conformance" },
    single("given-no-such-key", "glue-conformance-no-such-key", value),
  ]);
}

/** For the first key, and the first value, with a sign in it: what it is cut at the sign, without it, and with another one. */
function signFilters(pairs: readonly Pair[]): readonly Filter[] {
  const signIn = (text: string): string | undefined => [...plainSigns, " "].find((sign) => text.includes(sign));
  const kinds = ["cut-at-sign", "cut-to-sign", "without-sign", "other-sign"] as const;
  const siblings = (text: string, sign: string): readonly string[] => [
    text.slice(0, text.indexOf(sign)),
    text.slice(text.lastIndexOf(sign) + 1),
    text.replaceAll(sign, ""),
    text.replaceAll(sign, sign === "_" ? "-" : "_"),
  ];
  const filters = ([key, value]: Pair, sign: string, of: "key" | "value"): readonly Filter[] =>
    siblings(of === "key" ? key : value, sign).map((text, index) =>
      single(`given-${of}-${kinds[index] ?? ""}`, ...((of === "key" ? [text, value] : [key, text]) as Pair)),
    );
  const byKey = pairs.find(([key]) => signIn(key) !== undefined);
  const byValue = pairs.find(([, value]) => signIn(value) !== undefined);
  return [
    ...(byKey === undefined ? [] : filters(byKey, signIn(byKey[0]) ?? "", "key")),
    ...(byValue === undefined ? [] : filters(byValue, signIn(byValue[1]) ?? "", "value")),
  ];
}

/** What the tag that tells most sessions apart is found by where signs beyond the plain ones mean something. */
export function oddPairs(fixtures: Available): readonly (readonly [name: string, pair: Pair])[] {
  const [first] = plainPairsOf(fixtures);
  if (first === undefined) return [];
  const [key, value] = first;
  const patterns = {
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
  } as const satisfies Readonly<Record<string, Pair>>;
  return Object.entries(patterns).map(([name, pair]) => [`given-${name}`, pair]);
}

/** The tag that tells most sessions apart, at several page sizes. */
export function pagedFilters(fixtures: Available, largest: number): readonly Filter[] {
  const [first] = plainPairsOf(fixtures);
  if (first === undefined) return [];
  return [single("given-one-a-page", ...first, 1), single("given-seven-a-page", ...first, 7), single("given-largest-page", ...first, largest)];
}

/** Two tags that some sessions carry together, and two that are on different ones. */
export function severalFilters(fixtures: Available): readonly Filter[] {
  const pairs = plainPairsOf(fixtures).slice(0, maxExistingPairs);
  const couples = pairs.flatMap((one, index) => pairs.slice(index + 1).flatMap((other) => (one[0] === other[0] ? [] : [[one, other] as const])));
  const together = couples.find((couple) => fixtures.sessions.some((session) => carriesAll(session, couple)));
  const apart = couples.find((couple) => !fixtures.sessions.some((session) => carriesAll(session, couple)));
  const [first] = pairs;
  return [
    ...(together === undefined
      ? []
      : [
          { name: "given-together", pairs: together },
          { name: "given-turned-round", pairs: together.toReversed() },
        ]),
    ...(apart === undefined ? [] : [{ name: "given-apart", pairs: apart }]),
    ...(first === undefined ? [] : [{ name: "given-one-without-a-match", pairs: [first, ["glue-conformance-no-such-key", "x"]] as const }]),
  ];
}

/** The first two pairs of different keys; where there is no second one, one that no session carries. */
export function twoPairs(fixtures: Available): readonly [Pair, Pair] | undefined {
  const [first, ...others] = plainPairsOf(fixtures);
  return first === undefined ? undefined : [first, others.find(([key]) => key !== first[0]) ?? ["glue-conformance-no-such-key", "x"]];
}

/** Two tags of different keys that more than one session carries together. */
export function sharedPairs(fixtures: Available): readonly [Pair, Pair] | undefined {
  const { sessions } = fixtures;
  const pairs = plainPairsOf(fixtures);
  for (const one of pairs) {
    const other = pairs.find((pair) => pair[0] !== one[0] && sessions.filter((session) => carriesAll(session, [one, pair])).length > 1);
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
    ...(byValue === undefined ? [] : [single("given-value-in-other-case", byValue[0], turned(byValue[1]))]),
    ...(byKey === undefined ? [] : [single("given-key-in-other-case", turned(byKey[0]), byKey[1])]),
  ];
}

/** A pair that is carried, with a blank at either end of its value. */
export function blankFilters(fixtures: Available): readonly Filter[] {
  const pair = plainPairsOf(fixtures).find((one) => mayBeAsked([one[0], `${one[1]}x`]));
  return pair === undefined ? [] : [single("given-leading-blank", pair[0], ` ${pair[1]}`), single("given-trailing-blank", pair[0], `${pair[1]} `)];
}

/** A key that is carried, with an empty value. */
export function emptyFilters(fixtures: Available): readonly Filter[] {
  const [first] = plainPairsOf(fixtures);
  return first === undefined ? [] : [single("given-empty", first[0], "")];
}

const accented: Readonly<Record<string, string>> = { a: "\u00E1", e: "\u00E9", i: "\u00ED", o: "\u00F3", u: "\u00FA" };

/** A pair that is carried, with an accent on a letter of its value. */
export function accentFilters(fixtures: Available): readonly Filter[] {
  const pair = plainPairsOf(fixtures).find(([, value]) => /[aeiou]/u.test(value));
  return pair === undefined
    ? []
    : [
        single(
          "given-accented",
          pair[0],
          pair[1].replace(/[aeiou]/u, (letter) => accented[letter] ?? letter),
        ),
      ];
}
