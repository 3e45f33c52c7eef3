import type { StoredSession } from "../service/stored-session.ts";
import { behindAll, type Change, cuts, fullPage, inTurn, lists, performs } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";

const ends = "paging/ends";
const within = "paging/page-within-max-results";
const once = "paging/no-session-twice";

/** Gives new tokens after the last page, for pages of some sizes. */
const endlessBehind =
  (applies: (size: number) => boolean): Change =>
  (behaviour) => {
    let given = 0;
    return inTurn(
      (changed) => ({ ...changed, readToken: (token, filter, call) => (token.startsWith("more-") ? behindAll : changed.readToken(token, filter, call)) }),
      lists((listing, { input }) => (applies(input.MaxResults ?? 100) ? { NextToken: listing.NextToken ?? `more-${String((given += 1))}` } : listing)),
    )(behaviour);
  };

const sizes: readonly Fault[] = [
  ...must(within, {
    "max-results-ignored: takes no notice of MaxResults": () => ({ pageSizeOf: () => 100 }),
    "page-one-too-long: lists one session more than MaxResults": cuts((matching, size) => fullPage(matching, size + 1)),
    "max-results-at-least-five: takes a smaller MaxResults for five": (behaviour) => ({ pageSizeOf: (input) => Math.max(5, behaviour.pageSizeOf(input)) }),
    "max-results-ignored-on-later-pages: takes no notice of MaxResults on later pages": (behaviour) => ({
      pageSizeOf: (input) => (input.NextToken === undefined ? behaviour.pageSizeOf(input) : 100),
    }),
    "sessions-not-paged: cuts Ids to MaxResults, but not Sessions": performs((call, usual) => ({
      ...usual(call),
      Sessions: call.behaviour.renderSessions([...call.store.after(0)], call),
    })),
    "max-results-with-tags-ignored: takes no notice of MaxResults in a request that filters": (behaviour) => ({
      pageSizeOf: (input) => (input.Tags === undefined ? behaviour.pageSizeOf(input) : 100),
    }),
  }),
];

const onceATag = (sessions: readonly StoredSession[]): readonly StoredSession[] => sessions.flatMap((session) => [...session.tags].map(() => session));

const repeats: readonly Fault[] = [
  ...should(once, {
    "seam-session-twice: begins a page with the last session of the page before": cuts((matching, size) => {
      const { sessions, resumeAfter } = fullPage(matching, size);
      return { sessions, resumeAfter: resumeAfter === undefined || size === 1 ? resumeAfter : sessions.at(-2)?.sequence };
    }),
    "pages-overlap-by-half: begins a page in the middle of the page before": cuts((matching, size) => {
      const { sessions, resumeAfter } = fullPage(matching, size);
      return { sessions, resumeAfter: resumeAfter === undefined ? undefined : sessions[Math.floor(size / 2)]?.sequence };
    }),
    "session-once-a-tag: lists a session once for each of its tags": (behaviour) => ({
      renderIds: (sessions, call) => behaviour.renderIds(onceATag(sessions), call),
      renderSessions: (sessions, call) => behaviour.renderSessions(onceATag(sessions), call),
    }),
    "first-session-on-every-page: lists the first session of all at the end of the last page again": lists((listing, { input, store, behaviour }) => {
      const [first] = store.after(0);
      if (input.NextToken === undefined || listing.NextToken !== undefined || first === undefined || listing.Ids.length >= behaviour.pageSizeOf(input))
        return listing;
      return { ...listing, Ids: [...listing.Ids, first.id] };
    }),
  }),
  ...must(ends, {
    "last-page-again-and-again: gives a new token for the last page on the last page": (behaviour) => {
      const starts = new Map<string, number>();
      return inTurn(
        (changed) => ({ ...changed, readToken: (token, filter, call) => starts.get(token) ?? changed.readToken(token, filter, call) }),
        lists((listing, call) => {
          const token = `again-${String(starts.size + 1)}`;
          if (listing.NextToken !== undefined) return listing;
          starts.set(
            token,
            call.input.NextToken === undefined
              ? 0
              : (starts.get(call.input.NextToken) ?? behaviour.readToken(call.input.NextToken, behaviour.filterOf(call.input), call)),
          );
          return { NextToken: token };
        }),
      )(behaviour);
    },
    "empty-pages-without-end: goes on with empty pages, each with a new token": endlessBehind(() => true),
    "empty-pages-without-end-on-small-pages: goes on with empty pages, each with a new token, where less than five sessions are asked for": endlessBehind(
      (size) => size < 5,
    ),
    "empty-page-with-its-own-token: gives an empty page behind a full last one, whose token leads to itself": cuts((matching, size) => {
      const sessions = matching.slice(0, size);
      return { sessions, resumeAfter: sessions.length === size ? sessions.at(-1)?.sequence : sessions.length === 0 ? behindAll : undefined };
    }),
  }),
];

/** Faults in the length of pages and of walks. */
export const pagingFaults: readonly Fault[] = [...sizes, ...repeats];
