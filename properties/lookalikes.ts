import { foldedText, isPlainText, plainSigns } from "./plain-text.ts";

const filler = "zz";

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const replacedAt = (text: string, place: number, by: string): string => text.slice(0, place) + by + text.slice(place + 1);

/** The sign at a place moved by one to either side. */
function movedFrom(text: string, place: number): readonly string[] {
  const without = replacedAt(text, place, "");
  return [place - 1, place + 1]
    .filter((other) => other >= 0 && other <= without.length)
    .map((other) => without.slice(0, other) + text.slice(place, place + 1) + without.slice(other));
}

/** The plain texts of a list that differ from a text by more than a `should` tells apart, each once. */
function distinctFrom(text: string, others: readonly string[]): readonly string[] {
  return [...new Set(others)].filter((other) => isPlainText(other) && foldedText(other) !== foldedText(text));
}

/** Plain texts that a careless comparison takes for a text with a sign in it: cut at the sign, without it, with another one in its place, put together anew. */
export function lookalikesOf(text: string, sign: string): readonly string[] {
  return distinctFrom(text, reworked(text, sign));
}

/** What a text with a sign in it becomes where the sign means something. */
export function reworked(text: string, sign: string): readonly string[] {
  const places = Array.from(text).flatMap((character, place) => (character === sign ? [place] : []));
  const parts = text.split(sign).filter((part) => part !== "");
  const others = [...plainSigns, " ", "x", "0"].filter((other) => other !== sign);
  return [
    ...places.flatMap((place) => [text.slice(0, place), text.slice(place + 1)]),
    text.replaceAll(sign, ""),
    parts.join(sign),
    ...others.map((other) => text.replaceAll(sign, other)),
    ...places.flatMap((place) => [text.slice(0, place + 1) + filler, filler + text.slice(place)]),
    ...parts,
    text.replaceAll(sign, sign + sign),
    text.split(sign).toReversed().join(sign),
    ...[places[0], places.at(-1)].flatMap((place) => (place === undefined ? [] : movedFrom(text, place))),
    ...places.flatMap((place) => [replacedAt(text, place, ""), replacedAt(text, place, sign + sign)]),
    parts.map((part, index) => (index === 0 ? part : capitalised(part))).join(""),
    ...others.map((other) => parts.join(other)),
    ...others.flatMap((other) => places.flatMap((place, index) => (index === 1 ? [] : [replacedAt(text, place, other)]))),
    ...places.flatMap((place) => [text.slice(0, place + 1), text.slice(place)]),
    [...parts, parts[0] ?? ""].join(sign),
  ];
}

/** Each character replaced by the next one of the text, and whole kinds of characters left out or made the same. */
export function neighboursOf(text: string): readonly string[] {
  const characters = Array.from(text);
  return distinctFrom(text, [
    text.replaceAll(/\d+/gu, ""),
    text.replaceAll(/\D+/gu, ""),
    text.replaceAll(/\d/gu, "0"),
    characters.toReversed().join(""),
    ...characters.map((_, place) => replacedAt(text, place, characters[(place + 1) % characters.length] ?? "")),
  ]);
}

/** A text with one of some characters before it, or behind it. */
export function extensionsOf(text: string, characters: readonly string[], end: "before" | "behind"): readonly string[] {
  return distinctFrom(
    text,
    characters.map((character) => (end === "before" ? character + text : text + character)),
  );
}

/** What a long text is taken for where only so many of its characters are compared: it differs at one place, or ends there. */
export function longLookalikesOf(text: string, other: string): readonly string[] {
  const { length } = text;
  const halves = Array.from({ length: Math.floor(Math.log2(length)) }, (_, power) => length / 2 ** power);
  return distinctFrom(text, [
    replacedAt(text, length - 1, other),
    text.slice(0, -1),
    replacedAt(text, 0, other),
    ...halves.slice(1).flatMap((half) => [replacedAt(text, half, other), text.slice(0, half), text.slice(0, half - 1)]),
  ]);
}

/** A text with the same hash code as Java and others compute it from all characters, whose beginning must be two small letters. */
export function sameHashAs(text: string): string {
  const [first, second] = [text.charCodeAt(0), text.charCodeAt(1)];
  return String.fromCharCode(first + 1, second - 31) + text.slice(2);
}
