import { type Change, crash, pairs } from "./change.ts";
import { type Fault, should } from "./fault.ts";
import { keys, values, valuesAs } from "./tag-comparison.ts";
const marked = (mark: string, matches: (has: string, rest: string) => boolean): Change =>
  values((has, wanted) => (wanted.startsWith(mark) ? matches(has, wanted.slice(mark.length)) : has === wanted));

const listed = (separator: string): Change => values((has, wanted) => has === wanted || wanted.split(separator).includes(has));

const between = (opening: string, closing: string, separator: string): Change =>
  values((has, wanted) =>
    wanted.startsWith(opening) && wanted.endsWith(closing) ? wanted.slice(opening.length, -closing.length).split(separator).includes(has) : has === wanted,
  );

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
  ...should("filters/odd-characters/literal", {
    "wildcards-in-values: reads stars and question marks in a value as wildcards": values((has, wanted) => glob(wanted).test(has)),
    "wildcards-in-keys: reads stars and question marks in a key as wildcards": keys((name, wanted) => glob(wanted).test(name)),
    "star-at-the-end: takes a star at the end of a value for any end": values((has, wanted) =>
      wanted.endsWith("*") ? has.startsWith(wanted.slice(0, -1)) : has === wanted,
    ),
    "star-alone-in-values: takes a star for any value": values((has, wanted) => wanted === "*" || has === wanted),
    "star-alone-in-keys: takes a star for any key": keys((name, wanted) => wanted === "*" || name === wanted),
    "percent-as-any-text: takes a percent sign in a value for any text": values(
      (has, wanted) => glob(wanted.replaceAll(/[*?]/gu, "\\$&").replaceAll("%", "*")).test(has) || has === wanted,
    ),
    "values-with-commas-as-lists: takes a value with commas for a list": listed(","),
    "values-with-semicolons-as-lists: takes a value with semicolons for a list": listed(";"),
    "values-with-bars-as-lists: takes a value with vertical bars for a list": listed("|"),
    "values-up-to-ampersand: compares values up to their first ampersand": valuesAs((text) => text.split("&", 1)[0] ?? ""),
    "values-up-to-hash: takes what follows a hash sign in a value for a comment": valuesAs((text) => text.split("#", 1)[0] ?? ""),
    "lists-in-stored-values: takes a session's value with commas for a list": values((has, wanted) => has === wanted || has.split(",").includes(wanted)),
    "exclamation-mark-as-no: takes an exclamation mark before a value for no": marked("!", (has, rest) => has !== rest),
    "exclamation-mark-before-key-as-no: takes an exclamation mark before a key for no": pairs((tags, key, value) =>
      key.startsWith("!") ? tags.get(key.slice(1)) !== value : tags.get(key) === value,
    ),
    "tilde-as-part: takes a tilde before a value for any text that holds it": marked("~", (has, rest) => has.includes(rest)),
    "caret-as-beginning: takes a caret before a value for any text that begins with it": values((has, wanted) =>
      /^\^.*\$$/u.test(wanted) ? has === wanted.slice(1, -1) : has === wanted,
    ),
    "greater-than: takes a sign before a value for a comparison: greater": marked(">", (has, rest) => has > rest),
    "less-than: takes a sign before a value for a comparison: less": marked("<", (has, rest) => has < rest),
    "brackets-as-list: takes a value in brackets for a list": between("[", "]", ","),
    "braces-as-alternatives: takes a value in braces for alternatives": between("{", "}", ","),
    "parentheses-as-group: takes a value in parentheses for a group of alternatives": between("(", ")", "|"),
    "double-quotes-stripped: compares values without double quotes around them": valuesAs((text) => text.replace(/^"(.*)"$/u, "$1")),
    "apostrophes-stripped: compares values without apostrophes": valuesAs((text) => text.replaceAll("'", "")),
    "backslashes-resolved: takes a backslash in a value for an escape": valuesAs((text) => text.replaceAll(/\\(.)/gu, "$1")),
    "percent-decoded: decodes percent signs in values": valuesAs(decoded),
    "variables-resolved: takes a dollar sign before a value for a variable": valuesAs((text) => text.replaceAll(/\$\{?(\w+)\}?/gu, "$1")),
    "odd-characters-dropped: compares values without characters that are not customary in tags": valuesAs((text) => text.replaceAll(/[^\w .:/=+@-]/gu, "")),
    "odd-keys-lost: finds no key with characters that are not customary in tags": pairs(
      (tags, key, value) => tags.get(key) === value && !/[^\w .:/=+@-]/u.test(key),
    ),
    "percent-sign-crash: crashes on a percent sign in a value": values((has, wanted) =>
      /%(?![0-9A-F]{2})/u.test(wanted) ? crash("a percent sign") : has === wanted,
    ),
  }),
  ...should("filters/beyond-ascii", {
    "keys-of-ascii-only: finds no key with characters beyond ASCII": pairs((tags, key, value) => tags.get(key) === value && !/[^ -~]/u.test(key)),
    "keys-of-composed-characters: compares keys in their composed form": keys((name, wanted) => name.normalize("NFC") === wanted.normalize("NFC")),
    "values-of-compatible-characters: compares values in their compatible form": valuesAs((text) => text.normalize("NFKC")),
    "values-of-one-sound: takes sharp s in a value for two": valuesAs((text) => text.replaceAll("\u00DF", "ss")),
  }),
  ...should("filters/blanks-count", {
    "keys-trimmed: compares keys without the blanks at their ends": keys((name, wanted) => name.trim() === wanted.trim()),
    "blanks-in-a-row-as-one: takes several blanks in a value for one": valuesAs((text) => text.replaceAll(/ +/gu, " ")),
  }),
];

function decoded(text: string): string {
  return /%[0-9A-F]{2}/u.test(text) ? decodeURIComponent(text.replaceAll(/%(?![0-9A-F]{2})/gu, "%25")) : text;
}
