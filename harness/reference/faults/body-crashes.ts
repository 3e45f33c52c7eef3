import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import { parses } from "./change.ts";
import { with500 } from "./answers.ts";
import { overBody, overMember, overText } from "./crashing.ts";
import { type Fault, must, should } from "./fault.ts";

const open = "body/survives-open-bodies";
const odd = "body/survives-odd-bodies";

/** Faults that show as server errors or lost connections over odd bodies. */
export const bodyCrashFaults: readonly Fault[] = [
  ...must(open, {
    "crash-on-empty-body: crashes on an empty body": overText((text) => text === ""),
    "crash-on-blank-body: crashes on a body of blanks": [overText((text) => text !== "" && text.trim() === ""), with500],
    "crash-on-null-tag-value: crashes on a tag whose value is null": [
      overMember("Tags", (value) => isJsonObject(value) && Object.values(value).includes(null)),
      with500,
    ],
  }),
  ...should(odd, {
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
  }),
  ...must("body/refuses-malformed-json", {
    "crash-on-malformed-json: crashes on a body that is no JSON": [
      parses((text, usual) => (text === "" || text.trim() !== "" ? (JSON.parse(text === "" ? "{}" : text) as unknown) : usual(text))),
      with500,
    ],
  }),
  ...must("body/survives-non-objects", {
    "crash-on-top-level-array: crashes on a body that is an array": [overBody(Array.isArray), with500],
    "crash-on-top-level-null: crashes on a body that is null": overBody((body) => body === null),
  }),
];
