/** A text that breaks programs which take it for more than text. */
export interface OddText {
  readonly name: string;
  readonly text: string;
  /** Its parts, each with one suspicion: a refusal of the whole may hide what a part does, so the parts are then sent alone. */
  readonly parts?: readonly string[];
  /** Sent as a token too. What tokens are made of, base64 and JSON, is sent as foreign tokens anyway. */
  readonly asToken?: true;
  /** Sent also where a narrow pattern settles already what becomes of it: a check comes too late, or not at all, where a request is logged or filed first. */
  readonly always?: true;
  /** It has a meaning in values only. */
  readonly asValue?: true;
  /** A service may refuse it for any of its parts, each of which is also sent by itself. */
  readonly isMixed?: true;
}

/** Brackets in each other, and digits in a row: as many as break a parser, or a number. Cut where a text has to be shorter. */
const [many, most] = [100, 400];

/** Most of what follows in one text: one request shows a program that fails on any of these characters. */
const mixture =
  "$where'\"\\`;|#~!<b>&amp;%s%n%d%00{}{0}{{x}}${y}*(+?[\0\t\n\r\n\u007F\uFEFF\u200D\u200B\u00E9\u4E2De\u0301\u{1F600}\u202E\u0085\u2028\uFFFE../../a --";

/** Texts for strings of requests. Each is one suspicion, or a few that no service has a reason to tell apart. */
export const oddTexts: readonly OddText[] = [
  { name: "mixture", text: mixture, isMixed: true, asToken: true, always: true },
  { name: "letters", text: "\u00E9\u4E2D" },
  { name: "apostrophe", text: "it's", asToken: true },
  { name: "double-quote", text: 'a"b', asToken: true },
  { name: "backslash", text: "a\\", asToken: true },
  { name: "dollar-word", text: "$where", asToken: true, always: true },
  { name: "dollar-references", text: "$1${x}$&", parts: ["$1", "${x}", "$&"] },
  { name: "percent-formats", text: "%s%n%d%", parts: ["%s", "%n", "%d", "%"], asToken: true, always: true },
  { name: "percent-null", text: "%00" },
  { name: "braces", text: "{}", asToken: true, always: true },
  { name: "brace-formats", text: "{0}{{x}}", parts: ["{0}", "{{x}}"] },
  { name: "markup", text: "<script>&amp;</script>", parts: ["<b>", "a&b", "a;b"], asToken: true, always: true },
  { name: "sql", text: "' OR 1=1 --", asToken: true, always: true },
  { name: "signs", text: ";|#~`!", parts: [";", "|", "#", "~", "`", "!"], asToken: true },
  { name: "star", text: "*" },
  { name: "parenthesis", text: "(", asToken: true },
  { name: "quantifiers", text: "+?", parts: ["+", "?"] },
  { name: "brackets", text: "[".repeat(many), parts: ["["], asToken: true },
  { name: "null-character", text: "a\0b", always: true },
  { name: "controls", text: "a\tb\nc\r\nd\u007F", parts: ["a\tb", "a\nb", "a\r\nb", "a\u007F"], asToken: true },
  { name: "zero-width", text: "\uFEFFa\u200Db\u200B", parts: ["\uFEFFa", "a\u200Db", "a\u200B"], asToken: true },
  { name: "combining", text: "e\u0301\u0323" },
  { name: "astral", text: "\u{1F600}", always: true },
  { name: "right-to-left", text: "\u202Eabc", asToken: true, always: true },
  { name: "proto", text: "__proto__", asToken: true, always: true },
  { name: "constructor", text: "constructor" },
  { name: "to-string", text: "toString" },
  { name: "has-own-property", text: "hasOwnProperty" },
  { name: "digits", text: "9".repeat(most), asToken: true, always: true },
  { name: "null", text: "null", asToken: true, always: true },
  { name: "undefined", text: "undefined" },
  { name: "not-a-number", text: "NaN" },
  { name: "true", text: "true" },
  { name: "path", text: "../../etc/passwd", asToken: true, always: true },
  { name: "date", asValue: true, text: "2026-11-30T00:00:00Z" },
  { name: "json", asValue: true, text: '{"a":[1]}' },
  { name: "base64", asValue: true, text: "eyJvZmZzZXQiOjF9" },
];
