import { type Fault, must } from "./fault.ts";
import { type BehaviourChange, crash, entriesIn, limit, names, memberSchema } from "./change.ts";

const size = "request/tags/refuses-wrong-size";
const key = "request/tags/key/refuses-wrong-length";
const accepts = "request/tags/accepts-edges";

const count = (keeps: (count: number, maximum: number, tags: ReadonlyMap<string, unknown>) => boolean): BehaviourChange =>
  limit("Tags", "maxProperties", (_, tags, maximum) => keeps(tags.size, maximum, tags));

const keyLength = (keeps: (length: number, maximum: number) => boolean): BehaviourChange =>
  limit("Tags/key", "maxLength", (_, name, maximum) => keeps(name.length, maximum));

const sizes: readonly Fault[] = [
  must(
    "tags-one-too-many-accepted",
    "accepts one tag more than its limit",
    size,
    count((tags, maximum) => tags <= maximum + 1),
  ),
  must(
    "tags-without-maximum",
    "accepts any number of tags",
    size,
    count(() => true),
  ),
  must(
    "tags-counted-by-value",
    "counts the different values of tags, not the tags",
    size,
    count((_, maximum, tags) => new Set(tags.values()).size <= maximum),
  ),
  must(
    "tags-uncounted-with-origin",
    "leaves the number of tags unchecked beside RequestOrigin",
    size,
    limit("Tags", "maxProperties", (usual, _tags, _bound, place) => usual || names(place, "RequestOrigin")),
  ),
  must(
    "tags-maximum-exclusive",
    "refuses as many tags as its limit",
    accepts,
    count((tags, maximum) => tags < maximum),
  ),
  must(
    "tags-none-refused",
    "refuses a filter without pairs",
    accepts,
    limit("Tags", "maxProperties", (usual, tags) => usual && tags.size > 0),
  ),
  must(
    "tags-full-crash",
    "crashes on as many tags as its limit",
    accepts,
    limit("Tags", "maxProperties", (usual, tags, maximum) => (tags.size === maximum ? crash("a full map of tags") : usual)),
  ),
];

const keys: readonly Fault[] = [
  must(
    "tag-key-one-too-long-accepted",
    "accepts a tag key one longer than its length",
    key,
    keyLength((length, maximum) => length <= maximum + 1),
  ),
  must(
    "tag-key-without-maximum",
    "accepts tag keys of any length",
    key,
    keyLength(() => true),
  ),
  must(
    "tag-key-may-be-empty",
    "accepts an empty tag key",
    key,
    limit("Tags/key", "minLength", () => true),
  ),
  must(
    "tag-key-first-only",
    "checks the length of the first tag key only",
    key,
    limit("Tags/key", "maxLength", (usual, name, _bound, place) => usual || name !== entriesIn(place)[0]?.[0]),
  ),
  must(
    "tag-key-last-only",
    "checks the length of the last tag key only",
    key,
    limit("Tags/key", "maxLength", (usual, name, _bound, place) => usual || name !== entriesIn(place).at(-1)?.[0]),
  ),
  must(
    "tag-key-as-long-as-a-value",
    "measures tag keys by the limit of their values",
    key,
    keyLength((length) => length <= (memberSchema("Tags").additionalProperties?.maxLength ?? 0)),
  ),
  must(
    "tag-key-maximum-exclusive",
    "refuses a tag key of its longest length",
    accepts,
    keyLength((length, maximum) => length < maximum),
  ),
  must(
    "tag-key-minimum-exclusive",
    "refuses a tag key of one character",
    accepts,
    limit("Tags/key", "minLength", (_, name, minimum) => name.length > minimum),
  ),
  must(
    "tag-key-like-an-origin",
    "checks tag keys against the pattern of RequestOrigin",
    "filters/single-pair/exact",
    limit("Tags/key", "maxLength", (usual, name) => usual && new RegExp(`^${memberSchema("RequestOrigin").pattern ?? ""}$`, "u").test(name)),
  ),
];

/** Faults in the number of tags and the limits of their keys. */
export const tagLimitFaults: readonly Fault[] = [...sizes, ...keys];
