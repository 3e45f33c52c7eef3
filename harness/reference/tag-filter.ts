import type { Filtering } from "./decisions.ts";

/** A session is listed where it carries every pair of the filter, key and value exactly. */
export const filtering: Filtering = {
  filterOf: ({ Tags = new Map() }) => Tags,
  matchesPair: (tags, key, value) => tags.get(key) === value,
  combinePairs: (matches) => matches.every(Boolean),
  matchesFilter: ({ tags }, filter, { matchesPair, combinePairs }) => combinePairs([...filter].map(([key, value]) => matchesPair(tags, key, value))),
};
