import type { Fault } from "../fault.ts";
import type { StoredSession } from "../session.ts";
import { behindAll, cuts, fullPage, inTurn, lists, performs } from "./change.ts";

const finds = "paging/finds-every-session";
const ends = "paging/ends";
const within = "paging/page-within-max-results";
const once = "paging/no-session-twice";

const after = (session: StoredSession | undefined): number | undefined => session?.sequence;

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
    name: "max-results-per-page-only-first",
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

const capped = (most: number): Fault["apply"] =>
  lists((listing) => ({ ...listing, Ids: listing.Ids.slice(0, most), Sessions: listing.Sessions.slice(0, most) }));

const losses: readonly Fault[] = [
  {
    name: "page-one-too-short",
    title: "counts a session on every full page that it does not list",
    level: "must",
    caughtBy: finds,
    apply: cuts((matching, size) => {
      const { sessions, resumeAfter } = fullPage(matching, size);
      return { sessions: resumeAfter === undefined ? sessions : sessions.slice(0, -1), resumeAfter };
    }),
  },
  {
    name: "last-session-lost",
    title: "leaves out the last session of all",
    level: "must",
    caughtBy: finds,
    apply: cuts((matching, size) => fullPage(matching.slice(0, -1), size)),
  },
  {
    name: "first-session-of-later-pages-lost",
    title: "goes on behind the session with which a later page begins",
    level: "must",
    caughtBy: finds,
    apply: cuts((matching, size) => {
      const { sessions, resumeAfter } = fullPage(matching, size);
      return { sessions, resumeAfter: resumeAfter === undefined ? undefined : after(matching[size]) };
    }),
  },
  {
    name: "first-session-lost",
    title: "begins to count sessions at one",
    level: "must",
    caughtBy: finds,
    apply: (behaviour) => ({
      ...behaviour,
      sessionsAfter: (sequence, call) =>
        call.operation === "ListSessions" && sequence === 0 ? behaviour.sessionsAfter(1, call) : behaviour.sessionsAfter(sequence, call),
    }),
  },
  {
    name: "default-page-of-ten-is-all",
    title: "lists ten sessions and no token where MaxResults is absent",
    level: "must",
    caughtBy: finds,
    apply: lists((listing, { input }) =>
      input.MaxResults === undefined ? { Ids: listing.Ids.slice(0, 10), Sessions: listing.Sessions.slice(0, 10) } : listing,
    ),
  },
  {
    name: "page-of-ten-at-most",
    title: "drops from a page what is more than ten sessions",
    level: "must",
    caughtBy: finds,
    apply: capped(10),
  },
  {
    name: "page-of-twenty-at-most",
    title: "drops from a page what is more than twenty sessions",
    level: "must",
    caughtBy: finds,
    apply: capped(20),
  },
  {
    name: "page-of-twenty-five-at-most",
    title: "drops from a page what is more than 25 sessions",
    level: "must",
    caughtBy: finds,
    apply: capped(25),
  },
  {
    name: "walk-of-ten-pages-at-most",
    title: "gives no token on the tenth page",
    level: "must",
    caughtBy: finds,
    apply: (behaviour) => {
      const depths = new Map<string, number>();
      return lists((listing, { input }) => {
        const depth = (depths.get(input.NextToken ?? "") ?? 0) + 1;
        if (listing.NextToken !== undefined) depths.set(listing.NextToken, depth);
        return { ...listing, NextToken: depth >= 10 ? undefined : listing.NextToken };
      })(behaviour);
    },
  },
  {
    name: "newest-thirty-two-only",
    title: "lists the newest 32 sessions only",
    level: "must",
    caughtBy: finds,
    apply: (behaviour) => ({
      ...behaviour,
      sessionsAfter: (sequence, call) => [...behaviour.sessionsAfter(0, call)].slice(-32).filter((session) => session.sequence > sequence),
    }),
  },
  {
    name: "page-of-one-is-all",
    title: "gives no token where MaxResults is 1",
    level: "must",
    caughtBy: finds,
    apply: lists((listing, { input }) => ({ ...listing, NextToken: input.MaxResults === 1 ? undefined : listing.NextToken })),
  },
  {
    name: "max-results-above-count-lists-none",
    title: "lists nothing where MaxResults is more than there are sessions",
    level: "must",
    caughtBy: finds,
    apply: cuts((matching, size) => (size > 100 && matching.length < size ? { sessions: [], resumeAfter: undefined } : fullPage(matching, size))),
  },
  {
    name: "last-short-page-lost",
    title: "leaves out a last page that is not full",
    level: "must",
    caughtBy: finds,
    apply: cuts((matching, size) => {
      const page = fullPage(matching, size);
      return matching.length < 2 * size ? { ...page, resumeAfter: undefined } : page;
    }),
  },
  {
    name: "last-full-page-lost",
    title: "leaves out a last page that is full",
    level: "must",
    caughtBy: finds,
    apply: cuts((matching, size) => {
      const page = fullPage(matching, size);
      return matching.length === 2 * size ? { ...page, resumeAfter: undefined } : page;
    }),
  },
  {
    name: "pages-by-number",
    title: "finds a page by its number times the MaxResults of the moment",
    level: "must",
    caughtBy: "paging/page-size-may-change",
    apply: (behaviour) => ({
      ...behaviour,
      issueToken: (_position, _filter, { input }) => String(Number((input as { readonly NextToken?: string }).NextToken ?? 0) + 1),
      readToken(token, filter, call) {
        const matching = [...call.store.after(0)].filter((session) => behaviour.matchesFilter(session, filter, behaviour));
        return matching[Number(token) * behaviour.pageSizeOf(call.input as object) - 1]?.sequence ?? behindAll;
      },
    }),
  },
];

