import { memberOf } from "../../../spec/json.ts";
import { type Change, limit, reads } from "../faults/change.ts";
import { type Fault, faultTable } from "../faults/fault.ts";
import type { Operations } from "../service/decisions.ts";

/** Faults that any operation with a RequestOrigin can have in how it checks that member. */
export function requestOriginFaults(operation: keyof Operations): readonly Fault[] {
  const origin = "RequestOrigin";
  const long = (keeps: (value: string, most: number) => boolean): Change => limit(origin, "maxLength", (_, value, most) => keeps(value, most), operation);
  const matches = (keeps: (usual: boolean, value: string, pattern: string) => boolean): Change => limit(origin, "pattern", keeps, operation);
  const read = (convert: (value: unknown) => unknown): Change => reads(origin, convert, operation);
  return faultTable({
    "request/request-origin/refuses-wrong-length": "must",
    "one-too-long: takes a label that is one character too long": long((value, most) => value.length <= most + 1),
    "empty-label: takes an empty label": [limit(origin, "minLength", () => true, operation), matches((usual, value) => usual || value === "")],
    "request/request-origin/accepts-edges": "must",
    "one-too-strict: refuses a label of the longest length": long((value, most) => value.length < most),
    "pattern-without-dots: refuses a dot in a label": matches((usual, value) => usual && !value.includes(".")),
    "request/request-origin/refuses-wrong-pattern": "must",
    "pattern-unanchored: looks for a match of the pattern anywhere": matches((_, value, pattern) => new RegExp(pattern, "u").test(value)),
    "pattern-unchecked: does not look at the pattern": matches(() => true),
    "pattern-by-lines: looks at the last line of a label only": matches((_, value, pattern) => new RegExp(`^(?:${pattern})$`, "mu").test(value)),
    "request/request-origin/refuses-wrong-type": "must",
    "number-for-text: takes a number for a label": read((value) => (typeof value === "number" ? "1" : value)),
    "flag-for-text: takes true and false for a label": read((value) => (typeof value === "boolean" ? String(value) : value)),
    "list-for-text: takes a list of one for a label": read((value) => (Array.isArray(value) ? "a" : value)),
    "falsy-is-absent: takes false and 0 for no label": read((value) => (value === false || value === 0 ? undefined : value)),
    "request/accepts-null-members": "must",
    "null-is-refused: refuses a label that is null": read((value) => (value === null ? 0 : value)),
    // Two requests are compared, which an operation that does not do the same thing twice is not sent.
    ...(["CreateSession", "StopSession", "DeleteSession"].includes(operation)
      ? {}
      : {
          "request/honours-exact-names-only": "should" as const,
          "lower-camel-names: takes requestOrigin for RequestOrigin": reads(origin, (value, { body }) => value ?? memberOf(body, "requestOrigin"), operation),
        }),
  });
}
