import { type Change, crash, entriesIn, limit, memberSchema, names } from "./change.ts";
import { type Fault, must } from "./fault.ts";
const size = "request/tags/refuses-wrong-size";
const key = "request/tags/key/refuses-wrong-length";
const accepts = "request/tags/accepts-edges";

const count = (keeps: (count: number, maximum: number, tags: ReadonlyMap<string, unknown>) => boolean): Change =>
  limit("Tags", "maxProperties", (_, tags, maximum) => keeps(tags.size, maximum, tags));

const keyLength = (keeps: (length: number, maximum: number) => boolean): Change =>
  limit("Tags/key", "maxLength", (_, name, maximum) => keeps(name.length, maximum));

const sizes: readonly Fault[] = [
  ...must(size, {
    "tags-one-too-many-accepted: accepts one tag more than its limit": count((tags, maximum) => tags <= maximum + 1),
    "tags-without-maximum: accepts any number of tags": count(() => true),
    "tags-counted-by-value: counts the different values of tags, not the tags": count((_, maximum, tags) => new Set(tags.values()).size <= maximum),
    "tags-uncounted-with-origin: leaves the number of tags unchecked beside RequestOrigin": limit(
      "Tags",
      "maxProperties",
      (usual, _tags, _bound, place) => usual || names(place, "RequestOrigin"),
    ),
  }),
  ...must(accepts, {
    "tags-maximum-exclusive: refuses as many tags as its limit": count((tags, maximum) => tags < maximum),
    "tags-none-refused: refuses a filter without pairs": limit("Tags", "maxProperties", (usual, tags) => usual && tags.size > 0),
    "tags-full-crash: crashes on as many tags as its limit": limit("Tags", "maxProperties", (usual, tags, maximum) =>
      tags.size === maximum ? crash("a full map of tags") : usual,
    ),
  }),
];

const keys: readonly Fault[] = [
  ...must(key, {
    "tag-key-one-too-long-accepted: accepts a tag key one longer than its length": keyLength((length, maximum) => length <= maximum + 1),
    "tag-key-without-maximum: accepts tag keys of any length": keyLength(() => true),
    "tag-key-may-be-empty: accepts an empty tag key": limit("Tags/key", "minLength", () => true),
    "tag-key-first-only: checks the length of the first tag key only": limit(
      "Tags/key",
      "maxLength",
      (usual, name, _bound, place) => usual || name !== entriesIn(place)[0]?.[0],
    ),
    "tag-key-last-only: checks the length of the last tag key only": limit(
      "Tags/key",
      "maxLength",
      (usual, name, _bound, place) => usual || name !== entriesIn(place).at(-1)?.[0],
    ),
    "tag-key-as-long-as-a-value: measures tag keys by the limit of their values": keyLength(
      (length) => length <= (memberSchema("Tags").additionalProperties?.maxLength ?? 0),
    ),
  }),
  ...must(accepts, {
    "tag-key-maximum-exclusive: refuses a tag key of its longest length": keyLength((length, maximum) => length < maximum),
    "tag-key-minimum-exclusive: refuses a tag key of one character": limit("Tags/key", "minLength", (_, name, minimum) => name.length > minimum),
  }),
  ...must("filters/single-pair/exact", {
    "tag-key-like-an-origin: checks tag keys against the pattern of RequestOrigin": limit(
      "Tags/key",
      "maxLength",
      (usual, name) => usual && new RegExp(`^${memberSchema("RequestOrigin").pattern ?? ""}$`, "u").test(name),
    ),
  }),
];

/** Faults in the number of tags and the limits of their keys. */
export const tagLimitFaults: readonly Fault[] = [...sizes, ...keys];
