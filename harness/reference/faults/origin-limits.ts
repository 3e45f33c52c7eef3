import { type Change, limit, memberSchema, names, reads, readsText, unchecked } from "./change.ts";
import { type Fault, faultTable } from "./fault.ts";

const long = (keeps: (length: number, maximum: number) => boolean): Change =>
  limit("RequestOrigin", "maxLength", (_, value, maximum) => keeps(value.length, maximum));

const matching = (test: (value: string, pattern: string) => boolean): Change => limit("RequestOrigin", "pattern", (_, value, pattern) => test(value, pattern));
const matchingAll = (expression: RegExp): Change => matching((value) => expression.test(value));
const narrowed = (test: (value: string) => boolean): Change => limit("RequestOrigin", "pattern", (usual, value) => usual && test(value));

/** Reads the pattern as another expression. */
const readAs = (expressionOf: (pattern: string) => string, flags = "u"): Change =>
  matching((value, pattern) => new RegExp(expressionOf(pattern), flags).test(value));

/** Lets some characters stand between those of the pattern. */
const besides = (characters: RegExp): Change => matching((value, pattern) => new RegExp(`^(?:${pattern})?$`, "u").test(value.replaceAll(characters, "")));

const reading = (convert: (text: string) => string): Change => readsText("RequestOrigin", convert);

