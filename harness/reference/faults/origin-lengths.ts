import type { Fault } from "./fault.ts";
import { type BehaviourChange, inTurn, limit, names, reads, memberSchema } from "./change.ts";

const refuses = "request/request-origin/refuses-wrong-length";
const accepts = "request/request-origin/accepts-edges";

const long = (keeps: (length: number, maximum: number) => boolean): BehaviourChange =>
  limit("RequestOrigin", "maxLength", (_, value, maximum) => keeps(value.length, maximum));

/** Faults in the length of `RequestOrigin`. */
export const originLengthFaults: readonly Fault[] = [
  {
    name: "origin-one-too-long-accepted",
    title: "accepts a RequestOrigin one longer than its length",
    level: "must",
    caughtBy: refuses,
    apply: long((length, maximum) => length <= maximum + 1),
  },
  {
    name: "origin-without-maximum",
    title: "accepts a RequestOrigin of any length",
    level: "must",
    caughtBy: refuses,
    apply: long(() => true),
  },
  {
    name: "origin-as-long-as-an-id",
    title: "measures RequestOrigin by the limit of a session's id",
    level: "must",
    caughtBy: refuses,
    apply: long((length) => length <= (memberSchema("Id", "CreateSession").maxLength ?? 0)),
  },
  {
    name: "origin-cut-to-length",
    title: "cuts a RequestOrigin that is too long",
    level: "must",
    caughtBy: refuses,
    apply: reads("RequestOrigin", (value) => (typeof value === "string" ? value.slice(0, memberSchema("RequestOrigin").maxLength) : value)),
  },
  {
    name: "origin-empty-is-absent",
    title: "takes an empty RequestOrigin for none",
    level: "must",
    caughtBy: refuses,
    apply: reads("RequestOrigin", (value) => (value === "" ? undefined : value)),
  },
  {
    name: "origin-may-be-empty",
    title: "accepts an empty RequestOrigin",
    level: "must",
    caughtBy: refuses,
    apply: inTurn(
      limit("RequestOrigin", "minLength", () => true),
      limit("RequestOrigin", "pattern", (usual, value) => usual || value === ""),
    ),
  },
  {
    name: "origin-maximum-exclusive",
    title: "refuses a RequestOrigin of its longest length",
    level: "must",
    caughtBy: accepts,
    apply: long((length, maximum) => length < maximum),
  },
  {
    name: "origin-minimum-exclusive",
    title: "refuses a RequestOrigin of one character",
    level: "must",
    caughtBy: accepts,
    apply: limit("RequestOrigin", "minLength", (_, value, minimum) => value.length > minimum),
  },
  {
    name: "origin-length-unchecked-with-max-results",
    title: "leaves the length of RequestOrigin unchecked beside MaxResults",
    level: "must",
    caughtBy: refuses,
    apply: limit("RequestOrigin", "maxLength", (usual, _value, _bound, place) => usual || names(place, "MaxResults")),
  },
];
