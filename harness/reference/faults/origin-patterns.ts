import { type Change, limit, names, reads } from "./change.ts";
import { type Fault, must } from "./fault.ts";
const refuses = "request/request-origin/refuses-wrong-pattern";
const accepts = "request/request-origin/accepts-edges";

const matching = (test: (value: string, pattern: string) => boolean): Change => limit("RequestOrigin", "pattern", (_, value, pattern) => test(value, pattern));
const narrowed = (test: (value: string) => boolean): Change => limit("RequestOrigin", "pattern", (usual, value) => usual && test(value));

const tooLoose: readonly Fault[] = [
  ...must(refuses, {
    "origin-pattern-unchecked: accepts any characters in RequestOrigin": matching(() => true),
    "origin-pattern-unanchored: looks for the pattern of RequestOrigin anywhere in the value": matching((value, pattern) =>
      new RegExp(pattern, "u").test(value),
    ),
    "origin-pattern-unanchored-end: matches only the beginning of RequestOrigin with its pattern": matching((value, pattern) =>
      new RegExp(`^${pattern}`, "u").test(value),
    ),
    "origin-pattern-unanchored-start: matches only the end of RequestOrigin with its pattern": matching((value, pattern) =>
      new RegExp(`${pattern}$`, "u").test(value),
    ),
    "origin-pattern-by-lines: is content if one line of RequestOrigin matches its pattern": matching((value, pattern) =>
      new RegExp(`^${pattern}$`, "mu").test(value),
    ),
    "origin-newline-at-end: lets a newline stand behind a RequestOrigin that matches its pattern": matching((value, pattern) =>
      new RegExp(`^${pattern}\\n?$`, "u").test(value),
    ),
    "origin-trimmed: trims RequestOrigin before it is matched": reads("RequestOrigin", (value) => (typeof value === "string" ? value.trim() : value)),
    "origin-first-and-last-character: matches the first and the last character of RequestOrigin only": matching((value, pattern) =>
      [...value].every((character, index, all) => (index > 0 && index < all.length - 1) || new RegExp(pattern, "u").test(character)),
    ),
    "origin-letters-of-any-script: takes letters and digits of every script in RequestOrigin": matching((value) => /^[-.\p{L}\p{N}_]+$/u.test(value)),
    "origin-letters-of-latin-one: takes the accented letters of Latin-1 in RequestOrigin": matching((value) => /^[-.\w\u00C0-\u00FF]+$/u.test(value)),
    "origin-digits-of-any-script: takes digits of every script in RequestOrigin": matching((value) => /^[-.A-Za-z\p{Nd}_]+$/u.test(value)),
    "origin-case-folded: matches RequestOrigin without regard to case, which adds letters beyond ASCII": matching((value, pattern) =>
      new RegExp(`^${pattern}$`, "iu").test(value),
    ),
    "origin-compatibility-forms: brings RequestOrigin into its compatibility form before it is matched": reads("RequestOrigin", (value) =>
      typeof value === "string" ? value.normalize("NFKC") : value,
    ),
    "origin-range-across-cases: takes the characters between Z and a in ASCII in RequestOrigin": matching((value) => /^[-.A-z0-9]+$/u.test(value)),
    "origin-dash-as-range: reads the dash in the pattern of RequestOrigin as a range from dot to underscore": matching((value) => /^[.-_a-z]+$/u.test(value)),
    "origin-with-slashes: takes a slash in RequestOrigin": matching((value) => /^[-./\w]+$/u.test(value)),
    "origin-with-blanks: takes a blank in RequestOrigin": matching((value) => /^[-. \w]+$/u.test(value)),
    "origin-cut-at-null-character: reads RequestOrigin up to a null character": reads("RequestOrigin", (value) =>
      typeof value === "string" ? (value.split("\0", 1)[0] ?? "") : value,
    ),
    "origin-unchecked-with-tags: leaves the pattern of RequestOrigin unchecked in a request that filters": limit(
      "RequestOrigin",
      "pattern",
      (usual, _value, _bound, place) => usual || names(place, "Tags"),
    ),
  }),
  ...must("paging/token-spares-no-check", {
    "origin-unchecked-with-token: leaves the pattern of RequestOrigin unchecked on later pages": limit(
      "RequestOrigin",
      "pattern",
      (usual, _value, _bound, place) => usual || names(place, "NextToken"),
    ),
  }),
];

const tooStrict: readonly Fault[] = [
  ...must(accepts, {
    "origin-without-underscore: refuses an underscore in RequestOrigin": narrowed((value) => !value.includes("_")),
    "origin-without-dot: refuses a dot in RequestOrigin": narrowed((value) => !value.includes(".")),
    "origin-lower-case-only: refuses upper-case letters in RequestOrigin": narrowed((value) => value === value.toLowerCase()),
    "origin-begins-with-letter: refuses a RequestOrigin that begins with no letter": narrowed((value) => /^[A-Za-z]/u.test(value)),
    "origin-number-refused: refuses a RequestOrigin that reads as a number": narrowed((value) => Number.isNaN(Number(value))),
    "origin-ends-with-letter-or-digit: refuses a RequestOrigin that ends with a sign": narrowed((value) => /[A-Za-z0-9]$/u.test(value)),
  }),
];

/** Faults in the pattern of `RequestOrigin`. */
export const originPatternFaults: readonly Fault[] = [...tooLoose, ...tooStrict];
