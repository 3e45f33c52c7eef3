import type { Change } from "./change.ts";
import { pairs } from "./listing.ts";
/** Compares the value that a session has under the key. */
export const values = (matches: (has: string, wanted: string) => boolean): Change =>
  pairs((tags, key, value) => [...tags].some(([name, has]) => name === key && matches(has, value)));

/** Compares the keys under which a session has the value. */
export const keys = (matches: (name: string, wanted: string) => boolean): Change =>
  pairs((tags, key, value) => [...tags].some(([name, has]) => has === value && matches(name, key)));

/** Compares values, not as they are, but as they are read. */
export const valuesAs = (read: (text: string) => unknown): Change => values((has, wanted) => has === wanted || read(has) === read(wanted));

/** Compares keys, not as they are, but as they are read. */
export const keysAs = (read: (text: string) => unknown): Change => keys((name, wanted) => read(name) === read(wanted));

/** Finds some tags not at all. */
export const loses = (isLost: (key: string, value: string) => boolean): Change => pairs((tags, key, value) => !isLost(key, value) && tags.get(key) === value);

/** Compares key and value as one text, with a sign between them. */
export const joinedBy = (sign: string): Change => pairs((tags, key, value) => [...tags].some(([name, has]) => name + sign + has === key + sign + value));

/** Also matches some pairs in every session. */
export const alsoWhere = (matches: (key: string, value: string) => boolean): Change =>
  pairs((tags, key, value) => matches(key, value) || tags.get(key) === value);
