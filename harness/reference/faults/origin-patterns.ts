import type { Fault } from "./fault.ts";
import { type BehaviourChange, limit, names, reads } from "./change.ts";

const refuses = "request/request-origin/refuses-wrong-pattern";
const accepts = "request/request-origin/accepts-edges";

const matching = (test: (value: string, pattern: string) => boolean): BehaviourChange =>
  limit("RequestOrigin", "pattern", (_, value, pattern) => test(value, pattern));
const narrowed = (test: (value: string) => boolean): BehaviourChange => limit("RequestOrigin", "pattern", (usual, value) => usual && test(value));

const tooLoose: readonly Fault[] = [
  {
    name: "origin-pattern-unchecked",
    title: "accepts any characters in RequestOrigin",
    level: "must",
    caughtBy: refuses,
    apply: matching(() => true),
  },
  {
    name: "origin-pattern-unanchored",
    title: "looks for the pattern of RequestOrigin anywhere in the value",
    level: "must",
    caughtBy: refuses,
    apply: matching((value, pattern) => new RegExp(pattern, "u").test(value)),
  },
  {
    name: "origin-pattern-unanchored-end",
    title: "matches only the beginning of RequestOrigin with its pattern",
    level: "must",
    caughtBy: refuses,
    apply: matching((value, pattern) => new RegExp(`^${pattern}`, "u").test(value)),
  },
  {
    name: "origin-pattern-unanchored-start",
    title: "matches only the end of RequestOrigin with its pattern",
    level: "must",
    caughtBy: refuses,
    apply: matching((value, pattern) => new RegExp(`${pattern}$`, "u").test(value)),
  },
  {
    name: "origin-pattern-by-lines",
    title: "is content if one line of RequestOrigin matches its pattern",
    level: "must",
    caughtBy: refuses,
    apply: matching((value, pattern) => new RegExp(`^${pattern}$`, "mu").test(value)),
  },
  {
    name: "origin-newline-at-end",
    title: "lets a newline stand behind a RequestOrigin that matches its pattern",
    level: "must",
    caughtBy: refuses,
    apply: matching((value, pattern) => new RegExp(`^${pattern}\\n?$`, "u").test(value)),
  },
  {
    name: "origin-trimmed",
    title: "trims RequestOrigin before it is matched",
    level: "must",
    caughtBy: refuses,
    apply: reads("RequestOrigin", (value) => (typeof value === "string" ? value.trim() : value)),
  },
  {
    name: "origin-first-and-last-character",
    title: "matches the first and the last character of RequestOrigin only",
    level: "must",
    caughtBy: refuses,
    apply: matching((value, pattern) =>
      [...value].every((character, index, all) => (index > 0 && index < all.length - 1) || new RegExp(pattern, "u").test(character)),
    ),
  },
  {
    name: "origin-letters-of-any-script",
    title: "takes letters and digits of every script in RequestOrigin",
    level: "must",
    caughtBy: refuses,
    apply: matching((value) => /^[-.\p{L}\p{N}_]+$/u.test(value)),
  },
  {
    name: "origin-letters-of-latin-one",
    title: "takes the accented letters of Latin-1 in RequestOrigin",
    level: "must",
    caughtBy: refuses,
    apply: matching((value) => /^[-.\w\u00C0-\u00FF]+$/u.test(value)),
  },
  {
    name: "origin-digits-of-any-script",
    title: "takes digits of every script in RequestOrigin",
    level: "must",
    caughtBy: refuses,
    apply: matching((value) => /^[-.A-Za-z\p{Nd}_]+$/u.test(value)),
  },
  {
    name: "origin-case-folded",
    title: "matches RequestOrigin without regard to case, which adds letters beyond ASCII",
    level: "must",
    caughtBy: refuses,
    apply: matching((value, pattern) => new RegExp(`^${pattern}$`, "iu").test(value)),
  },
  {
    name: "origin-compatibility-forms",
    title: "brings RequestOrigin into its compatibility form before it is matched",
    level: "must",
    caughtBy: refuses,
    apply: reads("RequestOrigin", (value) => (typeof value === "string" ? value.normalize("NFKC") : value)),
  },
  {
    name: "origin-range-across-cases",
    title: "takes the characters between Z and a in ASCII in RequestOrigin",
    level: "must",
    caughtBy: refuses,
    apply: matching((value) => /^[-.A-z0-9]+$/u.test(value)),
  },
  {
    name: "origin-dash-as-range",
    title: "reads the dash in the pattern of RequestOrigin as a range from dot to underscore",
    level: "must",
    caughtBy: refuses,
    apply: matching((value) => /^[.-_a-z]+$/u.test(value)),
  },
  {
    name: "origin-with-slashes",
    title: "takes a slash in RequestOrigin",
    level: "must",
    caughtBy: refuses,
    apply: matching((value) => /^[-./\w]+$/u.test(value)),
  },
  {
    name: "origin-with-blanks",
    title: "takes a blank in RequestOrigin",
    level: "must",
    caughtBy: refuses,
    apply: matching((value) => /^[-. \w]+$/u.test(value)),
  },
  {
    name: "origin-cut-at-null-character",
    title: "reads RequestOrigin up to a null character",
    level: "must",
    caughtBy: refuses,
    apply: reads("RequestOrigin", (value) => (typeof value === "string" ? (value.split("\0", 1)[0] ?? "") : value)),
  },
  {
    name: "origin-unchecked-with-tags",
    title: "leaves the pattern of RequestOrigin unchecked in a request that filters",
    level: "must",
    caughtBy: refuses,
    apply: limit("RequestOrigin", "pattern", (usual, _value, _bound, place) => usual || names(place, "Tags")),
  },
  {
    name: "origin-unchecked-with-token",
    title: "leaves the pattern of RequestOrigin unchecked on later pages",
    level: "must",
    caughtBy: "paging/token-spares-no-check",
    apply: limit("RequestOrigin", "pattern", (usual, _value, _bound, place) => usual || names(place, "NextToken")),
  },
];

const tooStrict: readonly Fault[] = [
  {
    name: "origin-without-underscore",
    title: "refuses an underscore in RequestOrigin",
    level: "must",
    caughtBy: accepts,
    apply: narrowed((value) => !value.includes("_")),
  },
  {
    name: "origin-without-dot",
    title: "refuses a dot in RequestOrigin",
    level: "must",
    caughtBy: accepts,
    apply: narrowed((value) => !value.includes(".")),
  },
  {
    name: "origin-lower-case-only",
    title: "refuses upper-case letters in RequestOrigin",
    level: "must",
    caughtBy: accepts,
    apply: narrowed((value) => value === value.toLowerCase()),
  },
  {
    name: "origin-begins-with-letter",
    title: "refuses a RequestOrigin that begins with no letter",
    level: "must",
    caughtBy: accepts,
    apply: narrowed((value) => /^[A-Za-z]/u.test(value)),
  },
  {
    name: "origin-number-refused",
    title: "refuses a RequestOrigin that reads as a number",
    level: "must",
    caughtBy: accepts,
    apply: narrowed((value) => Number.isNaN(Number(value))),
  },
  {
    name: "origin-ends-with-letter-or-digit",
    title: "refuses a RequestOrigin that ends with a sign",
    level: "must",
    caughtBy: accepts,
    apply: narrowed((value) => /[A-Za-z0-9]$/u.test(value)),
  },
];

/** Faults in the pattern of `RequestOrigin`. */
export const originPatternFaults: readonly Fault[] = [...tooLoose, ...tooStrict];
