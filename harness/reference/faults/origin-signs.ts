import { type Change, limit, reads } from "./change.ts";
import { type Fault, must } from "./fault.ts";
const refuses = "request/request-origin/refuses-wrong-pattern";

const besides = (characters: RegExp): Change => limit("RequestOrigin", "pattern", (_, value, pattern) => matchesWithout(value, pattern, characters));

function matchesWithout(value: string, pattern: string, characters: RegExp): boolean {
  return new RegExp(`^(?:${pattern})?$`, "u").test(value.replaceAll(characters, ""));
}

const trims = (blanks: RegExp): Change => reads("RequestOrigin", (value) => (typeof value === "string" ? value.replace(blanks, "") : value));

/** Faults in which characters RequestOrigin may hold: signs that neighbouring formats allow, and invisible ones. */
export const originSignFaults: readonly Fault[] = [
  ...must(refuses, {
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
    "origin-trimmed-at-the-end: cuts blanks off the end of RequestOrigin before it is matched": trims(/ +$/u),
    "origin-trimmed-at-the-front: cuts blanks off the front of RequestOrigin before it is matched": trims(/^ +/u),
  }),
];
