import { isPlainText } from "../../../properties/core/plain-text.ts";
import { Refusal } from "../service/refusal.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
import { type Apply, deciding } from "./changes.ts";
import type { CreateSessionInput } from "../service/stored-session.ts";

type Tags = ReadonlyMap<string, string>;

function refusing(isTaken: (tags: Tags) => boolean, tags: Tags): void {
  if (!isTaken(tags)) throw new Refusal("constraint", "Tags hold what is not allowed", ["Tags"]);
}

/** Refuses listings by tags that it does not take. */
const refusedInFilters = (isTaken: (tags: Tags) => boolean): Apply =>
  deciding(({ filterOf }) => ({
    filterOf(input) {
      const filter = filterOf(input);
      refusing(isTaken, filter);
      return filter;
    },
  }));

/** Refuses to create a session with tags that it does not take. */
const refusedInSessions = (isTaken: (tags: Tags) => boolean): Apply =>
  deciding(({ settingsOf }) => ({
    settingsOf(input) {
      refusing(isTaken, input.Tags ?? new Map());
      return settingsOf(input);
    },
  }));

/** Keeps tags of a new session as they are changed. */
const keeping = (change: (tags: Tags, input: Pick<CreateSessionInput, "Id">) => Tags): Apply =>
  deciding(({ addSession }) => ({ addSession: (draft, call) => addSession({ ...draft, tags: change(draft.tags, { Id: draft.id }) }, call) }));

const isPlain = (tags: Tags): boolean => [...tags].flat().every((text) => text === "" || isPlainText(text.trim().replaceAll(/ +/gu, " ")));
const isAscii = (tags: Tags): boolean => [...tags].flat().every((text) => /^[ -~]*$/u.test(text));
const haveIdentifiers = (tags: Tags): boolean => [...tags.keys()].every((key) => /^[\w-]*$/u.test(key));

const composed = (text: string): string => (/[^ -~]/u.test(text) ? text.normalize("NFC") : text);
const oneBlank = (text: string): string => text.replaceAll(/ +/gu, " ");
const changed = (change: (text: string) => string, tags: Tags): Tags => new Map([...tags].map(([key, value]) => [change(key), change(value)]));
const reading = (change: (text: string) => string): Apply =>
  deciding({ matchesPair: (tags, key, value) => changed(change, tags).get(change(key)) === change(value) });

/** Services that take less text in tags than the page prints, or other text for the same, where no `must` says what is right. */
export const tagTextVariants: readonly Variant[] = [
  ...legal({
    "plain-tags-in-filters: refuses to list by tags with other characters than letters, digits, blanks and a few signs, and creates sessions with any": [
      refusedInFilters(isPlain),
      mayFail("request/accepts-odd-text", "filters/beyond-ascii"),
    ],
    "plain-tags-in-sessions: refuses to create sessions with other tags than plain ones, and lists by any": refusedInSessions(isPlain),
    "plain-tags-everywhere: refuses other tags than plain ones, of sessions and in filters": [
      refusedInFilters(isPlain),
      refusedInSessions(isPlain),
      mayFail("request/accepts-odd-text", "filters/beyond-ascii"),
    ],
    "ascii-tags-everywhere: refuses tags beyond ASCII, of sessions and in filters": [
      refusedInFilters(isAscii),
      refusedInSessions(isAscii),
      mayFail("request/accepts-odd-text", "filters/beyond-ascii"),
    ],
    "identifiers-as-keys-of-sessions: refuses to create a session with a tag whose key is no identifier, and lists by any": refusedInSessions(haveIdentifiers),
    "ten-tags-a-session: refuses to create a session with more than ten tags": refusedInSessions((tags) => tags.size <= 10),
    "tags-composed-beyond-ascii: takes two ways to write an accent in tags for the same": [reading(composed), mayFail("filters/beyond-ascii")],
    "blanks-in-a-row-as-one: takes several blanks in tags for one": [reading(oneBlank), mayFail("filters/blanks-count")],
    "first-of-several-pairs: lists by the first of several tags": [() => ({ combinePairs: ([first = true]) => first }), mayFail("filters/several-pairs/all")],
    "several-pairs-in-halves: lists what carries the half of several tags": [
      () => ({ combinePairs: (matches) => matches.filter(Boolean).length * 2 >= matches.length }),
      mayFail("filters/several-pairs/all", "filters/several-pairs/never-widens"),
    ],
    "names-tags-itself: puts tags of its own on every session: Name with its id, and Status": keeping(
      (tags, { Id }) => new Map([["Name", Id], ["status", "READY"], ...tags]),
    ),
    "statuses-of-its-own: puts the tags Status and Role on sessions that do not have them": keeping(
      (tags) => new Map([["Status", "READY"], ["Role", "glue"], ...tags]),
    ),
  }),
];
