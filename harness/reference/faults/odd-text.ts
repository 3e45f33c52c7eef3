import { isJsonObject } from "../../../properties/core/json.ts";
import { type Change, refuse } from "./change.ts";
import { with500 } from "./answers.ts";
import { overMember } from "./crashing.ts";
import { type Fault, must, should } from "./fault.ts";

/** Where the text is that a service crashes on. */
type Place = "key" | "value" | "token" | "origin";

const over: Readonly<Record<Place, (test: (text: string) => boolean) => Change>> = {
  key: (test) => overMember("Tags", (tags) => isJsonObject(tags) && Object.keys(tags).some(test)),
  value: (test) => overMember("Tags", (tags) => isJsonObject(tags) && Object.values(tags).some((text) => typeof text === "string" && test(text))),
  token: (test) => overMember("NextToken", (text) => typeof text === "string" && test(text)),
  origin: (test) => overMember("RequestOrigin", (text) => typeof text === "string" && test(text)),
};

const named: Readonly<Record<Place, string>> = { key: "a tag key", value: "a tag value", token: "a token", origin: "RequestOrigin" };

const has =
  (part: string) =>
  (text: string): boolean =>
    text.includes(part);

const is =
  (whole: string) =>
  (text: string): boolean =>
    text === whole;

const matches =
  (expression: RegExp) =>
  (text: string): boolean =>
    expression.test(text);

const breaksAsExpression = (text: string): boolean => {
  try {
    return new RegExp(text, "u").source === undefined;
  } catch {
    return true;
  }
};

/** What a service crashes on, by name: where the text is, and which one it is. */
const crashes: readonly (readonly [name: string, what: string, test: (text: string) => boolean, ...places: readonly Place[]])[] = [
  ["apostrophe", "an apostrophe", has("'"), "key", "value", "token", "origin"],
  ["double-quote", "a double quote", has('"'), "key"],
  ["backslash", "a backslash at the end", matches(/\\$/u), "value", "token"],
  ["backtick", "a backtick", has("`"), "key"],
  ["leading-dollar", "a dollar sign at the beginning", matches(/^\$/u), "key", "token"],
  ["replacement", "what stands for a group of a match", matches(/\$[1&]/u), "value"],
  ["template", "a variable of a template", has("${"), "key"],
  ["format", "%s", has("%s"), "value", "origin"],
  ["percent", "a percent sign that encodes nothing", matches(/%(?![0-9A-Fa-f]{2})/u), "value"],
  ["encoded-null", "an encoded null character", has("%00"), "value"],
  ["braces", "a pair of braces", has("{}"), "key", "token"],
  ["numbered-braces", "a numbered pair of braces", has("{0}"), "key"],
  ["moustaches", "double braces", has("{{"), "value"],
  ["markup", "an angle bracket", has("<"), "value"],
  ["ampersand", "an ampersand", has("&"), "value"],
  ["semicolon", "a semicolon", has(";"), "key"],
  ["star", "a star alone", is("*"), "key"],
  ["expression", "what is no regular expression", breaksAsExpression, "key", "value"],
  ["plus", "a plus sign at the beginning", matches(/^\+/u), "value"],
  ["null-character", "a null character", has("\0"), "value", "origin"],
  ["tab", "a tab", has("\t"), "key"],
  ["newline", "a line feed", has("\n"), "value"],
  ["byte-order-mark", "a byte order mark", has("\uFEFF"), "value"],
  ["joiner", "a zero-width joiner", has("\u200D"), "key"],
  ["combining", "a combining character", matches(/\p{M}/u), "value"],
  ["astral", "a character beyond the first plane", matches(/[\u{10000}-\u{10FFFF}]/u), "key", "origin"],
  ["right-to-left", "a right-to-left override", has("\u202E"), "value", "token"],
  ["beyond-ascii", "a letter beyond ASCII", matches(/[^\p{ASCII}]/u), "key"],
  ["proto", "__proto__", is("__proto__"), "value"],
  ["inherited-name", "the name of what every object inherits", (text) => text in {}, "key"],
  ["long-digits", "a hundred digits in a row", matches(/\d{100}/u), "key", "token"],
  ["null-word", "the word null", is("null"), "value", "origin"],
  ["undefined-word", "the word undefined", is("undefined"), "value"],
  ["path", "a path that leads upwards", has("../"), "key", "token"],
  ["pipe", "a vertical bar", has("|"), "value"],
  ["date", "a date", matches(/^\d{4}-\d\d-\d\dT/u), "value"],
  ["nesting", "a hundred brackets in a row", has("[".repeat(100)), "value"],
  ["json", "text that is JSON of an object", matches(/^\{"/u), "value"],
];

const refusesTags =
  (test: (key: string, value: string) => boolean): Change =>
  (behaviour) => ({
    filterOf(input) {
      const filter = behaviour.filterOf(input);
      return [...filter].some(([key, value]) => test(key, value)) ? refuse("Tags") : filter;
    },
  });

const refusals: readonly Fault[] = should("request/accepts-odd-text", {
  "odd-text-key-beyond-ascii-refused: refuses a tag key that is not ASCII": refusesTags((key) => /[^\p{ASCII}]/u.test(key)),
  "odd-text-value-beyond-ascii-refused: refuses a tag value that is not ASCII": refusesTags((_, value) => /[^\p{ASCII}]/u.test(value)),
  "odd-text-key-with-apostrophe-refused: refuses a tag key with an apostrophe": refusesTags((key) => key.includes("'")),
  "odd-text-value-with-angle-bracket-refused: refuses a tag value with an angle bracket": refusesTags((_, value) => value.includes("<")),
  "odd-text-value-with-line-feed-refused: refuses a tag value of several lines": refusesTags((_, value) => value.includes("\n")),
  "odd-text-value-of-digits-refused: refuses a tag value that is a very large number": refusesTags((_, value) => /^\d{100}/u.test(value)),
});

/** Faults over text that means something to other programs: quotes, formats, expressions, names, and rare characters. */
export const oddTextFaults: readonly Fault[] = [
  ...must(
    "request/survives-odd-text",
    Object.fromEntries(
      crashes.flatMap(([name, what, test, ...places], index) =>
        places.map((place, at) => [
          `crash-on-${name}-in-${place}: crashes on ${what} in ${named[place]}`,
          (index + at) % 2 === 0 ? [over[place](test), with500] : over[place](test),
        ]),
      ),
    ),
  ),
  ...refusals,
];
