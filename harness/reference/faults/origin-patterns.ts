import { type Fault, must } from "./fault.ts";
import { type BehaviourChange, limit, names, reads } from "./change.ts";

const refuses = "request/request-origin/refuses-wrong-pattern";
const accepts = "request/request-origin/accepts-edges";

const matching = (test: (value: string, pattern: string) => boolean): BehaviourChange =>
  limit("RequestOrigin", "pattern", (_, value, pattern) => test(value, pattern));
const narrowed = (test: (value: string) => boolean): BehaviourChange => limit("RequestOrigin", "pattern", (usual, value) => usual && test(value));

const tooLoose: readonly Fault[] = [
  must(
    "origin-pattern-unchecked",
    "accepts any characters in RequestOrigin",
    refuses,
    matching(() => true),
  ),
  must(
    "origin-pattern-unanchored",
    "looks for the pattern of RequestOrigin anywhere in the value",
    refuses,
    matching((value, pattern) => new RegExp(pattern, "u").test(value)),
  ),
  must(
    "origin-pattern-unanchored-end",
    "matches only the beginning of RequestOrigin with its pattern",
    refuses,
    matching((value, pattern) => new RegExp(`^${pattern}`, "u").test(value)),
  ),
  must(
    "origin-pattern-unanchored-start",
    "matches only the end of RequestOrigin with its pattern",
    refuses,
    matching((value, pattern) => new RegExp(`${pattern}$`, "u").test(value)),
  ),
  must(
    "origin-pattern-by-lines",
    "is content if one line of RequestOrigin matches its pattern",
    refuses,
    matching((value, pattern) => new RegExp(`^${pattern}$`, "mu").test(value)),
  ),
  must(
    "origin-newline-at-end",
    "lets a newline stand behind a RequestOrigin that matches its pattern",
    refuses,
    matching((value, pattern) => new RegExp(`^${pattern}\\n?$`, "u").test(value)),
  ),
  must(
    "origin-trimmed",
    "trims RequestOrigin before it is matched",
    refuses,
    reads("RequestOrigin", (value) => (typeof value === "string" ? value.trim() : value)),
  ),
  must(
    "origin-first-and-last-character",
    "matches the first and the last character of RequestOrigin only",
    refuses,
    matching((value, pattern) =>
      [...value].every((character, index, all) => (index > 0 && index < all.length - 1) || new RegExp(pattern, "u").test(character)),
    ),
  ),
  must(
    "origin-letters-of-any-script",
    "takes letters and digits of every script in RequestOrigin",
    refuses,
    matching((value) => /^[-.\p{L}\p{N}_]+$/u.test(value)),
  ),
  must(
    "origin-letters-of-latin-one",
    "takes the accented letters of Latin-1 in RequestOrigin",
    refuses,
    matching((value) => /^[-.\w\u00C0-\u00FF]+$/u.test(value)),
  ),
  must(
    "origin-digits-of-any-script",
    "takes digits of every script in RequestOrigin",
    refuses,
    matching((value) => /^[-.A-Za-z\p{Nd}_]+$/u.test(value)),
  ),
  must(
    "origin-case-folded",
    "matches RequestOrigin without regard to case, which adds letters beyond ASCII",
    refuses,
    matching((value, pattern) => new RegExp(`^${pattern}$`, "iu").test(value)),
  ),
  must(
    "origin-compatibility-forms",
    "brings RequestOrigin into its compatibility form before it is matched",
    refuses,
    reads("RequestOrigin", (value) => (typeof value === "string" ? value.normalize("NFKC") : value)),
  ),
  must(
    "origin-range-across-cases",
    "takes the characters between Z and a in ASCII in RequestOrigin",
    refuses,
    matching((value) => /^[-.A-z0-9]+$/u.test(value)),
  ),
  must(
    "origin-dash-as-range",
    "reads the dash in the pattern of RequestOrigin as a range from dot to underscore",
    refuses,
    matching((value) => /^[.-_a-z]+$/u.test(value)),
  ),
  must(
    "origin-with-slashes",
    "takes a slash in RequestOrigin",
    refuses,
    matching((value) => /^[-./\w]+$/u.test(value)),
  ),
  must(
    "origin-with-blanks",
    "takes a blank in RequestOrigin",
    refuses,
    matching((value) => /^[-. \w]+$/u.test(value)),
  ),
  must(
    "origin-cut-at-null-character",
    "reads RequestOrigin up to a null character",
    refuses,
    reads("RequestOrigin", (value) => (typeof value === "string" ? (value.split("\0", 1)[0] ?? "") : value)),
  ),
  must(
    "origin-unchecked-with-tags",
    "leaves the pattern of RequestOrigin unchecked in a request that filters",
    refuses,
    limit("RequestOrigin", "pattern", (usual, _value, _bound, place) => usual || names(place, "Tags")),
  ),
  must(
    "origin-unchecked-with-token",
    "leaves the pattern of RequestOrigin unchecked on later pages",
    "paging/token-spares-no-check",
    limit("RequestOrigin", "pattern", (usual, _value, _bound, place) => usual || names(place, "NextToken")),
  ),
];

const tooStrict: readonly Fault[] = [
  must(
    "origin-without-underscore",
    "refuses an underscore in RequestOrigin",
    accepts,
    narrowed((value) => !value.includes("_")),
  ),
  must(
    "origin-without-dot",
    "refuses a dot in RequestOrigin",
    accepts,
    narrowed((value) => !value.includes(".")),
  ),
  must(
    "origin-lower-case-only",
    "refuses upper-case letters in RequestOrigin",
    accepts,
    narrowed((value) => value === value.toLowerCase()),
  ),
  must(
    "origin-begins-with-letter",
    "refuses a RequestOrigin that begins with no letter",
    accepts,
    narrowed((value) => /^[A-Za-z]/u.test(value)),
  ),
  must(
    "origin-number-refused",
    "refuses a RequestOrigin that reads as a number",
    accepts,
    narrowed((value) => Number.isNaN(Number(value))),
  ),
  must(
    "origin-ends-with-letter-or-digit",
    "refuses a RequestOrigin that ends with a sign",
    accepts,
    narrowed((value) => /[A-Za-z0-9]$/u.test(value)),
  ),
];

/** Faults in the pattern of `RequestOrigin`. */
export const originPatternFaults: readonly Fault[] = [...tooLoose, ...tooStrict];
