import { plainSigns } from "../../../properties/core/plain-text.ts";
import { signName } from "../../../properties/fixtures/tag-kin.ts";
import { type Fault, must } from "./fault.ts";
import { type BehaviourChange, pairs } from "./change.ts";

/** How a text is read before it is compared. */
type Reading = (text: string) => string;

const values = (read: Reading): BehaviourChange => pairs((tags, key, value) => [...tags].some(([name, has]) => name === key && read(has) === read(value)));
const keys = (read: Reading): BehaviourChange => pairs((tags, key, value) => [...tags].some(([name, has]) => read(name) === read(key) && has === value));

const exact = (name: string, title: string, apply: BehaviourChange): Fault => must(name, title, "filters/single-pair/exact", apply);
const lost = (name: string, title: string, isLost: (key: string, value: string) => boolean): Fault =>
  must(
    name,
    title,
    "filters/single-pair/any-character",
    pairs((tags, key, value) => !isLost(key, value) && tags.get(key) === value),
  );

const signs: readonly string[] = [...plainSigns, " "];

function trimmed(text: string, sign: string): string {
  if (text.startsWith(sign)) return trimmed(text.slice(sign.length), sign);
  return text.endsWith(sign) ? trimmed(text.slice(0, -sign.length), sign) : text;
}

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

const ofSigns: readonly Fault[] = signs.flatMap((sign, index) => {
  const name = signName(sign);
  return [
    ...readingsOf(sign, index).flatMap(([reading, what, read]) => [
      exact(`loose-values-${reading}`, `compares values ${what}`, values(read)),
      exact(`loose-keys-${reading}`, `compares keys ${what}`, keys(read)),
    ]),
    lost(`no-key-with-${name}`, `finds no key with a ${name.replaceAll("-", " ")} in it`, (key) => key.includes(sign)),
    lost(`no-value-with-${name}`, `finds no value with a ${name.replaceAll("-", " ")} in it`, (_, value) => value.includes(sign)),
  ];
});

const joined: readonly Fault[] = ["_", ".", "-", "@"].map((sign) =>
  exact(
    `loose-pairs-joined-by-${signName(sign)}`,
    `compares key and value with a ${signName(sign).replaceAll("-", " ")} between them`,
    pairs((tags, key, value) => [...tags].some((tag) => tag.join(sign) === key + sign + value)),
  ),
);

const places: readonly Fault[] = [
  lost("no-key-that-begins-with-a-digit", "finds no key that begins with a digit", (key) => /^\d/u.test(key)),
  lost("no-key-of-digits", "finds no key that is a number", (key) => /^\d+$/u.test(key)),
  lost("no-key-beyond-identifiers", "finds no key that is no identifier of a programming language", (key) => !/^[A-Za-z_]\w*$/u.test(key)),
  lost("no-key-with-capitals", "finds no key that begins with a capital letter", (key) => /^[A-Z]/u.test(key)),
  lost("no-key-with-a-sign-at-its-end", "finds no key that ends with a sign", (key) => /\W$/u.test(key)),
  lost("no-value-with-a-sign-first", "finds no value that begins with a sign", (_, value) => /^[^\w]/u.test(value)),
  lost("no-value-with-capitals-at-its-end", "finds no value that ends with a capital letter", (_, value) => /[A-Z]$/u.test(value)),
  lost("no-value-with-z", "finds no value that ends with a z", (_, value) => value.endsWith("z")),
  {
    ...lost("no-key-with-at-sign-and-any-of-several", "finds no key with an at sign in it, and lists what carries any of several tags", () => false),
    apply: (behaviour) => ({
      ...behaviour,
      matchesPair: (tags, key, value) => !key.includes("@") && tags.get(key) === value,
      combinePairs: (matches) => matches.length === 0 || matches.some(Boolean),
    }),
  },
];

const camelCase = (text: string): string => text.replaceAll(/[^A-Za-z0-9]+(.?)/gu, (_, next: string) => next.toUpperCase());
const kebabCase = (text: string): string => trimmed(text.replaceAll(/[^A-Za-z0-9]+/gu, "-"), "-");

const whole: readonly Fault[] = [
  exact("loose-keys-in-camel-case", "compares keys in camel case", keys(camelCase)),
  exact("loose-values-in-kebab-case", "compares values in kebab case", values(kebabCase)),
  exact(
    "loose-values-of-letters-and-digits",
    "compares letters and digits of values only",
    values((text) => text.replaceAll(/[^A-Za-z0-9]/gu, "")),
  ),
  exact(
    "loose-values-of-letters",
    "compares letters of values only",
    values((text) => text.replaceAll(/[^A-Za-z]/gu, "")),
  ),
  exact(
    "loose-values-with-digits-alike",
    "takes all digits in values for the same",
    values((text) => text.replaceAll(/\d/gu, "#")),
  ),
  exact(
    "loose-values-without-leading-digits",
    "compares values without the digits they begin with",
    values((text) => text.replace(/^\d+/u, "")),
  ),
  exact(
    "loose-values-in-any-order",
    "compares the characters of values in any order",
    values((text) => Array.from(text).toSorted().join("")),
  ),
  exact(
    "loose-values-without-plural",
    "compares values without an s at their end",
    values((text) => text.replace(/s$/u, "")),
  ),
  exact(
    "loose-values-without-doubles",
    "takes doubled characters in values for single ones",
    values((text) => text.replaceAll(/(.)\1/gu, "$1")),
  ),
  exact(
    "loose-keys-of-ten-characters",
    "compares the first ten characters of keys",
    keys((text) => text.slice(0, 10)),
  ),
  exact(
    "loose-keys-of-the-last-hundred",
    "compares the last hundred characters of keys",
    keys((text) => text.slice(-100)),
  ),
  exact(
    "loose-values-of-head-and-tail",
    "compares twenty characters of values at either end",
    values((text) => text.slice(0, 20) + text.slice(-20)),
  ),
  exact(
    "loose-keys-with-underscore-as-any",
    "takes an underscore in a key for any character",
    pairs((tags, key, value) => [...tags].some(([name, has]) => has === value && expressionOf(key).test(name))),
  ),
  exact(
    "loose-values-with-negation",
    "takes a dash before a value for no",
    pairs((tags, key, value) => (value.startsWith("-") ? tags.get(key) !== value.slice(1) : tags.get(key) === value)),
  ),
  exact(
    "loose-values-between-slashes",
    "reads a value between slashes as a regular expression",
    pairs((tags, key, value) => (/^\/.+\/$/u.test(value) ? new RegExp(value.slice(1, -1), "u").test(tags.get(key) ?? "") : tags.get(key) === value)),
  ),
];

function expressionOf(key: string): RegExp {
  return new RegExp(`^${key.replaceAll(/[.+@:=/]/gu, (sign) => (/[.+]/u.test(sign) ? `\\${sign}` : sign)).replaceAll("_", ".")}$`, "u");
}

/** Faults in how keys and values of plain characters are compared: cut, stripped, recomposed, or not found at all. */
export const looseTagFaults: readonly Fault[] = [...ofSigns, ...joined, ...places, ...whole];
