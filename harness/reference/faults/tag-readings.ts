import { type Change, crash } from "./change.ts";
import { pairs } from "./listing.ts";
import { type Fault, faultTable } from "./fault.ts";
import { joinedBy, keys, keysAs, loses, values, valuesAs } from "./tag-comparison.ts";

const cutAt = (length: number): Change =>
  pairs((tags, key, value) =>
    [...tags].some(([name, has]) => name.slice(0, length) === key.slice(0, length) && has.slice(0, length) === value.slice(0, length)),
  );

const valueMatches = (expressionOf: (wanted: string) => string): Change =>
  pairs((tags, key, value) => new RegExp(`^${expressionOf(value)}$`, "u").test(tags.get(key) ?? "\n"));

const quoted = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, (sign) => (sign === "/" || sign === "-" ? sign : `\\${sign}`));

const numberOr = (text: string, number: number): unknown => (Number.isNaN(number) ? text : number);

function addressOf(text: string): string {
  return URL.canParse(text) ? new URL(text).href : text;
}

function hashOf(text: string): number {
  return Array.from(text).reduce((hash, character) => (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0, 0);
}

function meaningOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

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

function decoded(text: string): string {
  return /%[0-9A-F]{2}/u.test(text) ? decodeURIComponent(text.replaceAll(/%(?![0-9A-F]{2})/gu, "%25")) : text;
}

/** Faults that read keys and values as something other than text: run together, cut short, as numbers, lists, expressions, or without odd characters. */
export const tagReadingFaults: readonly Fault[] = faultTable({
  "filters/single-pair/exact": "must",
  "filter-key-and-value-joined: compares key and value written one behind the other": joinedBy(""),
  "filter-pair-joined-by-slash: compares key and value with a slash between them": joinedBy("/"),
  "filter-pair-joined-by-plus: compares key and value with a plus sign between them": joinedBy("+"),
  "filter-pair-joined-by-blank: compares key and value with a blank between them": joinedBy(" "),
  "filter-of-64-characters: compares the first 64 characters of keys and values": cutAt(64),
  "filter-of-127-characters: compares the first 127 characters of keys and values": cutAt(127),
  "filter-of-255-characters: finds no value of more than 255 characters": loses((_, value) => value.length > 255),
  "filter-with-underscore-as-any: takes an underscore in a value for any character": valueMatches((wanted) => quoted(wanted).replaceAll("_", ".")),
  "filter-with-dot-as-any: takes a dot in a value for any character": valueMatches((wanted) => quoted(wanted).replaceAll("\\.", ".")),
  "filter-up-to-the-slash: compares paths by their first segment": valuesAs((text) => text.split("/", 1)[0]),
  "filter-null-is-absence: takes the text null for a tag that is not there": pairs((tags, key, value) => String(tags.get(key) ?? null) === value),
  "values-read-as-leading-numbers: compares the numbers that values begin with": valuesAs((text) => numberOr(text, Number.parseFloat(text))),
  "values-read-as-whole-numbers: compares the whole numbers that values begin with": valuesAs((text) => numberOr(text, Number.parseInt(text, 10))),
  "values-read-as-dates: compares values that read as dates as times": valuesAs((text) => numberOr(text, Date.parse(text))),
  "values-read-as-days: compares values that begin with a date by their day": valuesAs((text) => /^\d{4}-\d\d-\d\d/u.exec(text)?.[0] ?? text),
  "values-read-as-booleans: takes what reads as true for the same, and what reads as false": valuesAs((text) =>
    /^(?:true|yes|on|y|t|1)$/u.test(text) ? true : /^(?:false|no|off|n|f|0)$/u.test(text) ? false : text,
  ),
  "values-read-as-nothing: takes null, none, nil and undefined for the same": valuesAs((text) =>
    /^(?:null|none|nil|undefined|nan)$/iu.test(text) ? null : text,
  ),
  "values-read-as-json: compares values that read as JSON by what they mean": valuesAs((text) =>
    /^(?:-?\d|true|false|null)/u.test(text) ? meaningOf(text) : text,
  ),
  "values-read-as-addresses: compares values that read as web addresses by these": valuesAs(addressOf),
  "values-read-as-paths: takes repeated slashes in values, and dots between them, for one slash": valuesAs((text) => text.replaceAll(/\/(?:\.?\/)+/gu, "/")),
  "values-read-as-mail: compares mail addresses without what follows a plus": valuesAs((text) => text.replace(/\+[^@]*@/u, "@")),
  "values-read-as-versions: compares versions without trailing zeros": valuesAs((text) => text.replace(/^v/u, "").replace(/(?:\.0+)+$/u, "")),
  "values-read-as-hash-codes: compares hash codes of 32 bits": valuesAs(hashOf),
  "filters/beyond-ascii": "should",
  "filter-without-accents: compares values without their accents": valuesAs((text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "")),
  "filter-of-composed-characters: compares values in their composed form": valuesAs((text) => text.normalize("NFC")),
  "filter-of-ascii-only: finds no value with characters beyond ASCII": loses((_, value) => /[^ -~]/u.test(value)),
  "keys-of-ascii-only: finds no key with characters beyond ASCII": loses((key) => /[^ -~]/u.test(key)),
  "keys-of-composed-characters: compares keys in their composed form": keysAs((name) => name.normalize("NFC")),
  "values-of-compatible-characters: compares values in their compatible form": valuesAs((text) => text.normalize("NFKC")),
  "values-of-one-sound: takes sharp s in a value for two": valuesAs((text) => text.replaceAll("\u00DF", "ss")),
  "filters/odd-characters/literal": "should",
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
  "odd-keys-lost: finds no key with characters that are not customary in tags": loses((key) => /[^\w .:/=+@-]/u.test(key)),
  "percent-sign-crash: crashes on a percent sign in a value": values((has, wanted) =>
    /%(?![0-9A-F]{2})/u.test(wanted) ? crash("a percent sign") : has === wanted,
  ),
  "filters/blanks-count": "should",
  "keys-trimmed: compares keys without the blanks at their ends": keysAs((name) => name.trim()),
  "blanks-in-a-row-as-one: takes several blanks in a value for one": valuesAs((text) => text.replaceAll(/ +/gu, " ")),
});