/** Faults in the length and the pattern of `RequestOrigin`: signs that neighbouring formats allow, and invisible ones. */
export const originLimitFaults: readonly Fault[] = faultTable({
  "request/request-origin/refuses-wrong-length": "must",
  "origin-one-too-long-accepted: accepts a RequestOrigin one longer than its length": long((value, maximum) => value <= maximum + 1),
  "origin-without-maximum: accepts a RequestOrigin of any length": unchecked("RequestOrigin", "maxLength"),
  "origin-as-long-as-an-id: measures RequestOrigin by the limit of a session's id": long(
    (value) => value <= (memberSchema("Id", "CreateSession").maxLength ?? 0),
  ),
  "origin-cut-to-length: cuts a RequestOrigin that is too long": reading((value) => value.slice(0, memberSchema("RequestOrigin").maxLength)),
  "origin-empty-is-absent: takes an empty RequestOrigin for none": reads("RequestOrigin", (value) => (value === "" ? undefined : value)),
  "origin-may-be-empty: accepts an empty RequestOrigin": [
    unchecked("RequestOrigin", "minLength"),
    unchecked("RequestOrigin", "pattern", (value) => value === ""),
  ],
  "origin-length-unchecked-with-max-results: leaves the length of RequestOrigin unchecked beside MaxResults": unchecked(
    "RequestOrigin",
    "maxLength",
    (_value, place) => names(place, "MaxResults"),
  ),
  "origin-of-255-at-most-only-nearby: refuses a RequestOrigin of up to 255 characters that is too long, and takes longer ones": unchecked(
    "RequestOrigin",
    "maxLength",
    (value) => value.length > 255,
  ),
  "request/request-origin/refuses-wrong-pattern": "must",
  "origin-pattern-unchecked: accepts any characters in RequestOrigin": unchecked("RequestOrigin", "pattern"),
  "origin-pattern-unanchored: looks for the pattern of RequestOrigin anywhere in the value": readAs((one) => one),
  "origin-pattern-unanchored-end: matches only the beginning of RequestOrigin with its pattern": readAs((one) => `^${one}`),
  "origin-pattern-unanchored-start: matches only the end of RequestOrigin with its pattern": readAs((one) => `${one}$`),
  "origin-pattern-by-lines: is content if one line of RequestOrigin matches its pattern": readAs((one) => `^${one}$`, "mu"),
  "origin-newline-at-end: lets a newline stand behind a RequestOrigin that matches its pattern": readAs((one) => `^${one}\\n?$`),
  "origin-trimmed: trims RequestOrigin before it is matched": reading((value) => value.trim()),
  "origin-first-and-last-character: matches the first and the last character of RequestOrigin only": matching((value, one) =>
    [...value].every((character, index, all) => (index > 0 && index < all.length - 1) || new RegExp(one, "u").test(character)),
  ),
  "origin-letters-of-any-script: takes letters and digits of every script in RequestOrigin": matchingAll(/^[-.\p{L}\p{N}_]+$/u),
  "origin-letters-of-latin-one: takes the accented letters of Latin-1 in RequestOrigin": matchingAll(/^[-.\w\u00C0-\u00FF]+$/u),
  "origin-digits-of-any-script: takes digits of every script in RequestOrigin": matchingAll(/^[-.A-Za-z\p{Nd}_]+$/u),
  "origin-case-folded: matches RequestOrigin without regard to case, which adds letters beyond ASCII": readAs((one) => `^${one}$`, "iu"),
  "origin-compatibility-forms: brings RequestOrigin into its compatibility form before it is matched": reading((value) => value.normalize("NFKC")),
  "origin-range-across-cases: takes the characters between Z and a in ASCII in RequestOrigin": matchingAll(/^[-.A-z0-9]+$/u),
  "origin-dash-as-range: reads the dash in the pattern of RequestOrigin as a range from dot to underscore": matchingAll(/^[.-_a-z]+$/u),
  "origin-with-slashes: takes a slash in RequestOrigin": matchingAll(/^[-./\w]+$/u),
  "origin-with-blanks: takes a blank in RequestOrigin": matchingAll(/^[-. \w]+$/u),
  "origin-cut-at-null-character: reads RequestOrigin up to a null character": reading((value) => value.split("\0", 1)[0] ?? ""),
  "origin-unchecked-with-tags: leaves the pattern of RequestOrigin unchecked in a request that filters": unchecked(
    "RequestOrigin",
    "pattern",
    (_value, place) => names(place, "Tags"),
  ),
  "origin-with-number-sign: lets a number sign stand in RequestOrigin": besides(/#/gu),
  "origin-with-dollar-sign: lets a dollar sign, as in names of variables, stand in RequestOrigin": besides(/\$/gu),
  "origin-with-percent-sign: lets a percent sign, as in URLs, stand in RequestOrigin": besides(/%/gu),
  "origin-with-tilde: lets a tilde stand in RequestOrigin": besides(/~/gu),
  "origin-with-plus-sign: lets a plus sign stand in RequestOrigin": besides(/\+/gu),
  "origin-with-asterisk: lets an asterisk stand in RequestOrigin": besides(/\*/gu),
  "origin-with-equals-sign: lets an equals sign stand in RequestOrigin": besides(/=/gu),
  "origin-with-exclamation-mark: lets an exclamation mark stand in RequestOrigin": besides(/!/gu),
  "origin-with-backslash: lets a backslash stand in RequestOrigin": besides(/\\/gu),
  "origin-with-carriage-return: lets a carriage return stand in RequestOrigin": besides(/\r/gu),
  "origin-with-vertical-tab: lets a vertical tab stand in RequestOrigin": besides(/\v/gu),
  "origin-with-no-break-space: lets a no-break space stand in RequestOrigin": besides(/\u00A0/gu),
  "origin-with-zero-width-space: lets what has no width stand in RequestOrigin": besides(/[\u200B-\u200F]/gu),
  "origin-with-line-separator: lets a line separator stand in RequestOrigin": besides(/[\u2028\u2029]/gu),
  "origin-with-cyrillic-letters: lets Cyrillic letters stand in RequestOrigin": besides(/\p{Script=Cyrillic}/gu),
  "origin-with-ideographs: lets ideographs stand in RequestOrigin": besides(/\p{Script=Han}/gu),
  "origin-trimmed-at-the-end: cuts blanks off the end of RequestOrigin before it is matched": reading((value) => value.replace(/ +$/u, "")),
  "origin-trimmed-at-the-front: cuts blanks off the front of RequestOrigin before it is matched": reading((value) => value.replace(/^ +/u, "")),
  "paging/token-spares-no-check": "must",
  "origin-unchecked-with-token: leaves the pattern of RequestOrigin unchecked on later pages": unchecked("RequestOrigin", "pattern", (_value, place) =>
    names(place, "NextToken"),
  ),
  "request/request-origin/accepts-edges": "must",
  "origin-maximum-exclusive: refuses a RequestOrigin of its longest length": long((value, maximum) => value < maximum),
  "origin-minimum-exclusive: refuses a RequestOrigin of one character": limit("RequestOrigin", "minLength", (_, value, minimum) => value.length > minimum),
  "origin-without-underscore: refuses an underscore in RequestOrigin": narrowed((value) => !value.includes("_")),
  "origin-without-dot: refuses a dot in RequestOrigin": narrowed((value) => !value.includes(".")),
  "origin-lower-case-only: refuses upper-case letters in RequestOrigin": narrowed((value) => value === value.toLowerCase()),
  "origin-begins-with-letter: refuses a RequestOrigin that begins with no letter": narrowed((value) => /^[A-Za-z]/u.test(value)),
  "origin-number-refused: refuses a RequestOrigin that reads as a number": narrowed((value) => Number.isNaN(Number(value))),
  "origin-ends-with-letter-or-digit: refuses a RequestOrigin that ends with a sign": narrowed((value) => /[A-Za-z0-9]$/u.test(value)),
});
