import type { Fault } from "./fault.ts";
import { behindAll, cuts, fullPage, changesListing } from "./change.ts";

const finds = "paging/finds-every-session";

const capped = (most: number): Fault["apply"] =>
  changesListing((listing) => ({ ...listing, Ids: listing.Ids.slice(0, most), Sessions: listing.Sessions.slice(0, most) }));

/** Faults that lose sessions between pages. */
export const lossFaults: readonly Fault[] = [
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
      return { sessions, resumeAfter: resumeAfter === undefined ? undefined : matching[size]?.sequence };
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
    apply: changesListing((listing, { input }) =>
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
      return changesListing((listing, { input }) => {
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
    apply: changesListing((listing, { input }) => ({ ...listing, NextToken: input.MaxResults === 1 ? undefined : listing.NextToken })),
  },
  {
    name: "max-results-above-count-lists-nothing",
    title: "lists nothing where MaxResults is more than the sessions that are left",
    level: "must",
    caughtBy: finds,
    apply: cuts((matching, size) => (matching.length < size ? { sessions: [], resumeAfter: undefined } : fullPage(matching, size))),
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
