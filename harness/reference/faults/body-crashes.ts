import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import { type Fault, must, should } from "./fault.ts";
import { parses } from "./change.ts";
import { overBody, overMember, overText, withServerErrors } from "./crashing.ts";

const open = "body/survives-open-bodies";
const odd = "body/survives-odd-bodies";
const nonObjects = "body/survives-non-objects";

/** Faults that show as server errors or lost connections over odd bodies. */
export const bodyCrashFaults: readonly Fault[] = [
  must(
    "crash-on-empty-body",
    "crashes on an empty body",
    open,
    overText((text) => text === ""),
  ),
  must(
    "crash-on-blank-body",
    "crashes on a body of blanks",
    open,
    overText((text) => text !== "" && text.trim() === ""),
    { wrap: withServerErrors },
  ),
  must(
    "crash-on-null-tag-value",
    "crashes on a tag whose value is null",
    open,
    overMember("Tags", (value) => isJsonObject(value) && Object.values(value).includes(null)),
    { wrap: withServerErrors },
  ),
  should(
    "crash-on-null-character",
    "crashes on a null character in a tag",
    odd,
    overText((text) => text.includes("\\u0000")),
    { wrap: withServerErrors },
  ),
  should(
    "crash-on-deep-nesting",
    "crashes on a hundred lists in each other",
    odd,
    overText((text) => text.includes("[".repeat(100))),
  ),
  should(
    "crash-on-lone-surrogate",
    "crashes on half a surrogate pair",
    odd,
    overBody((body) => Object.values(memberOf(body, "Tags") ?? {}).some((value) => typeof value === "string" && /\p{Surrogate}/u.test(value))),
    { wrap: withServerErrors },
  ),
  should(
    "crash-on-invalid-utf-8",
    "crashes on bytes that are no UTF-8",
    odd,
    (behaviour) => ({ ...behaviour, readText: (body) => new TextDecoder("utf-8", { fatal: true }).decode(body) }),
    { wrap: withServerErrors },
  ),
  should(
    "crash-on-byte-order-mark",
    "crashes on a byte order mark",
    odd,
    overText((text) => text.startsWith("\uFEFF")),
  ),
  must(
    "crash-on-malformed-json",
    "crashes on a body that is no JSON",
    "body/refuses-malformed-json",
    parses((text, usual) => (text === "" || text.trim() !== "" ? (JSON.parse(text === "" ? "{}" : text) as unknown) : usual(text))),
    { wrap: withServerErrors },
  ),
  must("crash-on-top-level-array", "crashes on a body that is an array", nonObjects, overBody(Array.isArray), { wrap: withServerErrors }),
  must(
    "crash-on-top-level-null",
    "crashes on a body that is null",
    nonObjects,
    overBody((body) => body === null),
  ),
];
