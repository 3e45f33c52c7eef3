/** A request body by name. */
export type NamedBody = readonly [name: string, body: string | Uint8Array];

/** Bodies that no JSON parser may accept. Each is one kind of leniency. */
export const malformedBodies: readonly NamedBody[] = [
  ["word", "hello"],
  ["truncated-object", "{"],
  ["truncated-member", '{"MaxResults":'],
  ["truncated-string", '{"MaxResults'],
  ["unclosed", '{"MaxResults":10'],
  ["trailing-text", "{}x"],
  ["second-value", "{}{}"],
  ["extra-brace", "{}}"],
  ["single-quotes", "{'MaxResults':10}"],
  ["bare-names", "{MaxResults:10}"],
  ["trailing-comma", '{"MaxResults":10,}'],
  ["missing-comma", '{"MaxResults":10 "RequestOrigin":"a"}'],
  ["missing-colon", '{"MaxResults" 10}'],
  ["comment", "{/* none */}"],
  ["not-a-number", '{"MaxResults":NaN}'],
  ["leading-zero", '{"MaxResults":01}'],
  ["plus-sign", '{"MaxResults":+1}'],
  ["hexadecimal", '{"MaxResults":0x1}'],
  ["python-none", '{"MaxResults":None}'],
  ["raw-newline-in-string", '{"RequestOrigin":"a\nb"}'],
  ["unknown-escape", '{"RequestOrigin":"\\x61"}'],
  ["form", "MaxResults=10"],
  ["xml", "<ListSessions/>"],
];

/** How JSON may be spelled, beside the shortest way; `name` and `value` are JSON texts of each member, RFC 8259. */
export const spellings: readonly (readonly [name: string, spell: (...members: readonly (readonly [name: string, value: string])[]) => string])[] = [
  ["blanks", (...members) => `\r\n\t { ${members.map(([name, value]) => `${name}\n\t:\r\n ${value}`).join(" ,\t")} } \n`],
  ["escapes", (...members) => `{${members.map(([name, value]) => `${escaped(name)}:${escaped(value)}`).join(",")}}`],
];

// The first letter of every text as an escape, which no reader may tell from the letter itself.
function escaped(json: string): string {
  return json.replaceAll(/"([A-Za-z])/gu, (_, letter: string) => `"\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** JSON that is no object. */
export const otherBodies: readonly NamedBody[] = [
  ["array", "[]"],
  ["array-of-object", "[{}]"],
  ["number", "10"],
  ["zero", "0"],
  ["string", '"x"'],
  ["empty-string", '""'],
  ["true", "true"],
  ["false", "false"],
  ["null", "null"],
];

/** Bytes of texts, and as they are given. */
export const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part)));

/** Bodies that the documents leave open. */
export const openBodies: readonly NamedBody[] = [
  ["empty", ""],
  ["blank", " \n"],
  ["null-tag-value", '{"Tags":{"a":null}}'],
];

/** Bodies that no document speaks of: odd bytes, and JSON that parsers read differently. */
export const oddBodies: readonly NamedBody[] = [
  ["byte-order-mark", bytes([0xef, 0xbb, 0xbf], "{}")],
  ["duplicate-member", '{"MaxResults":10,"MaxResults":20}'],
  ["duplicate-tag", '{"Tags":{"a":"1","a":"2"}}'],
  ["invalid-utf-8", bytes('{"RequestOrigin":"a', [0xff], '"}')],
  ["overlong-utf-8", bytes('{"RequestOrigin":"a', [0xc0, 0xaf], '"}')],
  ["utf-16", bytes([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])],
  ["lone-surrogate", '{"Tags":{"a":"\\ud800"}}'],
  ["lone-surrogate-in-key", '{"Tags":{"\\udc00":"a"}}'],
  ["lone-surrogate-in-origin", '{"RequestOrigin":"\\ud800"}'],
  ["lone-surrogate-in-token", '{"NextToken":"\\ud800"}'],
  ["null-character", '{"Tags":{"a":"\\u0000"}}'],
  ["deep-unknown-member", `{"Unknown":${"[".repeat(200)}${"]".repeat(200)}}`],
];

/** Number literals that are no 32-bit integer as written; the documents disagree on all of them (FACTS.md, section 12). */
export const openNumbers = ["1.5", "0.5", "10.0", "1e1", "-0", "2147483648", "4294967297", "9007199254740993", "9223372036854775808", "1e400", "-1e400"];
