import { isJsonObject, memberOf } from "../../../spec/json.ts";
import { type Change, crash, hasUnknownMembers, limit, parses, performs, refuse } from "./change.ts";
import { with500 } from "./answers.ts";
import { overBody, overMember, overNumber, overText } from "./crashing.ts";
import { type Fault, faultTable } from "./fault.ts";

/** Where the text is that a service crashes on. */
type Place = "key" | "value" | "token" | "origin";

const over: Readonly<Record<Place, (test: (text: string) => boolean) => Change>> = {
  key: (test) => overMember("Tags", (tags) => isJsonObject(tags) && Object.keys(tags).some(test)),
  value: (test) => overMember("Tags", (tags) => isJsonObject(tags) && Object.values(tags).some((text) => typeof text === "string" && test(text))),
  token: (test) => overMember("NextToken", (text) => typeof text === "string" && test(text)),
  origin: (test) => overMember("RequestOrigin", (text) => typeof text === "string" && test(text)),
};

const named: Readonly<Record<Place, string>> = { key: "a tag key", value: "a tag value", token: "a token", origin: "RequestOrigin" };

const breaksAsExpression = (text: string): boolean => {
  try {
    return new RegExp(text, "u").source === undefined;
  } catch {
    return true;
  }
};

/** What a service crashes on, by name: where the text is, and which one it is. */
const crashes: readonly (readonly [name: string, what: string, text: Pick<RegExp, "test">, ...places: readonly Place[]])[] = [
  ["apostrophe", "an apostrophe", /'/u, "key", "value", "token", "origin"],
  ["double-quote", "a double quote", /"/u, "key"],
  ["backslash", "a backslash at the end", /\\$/u, "value", "token"],
  ["backtick", "a backtick", /`/u, "key"],
  ["leading-dollar", "a dollar sign at the beginning", /^\$/u, "key", "token"],
  ["replacement", "what stands for a group of a match", /\$[1&]/u, "value"],
  ["template", "a variable of a template", /\$\{/u, "key"],
  ["format", "%s", /%s/u, "value", "origin"],
  ["percent", "a percent sign that encodes nothing", /%(?![0-9A-Fa-f]{2})/u, "value"],
  ["encoded-null", "an encoded null character", /%00/u, "value"],
  ["braces", "a pair of braces", /\{\}/u, "key", "token"],
  ["numbered-braces", "a numbered pair of braces", /\{0\}/u, "key"],
  ["moustaches", "double braces", /\{\{/u, "value"],
  ["markup", "an angle bracket", /</u, "value"],
  ["ampersand", "an ampersand", /&/u, "value"],
  ["semicolon", "a semicolon", /;/u, "key"],
  ["star", "a star alone", /^\*$/u, "key"],
  ["expression", "what is no regular expression", { test: breaksAsExpression }, "key", "value"],
  ["plus", "a plus sign at the beginning", /^\+/u, "value"],
  ["null-character", "a null character", /\0/u, "value", "origin"],
  ["tab", "a tab", /\t/u, "key"],
  ["newline", "a line feed", /\n/u, "value"],
  ["byte-order-mark", "a byte order mark", /\uFEFF/u, "value"],
  ["joiner", "a zero-width joiner", /\u200D/u, "key"],
  ["combining", "a combining character", /\p{M}/u, "value"],
  ["astral", "a character beyond the first plane", /[\u{10000}-\u{10FFFF}]/u, "key", "origin"],
  ["right-to-left", "a right-to-left override", /\u202E/u, "value", "token"],
  ["beyond-ascii", "a letter beyond ASCII", /[^\p{ASCII}]/u, "key"],
  ["proto", "__proto__", /^__proto__$/u, "value"],
  ["inherited-name", "the name of what every object inherits", { test: (text) => text in {} }, "key"],
  ["long-digits", "a hundred digits in a row", /\d{100}/u, "key", "token"],
  ["null-word", "the word null", /^null$/u, "value", "origin"],
  ["undefined-word", "the word undefined", /^undefined$/u, "value"],
  ["path", "a path that leads upwards", /\.\.\//u, "key", "token"],
  ["pipe", "a vertical bar", /\|/u, "value"],
  ["date", "a date", /^\d{4}-\d\d-\d\dT/u, "value"],
  ["nesting", "a hundred brackets in a row", /\[{100}/u, "value"],
  ["json", "text that is JSON of an object", /^\{"/u, "value"],
];

const refusesTags =
  (test: (key: string, value: string) => boolean): Change =>
  ({ filterOf }) => ({
    filterOf(input) {
      const filter = filterOf(input);
      return [...filter].some(([key, value]) => test(key, value)) ? refuse("Tags") : filter;
    },
  });

/** Faults that show as server errors or lost connections over values of members, over odd bodies, and over text that means something to other programs. */
export const crashFaults: readonly Fault[] = faultTable({
  "request/max-results/survives-odd-numbers": "must",
  "crash-on-tiny-number: crashes on a number too small for a double": parses((text, usual) => (/\de-\d{3}/u.test(text) ? crash("a tiny number") : usual(text))),
  "crash-on-infinite-number: crashes on a number that no double holds": [overNumber((value) => !Number.isFinite(value)), with500],
  "crash-on-fraction: crashes on MaxResults with a fraction": overNumber((value) => Number.isFinite(value) && !Number.isInteger(value)),
  "crash-beyond-32-bits: crashes on MaxResults beyond 32 bits": [overNumber((value) => Number.isFinite(value) && Math.abs(value) > 2 ** 31 - 1), with500],
  "crash-beyond-64-bits: loses the connection over MaxResults beyond 64 bits": overNumber((value) => Number.isFinite(value) && value >= 2 ** 63),
  "crash-on-minus-zero: crashes on MaxResults written as -0": [overNumber((value) => Object.is(value, -0)), with500],
  "request/ignores-unknown-members": "should",
  "crash-on-member-without-a-name: crashes on a member whose name is empty": overBody((body) => memberOf(body, "") !== undefined),
  "crash-on-long-member-name: crashes on a member name of more than 255 characters": overBody(
    (body) => isJsonObject(body) && Object.keys(body).some(({ length }) => length > 255),
  ),
  "crash-on-unknown-member: crashes on a member that it does not know": [overBody(hasUnknownMembers), with500],
  "crash-on-member-constructor: crashes on a member named constructor": overBody((body) => memberOf(body, "constructor") !== undefined),
  "request/accepts-null-members": "must",
  "crash-on-null-member: crashes on a null RequestOrigin": [overMember("RequestOrigin", (value) => value === null), with500],
  "request/request-origin/refuses-wrong-type": "must",
  "crash-on-numeric-origin: crashes on a RequestOrigin that is a number": [overMember("RequestOrigin", (value) => typeof value === "number"), with500],
  "request/max-results/refuses-wrong-type": "must",
  "crash-on-textual-max-results: crashes on MaxResults that is a string": [overMember("MaxResults", (value) => typeof value === "string"), with500],
  "request/tags/refuses-wrong-type": "must",
  "crash-on-listed-tags: crashes on Tags that is a list": overMember("Tags", Array.isArray),
  "request/next-token/refuses-wrong-type": "must",
  "crash-on-textual-token-type: crashes on a NextToken that is a structure": [overMember("NextToken", isJsonObject), with500],
  "request/next-token/refuses-wrong-length": "must",
  "crash-on-overlong-token: loses the connection over a NextToken above its length": limit("NextToken", "maxLength", (usual) => usual || crash("a long token")),
  "request/tags/refuses-wrong-size": "must",
  "crash-on-too-many-tags: crashes on more tags than its limit": [limit("Tags", "maxProperties", (usual) => usual || crash("many tags")), with500],
  "request/tags/key/refuses-wrong-length": "must",
  "crash-on-long-tag-key: crashes on a tag key above its length": [limit("Tags/key", "maxLength", (usual) => usual || crash("a long key")), with500],
  "request/max-results/accepts-edges": "must",
  "crash-on-large-max-results: crashes on a MaxResults above the number of sessions": [
    performs((call, usual) => ((call.input.MaxResults ?? 0) > [...call.store.after(0)].length ? crash("an index beyond the end") : usual(call))),
    with500,
  ],
  "protocol/target/refuses-unknown": "must",
  "crash-on-unknown-operation: crashes on an operation that it does not know": [
    ({ operationOf }) => ({
      operationOf: (target, context) => operationOf(target, context) ?? (target === undefined ? undefined : crash("an unknown operation")),
    }),
    with500,
  ],
  "crash-without-target: crashes on a request without a target": ({ operationOf }) => ({
    operationOf: (target, context) => operationOf(target ?? crash("a missing target"), context),
  }),
  "body/survives-open-bodies": "must",
  "crash-on-empty-body: crashes on an empty body": overText((text) => text === ""),
  "crash-on-blank-body: crashes on a body of blanks": [overText((text) => text !== "" && text.trim() === ""), with500],
  "crash-on-null-tag-value: crashes on a tag whose value is null": [
    overMember("Tags", (value) => isJsonObject(value) && Object.values(value).includes(null)),
    with500,
  ],
  "body/survives-odd-bodies": "should",
  "crash-on-null-character: crashes on a null character in a tag": [overText((text) => text.includes("\\u0000")), with500],
  "crash-on-deep-nesting: crashes on a hundred lists in each other": overText((text) => text.includes("[".repeat(100))),
  "crash-on-lone-surrogate: crashes on half a surrogate pair": [
    overBody((body) => Object.values(memberOf(body, "Tags") ?? {}).some((value) => typeof value === "string" && /\p{Surrogate}/u.test(value))),
    with500,
  ],
  "crash-on-invalid-utf-8: crashes on bytes that are no UTF-8": [
    () => ({ readText: (body) => new TextDecoder("utf-8", { fatal: true }).decode(body) }),
    with500,
  ],
  "crash-on-byte-order-mark: crashes on a byte order mark": overText((text) => text.startsWith("\uFEFF")),
  "body/refuses-malformed-json": "must",
  "crash-on-malformed-json: crashes on a body that is no JSON": [
    parses((text, usual) => (text === "" || text.trim() !== "" ? (JSON.parse(text === "" ? "{}" : text) as unknown) : usual(text))),
    with500,
  ],
  "body/survives-non-objects": "must",
  "crash-on-top-level-array: crashes on a body that is an array": [overBody(Array.isArray), with500],
  "crash-on-top-level-null: crashes on a body that is null": overBody((body) => body === null),
  "request/survives-odd-text": "must",
  ...Object.fromEntries(
    crashes.flatMap(([name, what, text, ...places], index) =>
      places.map((place, at) => [
        `crash-on-${name}-in-${place}: crashes on ${what} in ${named[place]}`,
        (index + at) % 2 === 0 ? [over[place]((one) => text.test(one)), with500] : over[place]((one) => text.test(one)),
      ]),
    ),
  ),
  "request/accepts-odd-text": "should",
  "odd-text-key-beyond-ascii-refused: refuses a tag key that is not ASCII": refusesTags((key) => /[^\p{ASCII}]/u.test(key)),
  "odd-text-value-beyond-ascii-refused: refuses a tag value that is not ASCII": refusesTags((_, value) => /[^\p{ASCII}]/u.test(value)),
  "odd-text-key-with-apostrophe-refused: refuses a tag key with an apostrophe": refusesTags((key) => key.includes("'")),
  "odd-text-value-with-angle-bracket-refused: refuses a tag value with an angle bracket": refusesTags((_, value) => value.includes("<")),
  "odd-text-value-with-line-feed-refused: refuses a tag value of several lines": refusesTags((_, value) => value.includes("\n")),
  "odd-text-value-of-digits-refused: refuses a tag value that is a very large number": refusesTags((_, value) => /^\d{100}/u.test(value)),
});
