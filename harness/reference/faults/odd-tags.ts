import { type Fault, should } from "./fault.ts";
import { type BehaviourChange, crash, pairs } from "./change.ts";

const values = (matches: (has: string, wanted: string) => boolean): BehaviourChange =>
  pairs((tags, key, value) => [...tags].some(([name, has]) => name === key && matches(has, value)));

const keys = (matches: (name: string, wanted: string) => boolean): BehaviourChange =>
  pairs((tags, key, value) => [...tags].some(([name, has]) => has === value && matches(name, key)));

const odd = (name: string, title: string, apply: BehaviourChange): Fault => should(name, title, "filters/odd-characters/literal", apply);

const marked = (mark: string, matches: (has: string, rest: string) => boolean): BehaviourChange =>
  values((has, wanted) => (wanted.startsWith(mark) ? matches(has, wanted.slice(mark.length)) : has === wanted));

const listed = (separator: string): BehaviourChange => values((has, wanted) => has === wanted || wanted.split(separator).includes(has));

const between = (opening: string, closing: string, separator: string): BehaviourChange =>
  values((has, wanted) =>
    wanted.startsWith(opening) && wanted.endsWith(closing) ? wanted.slice(opening.length, -closing.length).split(separator).includes(has) : has === wanted,
  );

const same = (read: (text: string) => string): BehaviourChange => values((has, wanted) => read(has) === read(wanted));

function glob(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .replaceAll(/[\\^$.+()[\]{}|]/gu, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "u",
  );
}

