import type { Fault } from "./fault.ts";
import { behindAll, type BehaviourChange, cuts, fullPage, inTurn, changesListing, performs } from "./change.ts";
import type { StoredSession } from "../service/stored-session.ts";

const ends = "paging/ends";
const within = "paging/page-within-max-results";
const once = "paging/no-session-twice";

/** Gives new tokens after the last page, for pages of some sizes. */
const endlessBehind =
  (applies: (size: number) => boolean): BehaviourChange =>
  (behaviour) => {
    let given = 0;
    return inTurn(
      (changed) => ({ ...changed, readToken: (token, filter, call) => (token.startsWith("more-") ? behindAll : changed.readToken(token, filter, call)) }),
      changesListing((listing, { input }) =>
        applies(input.MaxResults ?? 100) ? { ...listing, NextToken: listing.NextToken ?? `more-${String((given += 1))}` } : listing,
      ),
    )(behaviour);
  };

const sizes: readonly Fault[] = [
  {
    name: "max-results-ignored",
    title: "takes no notice of MaxResults",
    level: "must",
    caughtBy: within,
    apply: (behaviour) => ({ ...behaviour, pageSizeOf: () => 100 }),
  },
  {
    name: "page-one-too-long",
    title: "lists one session more than MaxResults",
    level: "must",
    caughtBy: within,
    apply: cuts((matching, size) => fullPage(matching, size + 1)),
  },
  {
    name: "max-results-at-least-five",
    title: "takes a smaller MaxResults for five",
    level: "must",
    caughtBy: within,
    apply: (behaviour) => ({ ...behaviour, pageSizeOf: (input) => Math.max(5, behaviour.pageSizeOf(input)) }),
  },
  {
    name: "max-results-ignored-on-later-pages",
    title: "takes no notice of MaxResults on later pages",
    level: "must",
    caughtBy: within,
    apply: (behaviour) => ({ ...behaviour, pageSizeOf: (input) => (input.NextToken === undefined ? behaviour.pageSizeOf(input) : 100) }),
  },
  {
    name: "sessions-not-paged",
    title: "cuts Ids to MaxResults, but not Sessions",
    level: "must",
    caughtBy: within,
    apply: performs((call, usual) => ({ ...usual(call), Sessions: call.behaviour.renderSessions([...call.store.after(0)], call) })),
  },
  {
    name: "max-results-with-tags-ignored",
    title: "takes no notice of MaxResults in a request that filters",
    level: "must",
    caughtBy: within,
    apply: (behaviour) => ({ ...behaviour, pageSizeOf: (input) => (input.Tags === undefined ? behaviour.pageSizeOf(input) : 100) }),
  },
];

const onceATag = (sessions: readonly StoredSession[]): readonly StoredSession[] => sessions.flatMap((session) => [...session.tags].map(() => session));

const repeats: readonly Fault[] = [
  {
    name: "seam-session-twice",
    title: "begins a page with the last session of the page before",
    level: "should",
    caughtBy: once,
    apply: cuts((matching, size) => {
      const { sessions, resumeAfter } = fullPage(matching, size);
      return { sessions, resumeAfter: resumeAfter === undefined || size === 1 ? resumeAfter : sessions.at(-2)?.sequence };
    }),
  },
  {
    name: "pages-overlap-by-half",
    title: "begins a page in the middle of the page before",
    level: "should",
    caughtBy: once,
    apply: cuts((matching, size) => {
      const { sessions, resumeAfter } = fullPage(matching, size);
      return { sessions, resumeAfter: resumeAfter === undefined ? undefined : sessions[Math.floor(size / 2)]?.sequence };
    }),
  },
  {
    name: "session-once-a-tag",
    title: "lists a session once for each of its tags",
    level: "should",
    caughtBy: once,
    apply: (behaviour) => ({
      ...behaviour,
      renderIds: (sessions, call) => behaviour.renderIds(onceATag(sessions), call),
      renderSessions: (sessions, call) => behaviour.renderSessions(onceATag(sessions), call),
    }),
  },
  {
    name: "first-session-on-every-page",
    title: "lists the first session of all at the end of the last page again",
    level: "should",
    caughtBy: once,
    apply: changesListing((listing, { input, store, behaviour }) => {
      const [first] = store.after(0);
      if (input.NextToken === undefined || listing.NextToken !== undefined || first === undefined || listing.Ids.length >= behaviour.pageSizeOf(input))
        return listing;
      return { ...listing, Ids: [...listing.Ids, first.id] };
    }),
  },
  {
    name: "last-page-again-and-again",
    title: "gives a new token for the last page on the last page",
    level: "must",
    caughtBy: ends,
    apply: (behaviour) => {
      const starts = new Map<string, number>();
      return inTurn(
        (changed) => ({ ...changed, readToken: (token, filter, call) => starts.get(token) ?? changed.readToken(token, filter, call) }),
        changesListing((listing, call) => {
          const token = `again-${String(starts.size + 1)}`;
          if (listing.NextToken !== undefined) return listing;
          starts.set(
            token,
            call.input.NextToken === undefined
              ? 0
              : (starts.get(call.input.NextToken) ?? behaviour.readToken(call.input.NextToken, behaviour.filterOf(call.input), call)),
          );
          return { ...listing, NextToken: token };
        }),
      )(behaviour);
    },
  },
  {
    name: "empty-pages-without-end",
    title: "goes on with empty pages, each with a new token",
    level: "must",
    caughtBy: ends,
    apply: endlessBehind(() => true),
  },
  {
    name: "empty-pages-without-end-on-small-pages",
    title: "goes on with empty pages, each with a new token, where less than five sessions are asked for",
    level: "must",
    caughtBy: ends,
    apply: endlessBehind((size) => size < 5),
  },
  {
    name: "empty-page-with-its-own-token",
    title: "gives an empty page behind a full last one, whose token leads to itself",
    level: "must",
    caughtBy: ends,
    apply: cuts((matching, size) => {
      const sessions = matching.slice(0, size);
      return { sessions, resumeAfter: sessions.length === size ? sessions.at(-1)?.sequence : sessions.length === 0 ? behindAll : undefined };
    }),
  },
];

/** Faults in the length of pages and of walks. */
export const pagingFaults: readonly Fault[] = [...sizes, ...repeats];
