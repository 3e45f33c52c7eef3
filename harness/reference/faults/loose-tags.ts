import { plainSigns } from "../../../properties/core/plain-text.ts";
import { signName } from "../../../properties/fixtures/tag-kin.ts";
import { pairs } from "./listing.ts";
import { type Fault, faultTable } from "./fault.ts";
import { joinedBy, keysAs, loses, valuesAs } from "./tag-comparison.ts";

/** How a text is read before it is compared. */
type Reading = (text: string) => string;

const signs: readonly string[] = [...plainSigns, " "];

function trimmed(text: string, sign: string): string {
  if (text.startsWith(sign)) return trimmed(text.slice(sign.length), sign);
  return text.endsWith(sign) ? trimmed(text.slice(0, -sign.length), sign) : text;
}

/** The name of a sign in words. */
const wordsOf = (sign: string): string => signName(sign).replaceAll("-", " ");

/** How services misread a sign: as a separator, as decoration, or as the same as another one. */
function readingsOf(sign: string, index: number): readonly (readonly [name: string, what: string, read: Reading])[] {
  const name = signName(sign).replace("equals-sign", "equals");
  const other = signs[(index + 1) % signs.length] ?? "";
  const words = name.replaceAll("-", " ");
  return [
    [`before-${name}`, `up to their first ${words}`, (text) => text.split(sign, 1)[0] ?? ""],
    [`behind-${name}`, `from their last ${words} on`, (text) => text.split(sign).at(-1) ?? ""],
    [`without-${name}`, `without any ${words}`, (text) => text.replaceAll(sign, "")],
    [`trimmed-of-${name}`, `with no ${words} at their ends`, (text) => (sign === " " ? text.replaceAll(sign, "_") : trimmed(text, sign))],
    [`with-${name}-as-${signName(other)}`, `with each ${words} taken for ${signName(other).replaceAll("-", " ")}`, (text) => text.replaceAll(sign, other)],
  ];
}

const camelCase = (text: string): string => text.replaceAll(/[^A-Za-z0-9]+(.?)/gu, (_, next: string) => next.toUpperCase());

const kebabCase = (text: string): string => trimmed(text.replaceAll(/[^A-Za-z0-9]+/gu, "-"), "-");

function expressionOf(key: string): RegExp {
  return new RegExp(`^${key.replaceAll(/[.+@:=/]/gu, (sign) => (/[.+]/u.test(sign) ? `\\${sign}` : sign)).replaceAll("_", ".")}$`, "u");
}

/** Faults in how keys and values of plain characters are compared: cut, stripped, recomposed, or not found at all. */
export const looseTagFaults: readonly Fault[] = faultTable({
  "filters/single-pair/any-character": "must",
  ...Object.fromEntries(
    signs.flatMap((sign) => [
      [`no-key-with-${signName(sign)}: finds no key with a ${wordsOf(sign)} in it`, loses((key) => key.includes(sign))],
      [`no-value-with-${signName(sign)}: finds no value with a ${wordsOf(sign)} in it`, loses((_, value) => value.includes(sign))],
    ]),
  ),
  "no-key-that-begins-with-a-digit: finds no key that begins with a digit": loses((key) => /^\d/u.test(key)),
  "no-key-of-digits: finds no key that is a number": loses((key) => /^\d+$/u.test(key)),
  "no-key-beyond-identifiers: finds no key that is no identifier of a programming language": loses((key) => !/^[A-Za-z_]\w*$/u.test(key)),
  "no-key-with-capitals: finds no key that begins with a capital letter": loses((key) => /^[A-Z]/u.test(key)),
  "no-key-with-a-sign-at-its-end: finds no key that ends with a sign": loses((key) => /\W$/u.test(key)),
  "no-value-with-a-sign-first: finds no value that begins with a sign": loses((_, value) => /^[^\w]/u.test(value)),
  "no-value-with-capitals-at-its-end: finds no value that ends with a capital letter": loses((_, value) => /[A-Z]$/u.test(value)),
  "no-value-with-z: finds no value that ends with a z": loses((_, value) => value.endsWith("z")),
  "no-key-with-at-sign-and-any-of-several: finds no key with an at sign in it, and lists what carries any of several tags": [
    loses((key) => key.includes("@")),
    () => ({ combinePairs: (matches) => matches.length === 0 || matches.some(Boolean) }),
  ],
  "filters/single-pair/exact": "must",
  ...Object.fromEntries(
    signs.flatMap((sign, index) =>
      readingsOf(sign, index).flatMap(([name, what, read]) => [
        [`loose-values-${name}: compares values ${what}`, valuesAs(read)],
        [`loose-keys-${name}: compares keys ${what}`, keysAs(read)],
      ]),
    ),
  ),
  ...Object.fromEntries(
    ["_", ".", "-", "@"].map((sign) => [
      `loose-pairs-joined-by-${signName(sign)}: compares key and value with a ${wordsOf(sign)} between them`,
      joinedBy(sign),
    ]),
  ),
  "loose-keys-in-camel-case: compares keys in camel case": keysAs(camelCase),
  "loose-values-in-kebab-case: compares values in kebab case": valuesAs(kebabCase),
  "loose-values-of-letters-and-digits: compares letters and digits of values only": valuesAs((text) => text.replaceAll(/[^A-Za-z0-9]/gu, "")),
  "loose-values-of-letters: compares letters of values only": valuesAs((text) => text.replaceAll(/[^A-Za-z]/gu, "")),
  "loose-values-with-digits-alike: takes all digits in values for the same": valuesAs((text) => text.replaceAll(/\d/gu, "#")),
  "loose-values-without-leading-digits: compares values without the digits they begin with": valuesAs((text) => text.replace(/^\d+/u, "")),
  "loose-values-in-any-order: compares the characters of values in any order": valuesAs((text) => Array.from(text).toSorted().join("")),
  "loose-values-without-plural: compares values without an s at their end": valuesAs((text) => text.replace(/s$/u, "")),
  "loose-values-without-doubles: takes doubled characters in values for single ones": valuesAs((text) => text.replaceAll(/(.)\1/gu, "$1")),
  "loose-keys-of-ten-characters: compares the first ten characters of keys": keysAs((text) => text.slice(0, 10)),
  "loose-keys-of-the-last-hundred: compares the last hundred characters of keys": keysAs((text) => text.slice(-100)),
  "loose-values-of-head-and-tail: compares twenty characters of values at either end": valuesAs((text) => text.slice(0, 20) + text.slice(-20)),
  "loose-keys-with-underscore-as-any: takes an underscore in a key for any character": pairs((tags, key, value) =>
    [...tags].some(([name, has]) => has === value && expressionOf(key).test(name)),
  ),
  "loose-values-with-negation: takes a dash before a value for no": pairs((tags, key, value) =>
    value.startsWith("-") ? tags.get(key) !== value.slice(1) : tags.get(key) === value,
  ),
  "loose-values-between-slashes: reads a value between slashes as a regular expression": pairs((tags, key, value) =>
    /^\/.+\/$/u.test(value) ? new RegExp(value.slice(1, -1), "u").test(tags.get(key) ?? "") : tags.get(key) === value,
  ),
});
