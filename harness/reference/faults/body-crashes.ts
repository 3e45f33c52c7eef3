import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import type { Fault } from "./fault.ts";
import { parses } from "./change.ts";
import { overBody, overMember, overText, withServerErrors } from "./crashing.ts";

const open = "body/survives-open-bodies";
const odd = "body/survives-odd-bodies";
const nonObjects = "body/survives-non-objects";

/** Faults that show as server errors or lost connections over odd bodies. */
export const bodyCrashFaults: readonly Fault[] = [
  {
    name: "crash-on-empty-body",
    title: "crashes on an empty body",
    level: "must",
    caughtBy: open,
    apply: overText((text) => text === ""),
  },
  {
    name: "crash-on-blank-body",
    title: "crashes on a body of blanks",
    level: "must",
    caughtBy: open,
    apply: overText((text) => text !== "" && text.trim() === ""),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-null-tag-value",
    title: "crashes on a tag whose value is null",
    level: "must",
    caughtBy: open,
    apply: overMember("Tags", (value) => isJsonObject(value) && Object.values(value).includes(null)),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-null-character",
    title: "crashes on a null character in a tag",
    level: "should",
    caughtBy: odd,
    apply: overText((text) => text.includes("\\u0000")),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-deep-nesting",
    title: "crashes on a hundred lists in each other",
    level: "should",
    caughtBy: odd,
    apply: overText((text) => text.includes("[".repeat(100))),
  },
  {
    name: "crash-on-lone-surrogate",
    title: "crashes on half a surrogate pair",
    level: "should",
    caughtBy: odd,
    apply: overBody((body) => Object.values(memberOf(body, "Tags") ?? {}).some((value) => typeof value === "string" && /\p{Surrogate}/u.test(value))),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-invalid-utf-8",
    title: "crashes on bytes that are no UTF-8",
    level: "should",
    caughtBy: odd,
    apply: (behaviour) => ({ ...behaviour, readText: (body) => new TextDecoder("utf-8", { fatal: true }).decode(body) }),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-byte-order-mark",
    title: "crashes on a byte order mark",
    level: "should",
    caughtBy: odd,
    apply: overText((text) => text.startsWith("\uFEFF")),
  },
  {
    name: "crash-on-malformed-json",
    title: "crashes on a body that is no JSON",
    level: "must",
    caughtBy: "body/refuses-malformed-json",
    apply: parses((text, usual) => (text === "" || text.trim() !== "" ? (JSON.parse(text === "" ? "{}" : text) as unknown) : usual(text))),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-top-level-array",
    title: "crashes on a body that is an array",
    level: "must",
    caughtBy: nonObjects,
    apply: overBody(Array.isArray),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-top-level-null",
    title: "crashes on a body that is null",
    level: "must",
    caughtBy: nonObjects,
    apply: overBody((body) => body === null),
  },
];
