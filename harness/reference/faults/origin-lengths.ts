import { type Fault, must } from "./fault.ts";
import { type BehaviourChange, inTurn, limit, names, reads, memberSchema } from "./change.ts";

const refuses = "request/request-origin/refuses-wrong-length";
const accepts = "request/request-origin/accepts-edges";

const long = (keeps: (length: number, maximum: number) => boolean): BehaviourChange =>
  limit("RequestOrigin", "maxLength", (_, value, maximum) => keeps(value.length, maximum));

/** Faults in the length of `RequestOrigin`. */
export const originLengthFaults: readonly Fault[] = [
  must(
    "origin-one-too-long-accepted",
    "accepts a RequestOrigin one longer than its length",
    refuses,
    long((length, maximum) => length <= maximum + 1),
  ),
  must(
    "origin-without-maximum",
    "accepts a RequestOrigin of any length",
    refuses,
    long(() => true),
  ),
  must(
    "origin-as-long-as-an-id",
    "measures RequestOrigin by the limit of a session's id",
    refuses,
    long((length) => length <= (memberSchema("Id", "CreateSession").maxLength ?? 0)),
  ),
  must(
    "origin-cut-to-length",
    "cuts a RequestOrigin that is too long",
    refuses,
    reads("RequestOrigin", (value) => (typeof value === "string" ? value.slice(0, memberSchema("RequestOrigin").maxLength) : value)),
  ),
  must(
    "origin-empty-is-absent",
    "takes an empty RequestOrigin for none",
    refuses,
    reads("RequestOrigin", (value) => (value === "" ? undefined : value)),
  ),
  must(
    "origin-may-be-empty",
    "accepts an empty RequestOrigin",
    refuses,
    inTurn(
      limit("RequestOrigin", "minLength", () => true),
      limit("RequestOrigin", "pattern", (usual, value) => usual || value === ""),
    ),
  ),
  must(
    "origin-maximum-exclusive",
    "refuses a RequestOrigin of its longest length",
    accepts,
    long((length, maximum) => length < maximum),
  ),
  must(
    "origin-minimum-exclusive",
    "refuses a RequestOrigin of one character",
    accepts,
    limit("RequestOrigin", "minLength", (_, value, minimum) => value.length > minimum),
  ),
  must(
    "origin-length-unchecked-with-max-results",
    "leaves the length of RequestOrigin unchecked beside MaxResults",
    refuses,
    limit("RequestOrigin", "maxLength", (usual, _value, _bound, place) => usual || names(place, "MaxResults")),
  ),
];
