import type { Contract } from "../../spec/contract.ts";
import { isListSessions } from "../../spec/operation-traits.ts";
import { bytes, malformedBodies, type NamedBody, oddBodies, openBodies } from "./bodies.ts";
import { sampleInput } from "./minimal-example.ts";

/** The bodies of a kind that an operation is sent. */
export interface BodiesOf {
  readonly malformed: readonly NamedBody[];
  readonly open: readonly NamedBody[];
  readonly odd: readonly NamedBody[];
}

/**
 * Malformed, open and odd bodies for an operation: what is wrong with them stands beside its required members, so that a reader who is lenient there
 * finds a whole request.
 */
export function bodiesOf(contract: Contract): BodiesOf {
  if (isListSessions(contract)) return { malformed: malformedBodies, open: openBodies, odd: oddBodies };
  const required = Object.entries(sampleInput(contract.request)).map(([name, value]) => [JSON.stringify(name), JSON.stringify(value)] as const);
  const members = [...required, ['"Unknown"', "10"] as const];
  const before = required.map(([name, value]) => `${name}:${value},`).join("");
  const whole = `{${members.map((pair) => pair.join(":")).join(",")}}`;
  const open = `{${before}"Unknown"`;
  return {
    malformed: [
      ["word", "hello"],
      ["truncated-object", whole.slice(0, -1)],
      ["truncated-member", `${open}:`],
      ["truncated-string", `{${before}"Unkn`],
      ["trailing-text", `${whole}x`],
      ["second-value", `${whole}{}`],
      ["extra-brace", `${whole}}`],
      ["single-quotes", `{${before}'Unknown':10}`],
      ["bare-names", `{${members.map(([name, value]) => `${name.slice(1, -1)}:${value}`).join(",")}}`],
      ["trailing-comma", `${whole.slice(0, -1)},}`],
      ["missing-comma", `{${members.map((pair) => pair.join(":")).join(" ")} "More":1}`],
      ["missing-colon", `${open} 10}`],
      ["comment", `{/* none */${whole.slice(1)}`],
      ["not-a-number", `${open}:NaN}`],
      ["leading-zero", `${open}:01}`],
      ["plus-sign", `${open}:+1}`],
      ["hexadecimal", `${open}:0x1}`],
      ["python-none", `${open}:None}`],
      ["raw-newline-in-string", `${open}:"a\nb"}`],
      ["unknown-escape", `${open}:"\\x61"}`],
      ["form", required.map(([name, value]) => `${name.slice(1, -1)}=${value.replaceAll('"', "")}`).join("&") || "Unknown=10"],
      ["xml", `<${contract.operation}/>`],
    ],
    open: openBodies.filter(([name]) => name !== "null-tag-value"),
    odd: [
      ["byte-order-mark", bytes([0xef, 0xbb, 0xbf], whole)],
      ["duplicate-member", `${open}:10,"Unknown":20}`],
      ["invalid-utf-8", bytes(`${open}:"a`, [0xff], '"}')],
      ["overlong-utf-8", bytes(`${open}:"a`, [0xc0, 0xaf], '"}')],
      ["utf-16", bytes([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])],
      ["lone-surrogate", `${open}:"\\ud800"}`],
      ["null-character", `${open}:"\\u0000"}`],
      ["deep-unknown-member", `${open}:${"[".repeat(200)}${"]".repeat(200)}}`],
    ],
  };
}
