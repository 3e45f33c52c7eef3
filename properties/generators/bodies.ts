import type { Contract } from "../../spec/contract.ts";
import { isListSessions } from "../../spec/operation-traits.ts";
import { sampleInput } from "./minimal-example.ts";

/** A request body by name. */
export type NamedBody = readonly [name: string, body: string | Uint8Array];

/** JSON texts of the name and the value of a member. */
type Member = readonly [name: string, value: string];

/** Bodies that no JSON parser may accept, each one kind of leniency; those that the documents leave open; and odd bytes, of which no document speaks. */
export type BodiesOf = Readonly<Record<"malformed" | "open" | "odd", readonly NamedBody[]>>;

/**
 * Malformed, open and odd bodies for an operation. Where it has required members, what is wrong stands beside them, so that a reader who is lenient there finds
 * a whole request.
 */
export function bodiesOf(contract: Contract): BodiesOf {
  const { operation, request } = contract;
  const isKnown = isListSessions(contract);
  const required = isKnown ? [] : Object.entries(sampleInput(request)).map(([name, value]): Member => [JSON.stringify(name), JSON.stringify(value)]);
  const [number, text] = isKnown ? ['"MaxResults"', '"RequestOrigin"'] : ['"Unknown"', '"Unknown"'];
  const members: readonly Member[] = [...required, [number, "10"]];
  const before = required.map(([name, value]) => `${name}:${value},`).join("");
  const full = `{${before}${number}:10}`;
  const whole = isKnown ? "{}" : full;
  const [open, openText] = [`{${before}${number}`, `{${before}${text}`];
  const bare = (name: string): string => name.slice(1, -1);
  const deep: NamedBody = ["deep-unknown-member", `{${before}"Unknown":${nested(200)}}`];
  return {
    malformed: [
      ["word", "hello"],
      ["truncated-object", whole.slice(0, -1)],
      ["truncated-member", `${open}:`],
      ["truncated-string", isKnown ? open.slice(0, -1) : `{${before}"Unkn`],
      ...(isKnown ? [["unclosed", full.slice(0, -1)] as const] : []),
      ["trailing-text", `${whole}x`],
      ["second-value", `${whole}{}`],
      ["extra-brace", `${whole}}`],
      ["single-quotes", `{${before}'${bare(number)}':10}`],
      ["bare-names", `{${members.map(([name, value]) => `${bare(name)}:${value}`).join(",")}}`],
      ["trailing-comma", `${full.slice(0, -1)},}`],
      ["missing-comma", isKnown ? `${open}:10 ${text}:"a"}` : `{${members.map((pair) => pair.join(":")).join(" ")} "More":1}`],
      ["missing-colon", `${open} 10}`],
      ["comment", `{/* none */${whole.slice(1)}`],
      ["not-a-number", `${open}:NaN}`],
      ["leading-zero", `${open}:01}`],
      ["plus-sign", `${open}:+1}`],
      ["hexadecimal", `${open}:0x1}`],
      ["dot-at-the-end", `${open}:1.}`],
      ["dot-first", `{${before}"Unknown":.5}`],
      ["infinity", `{${before}"Unknown":Infinity}`],
      ["word-in-capitals", `{${before}"Unknown":TRUE}`],
      ["comma-twice", `${open}:10,,"More":1}`],
      ["semicolon", `${open}:10;"More":1}`],
      ["equals-sign", `${open}=10}`],
      ["no-break-space", `${open}:\u00A010}`],
      ["python-none", `${open}:None}`],
      ["raw-newline-in-string", `{${before}"Unknown":"a\nb"}`],
      ["unknown-escape", `${openText}:"\\x61"}`],
      ["form", required.map(([name, value]) => `${bare(name)}=${value.replaceAll('"', "")}`).join("&") || `${bare(number)}=10`],
      ["xml", `<${operation}/>`],
    ],
    open: [["empty", ""], ["blank", " \n"], ...(isKnown ? [["null-tag-value", '{"Tags":{"a":null}}'] as const] : [])],
    odd: [
      ["byte-order-mark", bytes([0xef, 0xbb, 0xbf], whole)],
      ["duplicate-member", `${open}:10,${number}:20}`],
      ...(isKnown ? [["duplicate-tag", '{"Tags":{"a":"1","a":"2"}}'] as const] : []),
      ["invalid-utf-8", bytes(`${openText}:"a`, [0xff], '"}')],
      ["overlong-utf-8", bytes(`${openText}:"a`, [0xc0, 0xaf], '"}')],
      ["utf-16", bytes([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])],
      ...(isKnown
        ? oddTexts
        : ([
            ["lone-surrogate", `${open}:"\\ud800"}`],
            ["null-character", `${open}:"\\u0000"}`],
          ] as const)),
      deep,
    ],
  };
}

/** So many lists in each other, and in the innermost as many objects. */
const nested = (levels: number): string => `${"[".repeat(levels)}${'{"a":'.repeat(levels)}1${"}".repeat(levels)}${"]".repeat(levels)}`;

/** Odd text in members of `ListSessions`. */
const oddTexts: readonly NamedBody[] = [
  ["lone-surrogate", '{"Tags":{"a":"\\ud800"}}'],
  ["lone-surrogate-in-key", '{"Tags":{"\\udc00":"a"}}'],
  ["lone-surrogate-in-origin", '{"RequestOrigin":"\\ud800"}'],
  ["lone-surrogate-in-token", '{"NextToken":"\\ud800"}'],
  ["null-character", '{"Tags":{"a":"\\u0000"}}'],
];

/** Bytes of texts, and as they are given. */
const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part)));

/** A way to spell JSON, beside the shortest one, RFC 8259. */
export type Spelling = readonly [name: string, spell: (...members: readonly Member[]) => string];

/** How JSON may be spelled. */
export const spellings: readonly Spelling[] = [
  ["blanks", (...members) => `\r\n\t { ${members.map(([name, value]) => `${name}\n\t:\r\n ${value}`).join(" ,\t")} } \n`],
  ["escapes", (...members) => `{${members.map(([name, value]) => `${escaped(name)}:${escaped(value)}`).join(",")}}`],
];

// The first letter of every text as an escape, which no reader may tell from the letter itself.
function escaped(json: string): string {
  return json.replaceAll(/"([A-Za-z])/gu, (_, letter: string) => `"\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** JSON that is no object. */
export const otherBodies: readonly NamedBody[] = Object.entries({
  array: "[]",
  "array-of-object": "[{}]",
  number: "10",
  zero: "0",
  string: '"x"',
  "empty-string": '""',
  true: "true",
  false: "false",
  null: "null",
});

/** Number literals that are no 32-bit integer as written; the documents disagree on all of them (FACTS.md, section 12). */
export const openNumbers = [
  "1.5",
  "0.5",
  "10.0",
  "1e1",
  "-0",
  "2147483648",
  "4294967297",
  "9007199254740993",
  "9223372036854775808",
  "1e400",
  "-1e400",
  "1e-400",
];
