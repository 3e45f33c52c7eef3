import type { StoredSession } from "./session.ts";
import type { ListSessionsInput } from "./page.ts";

/** Tags that a listed session has to carry; empty where all sessions are wanted. */
export type TagFilter = ReadonlyMap<string, string>;

/** Which sessions a listing is about. */
export interface Filtering {
  readonly filterOf: (input: ListSessionsInput) => TagFilter;
  readonly matchesPair: (tags: ReadonlyMap<string, string>, key: string, value: string) => boolean;
  readonly combinePairs: (matches: readonly boolean[]) => boolean;
  readonly matchesFilter: (session: StoredSession, filter: TagFilter, decisions: Filtering) => boolean;
}

/** A session is listed where it carries every pair of the filter, key and value exactly. */
export const filtering: Filtering = {
  filterOf: ({ Tags = new Map() }) => Tags,
  matchesPair: (tags, key, value) => tags.get(key) === value,
  combinePairs: (matches) => matches.every(Boolean),
  matchesFilter: ({ tags }, filter, { matchesPair, combinePairs }) => combinePairs([...filter].map(([key, value]) => matchesPair(tags, key, value))),
};
