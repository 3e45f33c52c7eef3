import { type Change, limit, memberSchema, names, reads } from "./change.ts";
import { type Fault, must } from "./fault.ts";
const refuses = "request/request-origin/refuses-wrong-length";
const accepts = "request/request-origin/accepts-edges";

const long = (keeps: (length: number, maximum: number) => boolean): Change =>
  limit("RequestOrigin", "maxLength", (_, value, maximum) => keeps(value.length, maximum));

/** Faults in the length of `RequestOrigin`. */
export const originLengthFaults: readonly Fault[] = [
  ...must(refuses, {
    "origin-one-too-long-accepted: accepts a RequestOrigin one longer than its length": long((length, maximum) => length <= maximum + 1),
    "origin-without-maximum: accepts a RequestOrigin of any length": long(() => true),
    "origin-as-long-as-an-id: measures RequestOrigin by the limit of a session's id": long(
      (length) => length <= (memberSchema("Id", "CreateSession").maxLength ?? 0),
    ),
    "origin-cut-to-length: cuts a RequestOrigin that is too long": reads("RequestOrigin", (value) =>
      typeof value === "string" ? value.slice(0, memberSchema("RequestOrigin").maxLength) : value,
    ),
    "origin-empty-is-absent: takes an empty RequestOrigin for none": reads("RequestOrigin", (value) => (value === "" ? undefined : value)),
    "origin-may-be-empty: accepts an empty RequestOrigin": [
      limit("RequestOrigin", "minLength", () => true),
      limit("RequestOrigin", "pattern", (usual, value) => usual || value === ""),
    ],
    "origin-length-unchecked-with-max-results: leaves the length of RequestOrigin unchecked beside MaxResults": limit(
      "RequestOrigin",
      "maxLength",
      (usual, _value, _bound, place) => usual || names(place, "MaxResults"),
    ),
  }),
  ...must(accepts, {
    "origin-maximum-exclusive: refuses a RequestOrigin of its longest length": long((length, maximum) => length < maximum),
    "origin-minimum-exclusive: refuses a RequestOrigin of one character": limit("RequestOrigin", "minLength", (_, value, minimum) => value.length > minimum),
  }),
];
