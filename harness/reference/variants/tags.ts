import { isPlainText } from "../../../properties/core/plain-text.ts";
import { type Change, inTurn } from "../faults/change.ts";
import { keeps, pairs } from "../faults/listing.ts";
import { Refusal, type RefusalReason } from "../service/refusal.ts";
import type { ListSessionsInput, StoredSession } from "../service/stored-session.ts";
import type { TagFilter } from "../service/decisions.ts";
import { legal, mayFail } from "./variant.ts";

const accepts = "request/accepts-odd-text";
const beyondAscii = "filters/beyond-ascii";
const blanks = "filters/blanks-count";
const all = "filters/several-pairs/all";
const neverWidens = "filters/several-pairs/never-widens";

/** Refuses tags, for one reason or another. */
function refuseOthers(isTaken: (tags: TagFilter) => boolean, tags: TagFilter, reason: RefusalReason = "constraint"): void {
  if (!isTaken(tags)) throw new Refusal(reason, "Tags hold what is not allowed", ["Tags"]);
}

/** Refuses listings by tags that it does not take. */
const inFilters =
  (isTaken: (tags: TagFilter) => boolean, reason?: RefusalReason): Change =>
  ({ filterOf }) => ({
    filterOf(input) {
      const filter = filterOf(input);
      refuseOthers(isTaken, filter, reason);
      return filter;
    },
  });

/** Refuses to create a session with tags that it does not take. */
const inSessions =
  (isTaken: (tags: TagFilter) => boolean): Change =>
  ({ settingsOf }) => ({
    settingsOf(input) {
      refuseOthers(isTaken, input.Tags ?? new Map());
      return settingsOf(input);
    },
  });

const everywhere = (isTaken: (tags: TagFilter) => boolean): Change => inTurn(inFilters(isTaken), inSessions(isTaken));

/** Whether no key and no value of some tags matches a pattern. */
const without =
  (pattern: RegExp) =>
  (tags: TagFilter): boolean =>
    ![...tags].flat().some((text) => pattern.test(text));

const isPlain = (tags: TagFilter): boolean => [...tags].flat().every((text) => text === "" || isPlainText(text.trim().replaceAll(/ +/gu, " ")));

/** Compares tags as they are after a change. */
const readAs = (change: (text: string) => string): Change =>
  pairs((tags, key, value) => new Map([...tags].map(([name, own]) => [change(name), change(own)])).get(change(key)) === change(value));

const combined =
  (combinePairs: (matches: readonly boolean[]) => boolean): Change =>
  () => ({ combinePairs });

/** Puts tags of its own on every new session, under those that it is created with. */
const tagged = (tagsFor: (id: string) => Readonly<Record<string, string>>): Change =>
  keeps({ created: (draft) => ({ ...draft, tags: new Map([...Object.entries(tagsFor(draft.id)), ...draft.tags]) }) });

/** Lists only sessions that were created with the origin that is asked for. */
const filteringByOrigin: Change = ({ settingsOf, sessionsAfter }) => {
  const origins = new WeakMap<StoredSession["settings"], string | undefined>();
  return {
    settingsOf(input) {
      const settings = settingsOf(input);
      origins.set(settings, input.RequestOrigin);
      return settings;
    },
    *sessionsAfter(position, call) {
      const { RequestOrigin: requested } = call.input as ListSessionsInput;
      for (const session of sessionsAfter(position, call)) if (requested === undefined || origins.get(session.settings) === requested) yield session;
    },
  };
};

/** Services that take less text in tags than the page prints, or filter in other ways, where no `must` says what is right. */
export const tagVariants = [
  ...mayFail([accepts], {
    "odd-tags-refused: refuses tags with other characters than letters, digits, blanks and a few signs": inFilters(without(/[^\p{L}\p{N}\p{Zs}_.:/=+\-@]/u)),
    "control-characters-unreadable: takes a control character in a tag for a fault of the body": inFilters(without(/\p{Cc}/u), "syntax"),
    "unseen-characters-refused: refuses invisible characters in tags, and those that reverse text": inFilters(without(/\p{Cf}/u)),
    "quotes-in-tags-refused: refuses quotes, brackets and signs of a shell in tags": inFilters(without(/["'`$;|<>&\\()[\]{}*?!#~%]/u)),
  }),
  ...mayFail([accepts, beyondAscii], {
    "non-ascii-tags-refused: refuses tags that are not ASCII, as invalid input": inFilters(without(/\P{ASCII}/u), "token"),
    "plain-tags-in-filters: refuses to list by tags with other characters than letters, digits, blanks and a few signs, and creates sessions with any":
      inFilters(isPlain),
    "plain-tags-everywhere: refuses other tags than plain ones, of sessions and in filters": everywhere(isPlain),
    "ascii-tags-everywhere: refuses tags beyond ASCII, of sessions and in filters": everywhere(without(/[^ -~]/u)),
  }),
  ...legal({
    // Which tags are taken.
    "plain-tags-in-sessions: refuses to create sessions with other tags than plain ones, and lists by any": inSessions(isPlain),
    "identifiers-as-keys-of-sessions: refuses to create a session with a tag whose key is no identifier, and lists by any": inSessions((tags) =>
      [...tags.keys()].every((key) => /^[\w-]*$/u.test(key)),
    ),
    "ten-tags-a-session: refuses to create a session with more than ten tags": inSessions((tags) => tags.size <= 10),
    "aws-tags-refused: refuses tag keys that begin with aws": ({ keywords }) => ({
      keywords: {
        ...keywords,
        minLength: (value, bound, place) => keywords.minLength(value, bound, place) && !(place.path.endsWith("/key") && /^aws/iu.test(value)),
      },
    }),
    "names-tags-itself: puts tags of its own on every session: Name with its id, and Status": tagged((id) => ({ Name: id, status: "READY" })),
    "statuses-of-its-own: puts the tags Status and Role on sessions that do not have them": tagged(() => ({ Status: "READY", Role: "glue" })),
    // Which tags match.
    "origin-filters: lists only sessions that were created with the RequestOrigin that is asked for": filteringByOrigin,
  }),
  ...mayFail([all, neverWidens], {
    "any-of-several-pairs: lists the sessions that carry any of several tags": combined((matches) => matches.length === 0 || matches.some(Boolean)),
    "several-pairs-in-halves: lists what carries the half of several tags": combined((matches) => matches.filter(Boolean).length * 2 >= matches.length),
  }),
  ...mayFail([all], { "first-of-several-pairs: lists by the first of several tags": combined(([first = true]) => first) }),
  ...mayFail(["filters/case-sensitive", "sessions/follow-the-model"], {
    "tags-fold-case: takes upper and lower case in tags for the same": readAs((text) => text.toLowerCase()),
  }),
  ...mayFail([blanks], {
    "tags-trimmed: takes no notice of blanks at the ends of tag values": pairs((tags, key, value) => tags.get(key)?.trim() === value.trim()),
    "blanks-in-a-row-as-one: takes several blanks in tags for one": readAs((text) => text.replaceAll(/ +/gu, " ")),
  }),
  ...mayFail([beyondAscii], { "tags-composed-beyond-ascii: takes two ways to write an accent in tags for the same": readAs((text) => text.normalize("NFC")) }),
  ...mayFail(["filters/no-pairs"], {
    // An empty map would be no filter further on: a pair that no session carries takes its place.
    "empty-filter-lists-nothing: lists nothing where the filter holds no pair": () => ({
      filterOf: ({ Tags }): TagFilter => (Tags?.size === 0 ? new Map([["", ""]]) : (Tags ?? new Map())),
    }),
  }),
];
