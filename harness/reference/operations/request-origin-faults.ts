import { inTurn } from "../faults/change.ts";
import { type Fault, must, should } from "../faults/fault.ts";
import type { Operations } from "../service/decisions.ts";
import { changesOf } from "./operation-changes.ts";

/** Faults that any operation with a RequestOrigin can have in how it checks that member. */
export function requestOriginFaults(operation: keyof Operations): readonly Fault[] {
  const { keeps, reads } = changesOf(operation);
  const origin = "RequestOrigin";
  const edges = "request/request-origin/accepts-edges";
  const wrong = (group: string): string => `request/request-origin/refuses-wrong-${group}`;
  const lengthOf = (value: unknown): number => String(value).length;
  return [
    must(
      "one-too-long",
      "takes a label that is one character too long",
      wrong("length"),
      keeps(origin, "maxLength", (_, value, most) => lengthOf(value) <= Number(most) + 1),
    ),
    must(
      "one-too-strict",
      "refuses a label of the longest length",
      edges,
      keeps(origin, "maxLength", (_, value, most) => lengthOf(value) < Number(most)),
    ),
    must(
      "empty-label",
      "takes an empty label",
      wrong("length"),
      inTurn(
        keeps(origin, "minLength", () => true),
        keeps(origin, "pattern", (usual, value) => usual || value === ""),
      ),
    ),
    must(
      "pattern-unanchored",
      "looks for a match of the pattern anywhere",
      wrong("pattern"),
      keeps(origin, "pattern", (_, value, pattern) => new RegExp(String(pattern), "u").test(String(value))),
    ),
    must(
      "pattern-unchecked",
      "does not look at the pattern",
      wrong("pattern"),
      keeps(origin, "pattern", () => true),
    ),
    must(
      "pattern-by-lines",
      "looks at the last line of a label only",
      wrong("pattern"),
      keeps(origin, "pattern", (_, value, pattern) => new RegExp(`^(?:${String(pattern)})$`, "mu").test(String(value))),
    ),
    must(
      "pattern-without-dots",
      "refuses a dot in a label",
      edges,
      keeps(origin, "pattern", (usual, value) => usual && !String(value).includes(".")),
    ),
    must(
      "number-for-text",
      "takes a number for a label",
      wrong("type"),
      reads(origin, (value) => (typeof value === "number" ? "1" : value)),
    ),
    must(
      "flag-for-text",
      "takes true and false for a label",
      wrong("type"),
      reads(origin, (value) => (typeof value === "boolean" ? String(value) : value)),
    ),
    must(
      "list-for-text",
      "takes a list of one for a label",
      wrong("type"),
      reads(origin, (value) => (Array.isArray(value) ? "a" : value)),
    ),
    must(
      "falsy-is-absent",
      "takes false and 0 for no label",
      wrong("type"),
      reads(origin, (value) => (value === false || value === 0 ? undefined : value)),
    ),
    must(
      "null-is-refused",
      "refuses a label that is null",
      "request/accepts-null-members",
      reads(origin, (value) => (value === null ? 0 : value)),
    ),
    ...(operation === "CreateSession"
      ? []
      : [
          should(
            "lower-camel-names",
            "takes requestOrigin for RequestOrigin",
            "request/honours-exact-names-only",
            reads(origin, (value, members) => value ?? members["requestOrigin"]),
          ),
        ]),
  ];
}