/** Faults that misread characters beyond the plain ones. */
export const oddTagFaults: readonly Fault[] = [
  odd(
    "wildcards-in-values",
    "reads stars and question marks in a value as wildcards",
    values((has, wanted) => glob(wanted).test(has)),
  ),
  odd(
    "wildcards-in-keys",
    "reads stars and question marks in a key as wildcards",
    keys((name, wanted) => glob(wanted).test(name)),
  ),
  odd(
    "star-at-the-end",
    "takes a star at the end of a value for any end",
    values((has, wanted) => (wanted.endsWith("*") ? has.startsWith(wanted.slice(0, -1)) : has === wanted)),
  ),
  odd(
    "star-alone-in-values",
    "takes a star for any value",
    values((has, wanted) => wanted === "*" || has === wanted),
  ),
  odd(
    "star-alone-in-keys",
    "takes a star for any key",
    keys((name, wanted) => wanted === "*" || name === wanted),
  ),
  odd(
    "percent-as-any-text",
    "takes a percent sign in a value for any text",
    values((has, wanted) => glob(wanted.replaceAll(/[*?]/gu, "\\$&").replaceAll("%", "*")).test(has) || has === wanted),
  ),
  odd("values-with-commas-as-lists", "takes a value with commas for a list", listed(",")),
  odd("values-with-semicolons-as-lists", "takes a value with semicolons for a list", listed(";")),
  odd("values-with-bars-as-lists", "takes a value with vertical bars for a list", listed("|")),
  odd(
    "values-up-to-ampersand",
    "compares values up to their first ampersand",
    same((text) => text.split("&", 1)[0] ?? ""),
  ),
  odd(
    "values-up-to-hash",
    "takes what follows a hash sign in a value for a comment",
    same((text) => text.split("#", 1)[0] ?? ""),
  ),
  odd(
    "lists-in-stored-values",
    "takes a session's value with commas for a list",
    values((has, wanted) => has === wanted || has.split(",").includes(wanted)),
  ),
  odd(
    "exclamation-mark-as-no",
    "takes an exclamation mark before a value for no",
    marked("!", (has, rest) => has !== rest),
  ),
  odd(
    "exclamation-mark-before-key-as-no",
    "takes an exclamation mark before a key for no",
    pairs((tags, key, value) => (key.startsWith("!") ? tags.get(key.slice(1)) !== value : tags.get(key) === value)),
  ),
  odd(
    "tilde-as-part",
    "takes a tilde before a value for any text that holds it",
    marked("~", (has, rest) => has.includes(rest)),
  ),
  odd(
    "caret-as-beginning",
    "takes a caret before a value for any text that begins with it",
    values((has, wanted) => (/^\^.*\$$/u.test(wanted) ? has === wanted.slice(1, -1) : has === wanted)),
  ),
  odd(
    "greater-than",
    "takes a sign before a value for a comparison: greater",
    marked(">", (has, rest) => has > rest),
  ),
  odd(
    "less-than",
    "takes a sign before a value for a comparison: less",
    marked("<", (has, rest) => has < rest),
  ),
  odd("brackets-as-list", "takes a value in brackets for a list", between("[", "]", ",")),
  odd("braces-as-alternatives", "takes a value in braces for alternatives", between("{", "}", ",")),
  odd("parentheses-as-group", "takes a value in parentheses for a group of alternatives", between("(", ")", "|")),
  odd(
    "double-quotes-stripped",
    "compares values without double quotes around them",
    same((text) => text.replace(/^"(.*)"$/u, "$1")),
  ),
  odd(
    "apostrophes-stripped",
    "compares values without apostrophes",
    same((text) => text.replaceAll("'", "")),
  ),
  odd(
    "backslashes-resolved",
    "takes a backslash in a value for an escape",
    same((text) => text.replaceAll(/\\(.)/gu, "$1")),
  ),
  odd("percent-decoded", "decodes percent signs in values", same(decoded)),
  odd(
    "variables-resolved",
    "takes a dollar sign before a value for a variable",
    same((text) => text.replaceAll(/\$\{?(\w+)\}?/gu, "$1")),
  ),
  odd(
    "odd-characters-dropped",
    "compares values without characters that are not customary in tags",
    same((text) => text.replaceAll(/[^\w .:/=+@-]/gu, "")),
  ),
  odd(
    "odd-keys-lost",
    "finds no key with characters that are not customary in tags",
    pairs((tags, key, value) => tags.get(key) === value && !/[^\w .:/=+@-]/u.test(key)),
  ),
  odd(
    "percent-sign-crash",
    "crashes on a percent sign in a value",
    values((has, wanted) => (/%(?![0-9A-F]{2})/u.test(wanted) ? crash("a percent sign") : has === wanted)),
  ),
  beyondAscii(
    "keys-of-ascii-only",
    "finds no key with characters beyond ASCII",
    pairs((tags, key, value) => tags.get(key) === value && !/[^ -~]/u.test(key)),
  ),
  beyondAscii(
    "keys-of-composed-characters",
    "compares keys in their composed form",
    keys((name, wanted) => name.normalize("NFC") === wanted.normalize("NFC")),
  ),
  beyondAscii(
    "values-of-compatible-characters",
    "compares values in their compatible form",
    same((text) => text.normalize("NFKC")),
  ),
  beyondAscii(
    "values-of-one-sound",
    "takes sharp s in a value for two",
    same((text) => text.replaceAll("\u00DF", "ss")),
  ),
  ofBlanks(
    "keys-trimmed",
    "compares keys without the blanks at their ends",
    keys((name, wanted) => name.trim() === wanted.trim()),
  ),
  ofBlanks(
    "blanks-in-a-row-as-one",
    "takes several blanks in a value for one",
    same((text) => text.replaceAll(/ +/gu, " ")),
  ),
];

function decoded(text: string): string {
  return /%[0-9A-F]{2}/u.test(text) ? decodeURIComponent(text.replaceAll(/%(?![0-9A-F]{2})/gu, "%25")) : text;
}

function beyondAscii(name: string, title: string, apply: BehaviourChange): Fault {
  return { ...odd(name, title, apply), caughtBy: "filters/beyond-ascii" };
}

function ofBlanks(name: string, title: string, apply: BehaviourChange): Fault {
  return { ...odd(name, title, apply), caughtBy: "filters/blanks-count" };
}
