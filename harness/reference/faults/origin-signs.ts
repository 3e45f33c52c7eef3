import { type Fault, must } from "./fault.ts";
import { type BehaviourChange, limit, reads } from "./change.ts";

const refuses = "request/request-origin/refuses-wrong-pattern";

const besides = (characters: RegExp): BehaviourChange => limit("RequestOrigin", "pattern", (_, value, pattern) => matchesWithout(value, pattern, characters));

function matchesWithout(value: string, pattern: string, characters: RegExp): boolean {
  return new RegExp(`^(?:${pattern})?$`, "u").test(value.replaceAll(characters, ""));
}

const lets = (name: string, what: string, characters: RegExp): Fault =>
  must(`origin-with-${name}`, `lets ${what} stand in RequestOrigin`, refuses, besides(characters));

const trims = (name: string, title: string, blanks: RegExp): Fault =>
  must(
    name,
    title,
    refuses,
    reads("RequestOrigin", (value) => (typeof value === "string" ? value.replace(blanks, "") : value)),
  );

/** Faults in which characters RequestOrigin may hold: signs that neighbouring formats allow, and invisible ones. */
export const originSignFaults: readonly Fault[] = [
  lets("number-sign", "a number sign", /#/gu),
  lets("dollar-sign", "a dollar sign, as in names of variables,", /\$/gu),
  lets("percent-sign", "a percent sign, as in URLs,", /%/gu),
  lets("tilde", "a tilde", /~/gu),
  lets("plus-sign", "a plus sign", /\+/gu),
  lets("asterisk", "an asterisk", /\*/gu),
  lets("equals-sign", "an equals sign", /=/gu),
  lets("exclamation-mark", "an exclamation mark", /!/gu),
  lets("backslash", "a backslash", /\\/gu),
  lets("carriage-return", "a carriage return", /\r/gu),
  lets("vertical-tab", "a vertical tab", /\v/gu),
  lets("no-break-space", "a no-break space", /\u00A0/gu),
  lets("zero-width-space", "what has no width", /[\u200B-\u200F]/gu),
  lets("line-separator", "a line separator", /[\u2028\u2029]/gu),
  lets("cyrillic-letters", "Cyrillic letters", /\p{Script=Cyrillic}/gu),
  lets("ideographs", "ideographs", /\p{Script=Han}/gu),
  trims("origin-trimmed-at-the-end", "cuts blanks off the end of RequestOrigin before it is matched", / +$/u),
  trims("origin-trimmed-at-the-front", "cuts blanks off the front of RequestOrigin before it is matched", /^ +/u),
];
