import { contractOf } from "../spec/contracts/shipped-contracts.ts";
import type { Pair } from "./fixtures.ts";
import { extensionsOf, longLookalikesOf, lookalikesOf, neighboursOf, sameHashAs } from "./lookalikes.ts";
import { memberTags } from "./member-tags.ts";
import { capitalLetters, digits, isReservedKey, plainSigns, smallLetters } from "./plain-text.ts";
import { fragileKeys, fragileTexts, readings } from "./readings.ts";

/** A pair that filters ask for, and pairs that careless comparisons take for it; those come first that most of these do. */
export interface Kin {
  readonly name: string;
  readonly pair: Pair;
  readonly siblings: readonly Pair[];
}

const { propertyNames, additionalProperties } = contractOf("CreateSession").request.properties["Tags"] ?? {};

/** A key and a value as long as tags can have. */
const longKey = "k".repeat(propertyNames?.maxLength ?? 1);
const longValue = "v".repeat(additionalProperties?.maxLength ?? 1);

const signNames: Readonly<Record<string, string>> = {
  " ": "blank",
  _: "underscore",
  ".": "dot",
  ":": "colon",
  "/": "slash",
  "=": "equals-sign",
  "+": "plus",
  "-": "dash",
  "@": "at-sign",
};

/** The name of a plain sign in ids of cases. */
export function signName(sign: string): string {
  return signNames[sign] ?? sign;
}

/** Both kinds of siblings in turns: those of the key with the same value, and those of the value under the same key. */
function kinOf(name: string, [key, value]: Pair, keys: readonly string[], values: readonly string[], others: readonly Pair[] = []): Kin {
  const longest = Math.max(keys.length, values.length);
  const inTurns = Array.from({ length: longest }, (_, index): readonly Pair[] => [
    ...values.slice(index, index + 1).map((text): Pair => [key, text]),
    ...keys.slice(index, index + 1).map((text): Pair => [text, value]),
  ]);
  return { name, pair: [key, value], siblings: [...others, ...inTurns.flat()].filter(([text]) => !isReservedKey(text)) };
}

/** Two texts around a sign, and the sign at both ends; a blank is plain in the middle alone. */
const around = (sign: string, one: string, other: string): string => (sign === " " ? `${one} ${other}` : `${sign}${one}${sign}${other}${sign}`);

function signKin(sign: string): Kin {
  const [key, value] = [around(sign, "ab", "cd"), around(sign, "ef", "gh")];
  // Written one behind the other, with the sign between them or without, these are the same as the pair.
  const shift = key.lastIndexOf(sign, key.length - 2);
  const joined: Pair = [key.slice(0, shift), `${key.slice(shift + 1)}${sign}${value}`];
  const isPlainJoint = sign !== " " && shift > 0;
  return kinOf(`around-${signName(sign)}`, [key, value], lookalikesOf(key, sign), lookalikesOf(value, sign), [
    ...(isPlainJoint ? [joined] : [["ab", `cd ${value}`] as const]),
    [key.slice(0, -1), `${key.slice(-1)}${value}`],
    [value, key],
  ]);
}

function neighbourKin(name: string, text: string): Kin {
  return kinOf(name, [`k${text}`, `v${text}`], neighboursOf(`k${text}`), neighboursOf(`v${text}`));
}

function extendedKin(name: string, characters: readonly string[], end: "before" | "behind"): Kin {
  const pair: Pair = [`mn-${name}`, `op-${name}`];
  const alike = pair.map(sameHashAs);
  return kinOf(name, pair, extensionsOf(pair[0], characters, end), extensionsOf(pair[1], characters, end), [
    [pair[0], alike[1] ?? ""],
    [alike[0] ?? "", pair[1]],
  ]);
}

/** For each plain character, at the beginning, in the middle and at the end of keys and values, what it may be cut at, left out or taken for. */
export const characterKin: readonly Kin[] = [
  ...[...plainSigns, " "].map(signKin),
  kinOf("longest-key-and-value", [longKey, longValue], longLookalikesOf(longKey, "x"), longLookalikesOf(longValue, "x")),
  extendedKin("before-sign", [...plainSigns, ...digits], "before"),
  extendedKin("behind-sign", [...plainSigns, ...digits], "behind"),
  extendedKin("before-letter", smallLetters, "before"),
  extendedKin("behind-letter", smallLetters, "behind"),
  neighbourKin("small-letters-and-digits", [...smallLetters, ...digits].join("")),
  neighbourKin("capital-letters", capitalLetters.join("")),
];

/** Numbers, dates, addresses and the like, and what else they may be written as. */
export const readingKin: readonly Kin[] = Object.entries(readings).map(([name, [asked, ...others]]) => kinOf(name, [`reads-${name}`, asked], [], others));

/** Pairs that one session carries together. */
export interface Bundle {
  readonly name: string;
  readonly pairs: readonly Pair[];
}

const throughout = (character: string): string => (character === " " ? "a b" : `${character}a${character}b${character}`);
const inKeys = (characters: readonly string[]): readonly Pair[] => characters.map((character) => [throughout(character), "on"]);
const inValues = (characters: readonly string[]): readonly Pair[] =>
  characters.map((character) => [
    `has-${signNames[character] ?? (character === character.toLowerCase() ? character : `capital-${character}`)}`,
    throughout(character),
  ]);

const signsAndBlank: readonly string[] = [...plainSigns, " "];

/**
 * Each plain character at the beginning, in the middle and at the end of a key, and of a value, and texts that are easily changed. No bundle holds more than there are
 * sessions to carry its pairs one by one, for services by which any of them is enough.
 */
export const bundles: readonly Bundle[] = [
  { name: "signs-and-members", pairs: [...inKeys(signsAndBlank), ...inValues(signsAndBlank), ...memberTags] },
  { name: "digits-and-fragile-keys", pairs: [...inKeys(digits), ...inValues(digits), ...fragileKeys.map((key): Pair => [key, "on"])] },
  { name: "fragile-values", pairs: fragileTexts.map((text, index): Pair => [`fragile-${String(index + 1)}`, text]) },
  { name: "small-letters-in-keys", pairs: inKeys(smallLetters) },
  { name: "small-letters-in-values", pairs: inValues(smallLetters) },
  { name: "capital-letters-in-keys", pairs: inKeys(capitalLetters) },
  { name: "capital-letters-in-values", pairs: inValues(capitalLetters) },
];