const repeats: readonly Fault[] = [
  {
    name: "seam-session-twice",
    title: "begins a page with the last session of the page before",
    level: "should",
    caughtBy: once,
    apply: cuts((matching, size) => {
      const { sessions, resumeAfter } = fullPage(matching, size);
      return { sessions, resumeAfter: resumeAfter === undefined || size === 1 ? resumeAfter : after(sessions.at(-2)) };
    }),
  },
  {
    name: "pages-overlap-by-half",
    title: "begins a page in the middle of the page before",
    level: "should",
    caughtBy: once,
    apply: cuts((matching, size) => {
      const { sessions, resumeAfter } = fullPage(matching, size);
      return { sessions, resumeAfter: resumeAfter === undefined ? undefined : after(sessions[Math.floor(size / 2)]) };
    }),
  },
  {
    name: "page-lists-sessions-twice",
    title: "lists each session of a page twice",
    level: "should",
    caughtBy: once,
    apply: (behaviour) => ({
      ...behaviour,
      renderIds: (sessions, call) => behaviour.renderIds(call.input !== undefined && sessions.length < 10 ? [...sessions, ...sessions] : sessions, call),
    }),
  },
  {
    name: "first-session-on-every-page",
    title: "lists the first session of all at the end of the last page again",
    level: "should",
    caughtBy: once,
    apply: lists((listing, { input, store, behaviour }) => {
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
        lists((listing, call) => {
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
    apply: (behaviour) => {
      let given = 0;
      return inTurn(
        (changed) => ({ ...changed, readToken: (token, filter, call) => (token.startsWith("more-") ? behindAll : changed.readToken(token, filter, call)) }),
        lists((listing) => ({ ...listing, NextToken: listing.NextToken ?? `more-${String((given += 1))}` })),
      )(behaviour);
    },
  },
  {
    name: "empty-page-with-its-own-token",
    title: "gives an empty page behind a full last one, whose token leads to itself",
    level: "must",
    caughtBy: ends,
    apply: cuts((matching, size) => {
      const sessions = matching.slice(0, size);
      return { sessions, resumeAfter: sessions.length === size ? after(sessions.at(-1)) : sessions.length === 0 ? behindAll : undefined };
    }),
  },
];

/** Faults in the arithmetic of pages. */
export const pagingFaults: readonly Fault[] = [...sizes, ...losses, ...repeats];
