import { type Fault, must } from "./fault.ts";
import { behindAll, cuts, fullPage, changesListing } from "./change.ts";

const finds = "paging/finds-every-session";

const capped = (most: number): Fault["apply"] =>
  changesListing((listing) => ({ ...listing, Ids: listing.Ids.slice(0, most), Sessions: listing.Sessions.slice(0, most) }));

/** Faults that lose sessions between pages. */
export const lossFaults: readonly Fault[] = [
  must(
    "page-one-too-short",
    "counts a session on every full page that it does not list",
    finds,
    cuts((matching, size) => {
      const { sessions, resumeAfter } = fullPage(matching, size);
      return { sessions: resumeAfter === undefined ? sessions : sessions.slice(0, -1), resumeAfter };
    }),
  ),
  must(
    "last-session-lost",
    "leaves out the last session of all",
    finds,
    cuts((matching, size) => fullPage(matching.slice(0, -1), size)),
  ),
  must(
    "first-session-of-later-pages-lost",
    "goes on behind the session with which a later page begins",
    finds,
    cuts((matching, size) => {
      const { sessions, resumeAfter } = fullPage(matching, size);
      return { sessions, resumeAfter: resumeAfter === undefined ? undefined : matching[size]?.sequence };
    }),
  ),
  must("first-session-lost", "begins to count sessions at one", finds, (behaviour) => ({
    ...behaviour,
    sessionsAfter: (sequence, call) =>
      call.operation === "ListSessions" && sequence === 0 ? behaviour.sessionsAfter(1, call) : behaviour.sessionsAfter(sequence, call),
  })),
  must(
    "default-page-of-ten-is-all",
    "lists ten sessions and no token where MaxResults is absent",
    finds,
    changesListing((listing, { input }) =>
      input.MaxResults === undefined ? { Ids: listing.Ids.slice(0, 10), Sessions: listing.Sessions.slice(0, 10) } : listing,
    ),
  ),
  must("page-of-ten-at-most", "drops from a page what is more than ten sessions", finds, capped(10)),
  must("page-of-twenty-at-most", "drops from a page what is more than twenty sessions", finds, capped(20)),
  must("page-of-twenty-five-at-most", "drops from a page what is more than 25 sessions", finds, capped(25)),
  must("walk-of-ten-pages-at-most", "gives no token on the tenth page", finds, (behaviour) => {
    const depths = new Map<string, number>();
    return changesListing((listing, { input }) => {
      const depth = (depths.get(input.NextToken ?? "") ?? 0) + 1;
      if (listing.NextToken !== undefined) depths.set(listing.NextToken, depth);
      return { ...listing, NextToken: depth >= 10 ? undefined : listing.NextToken };
    })(behaviour);
  }),
  must("newest-thirty-two-only", "lists the newest 32 sessions only", finds, (behaviour) => ({
    ...behaviour,
    sessionsAfter: (sequence, call) => [...behaviour.sessionsAfter(0, call)].slice(-32).filter((session) => session.sequence > sequence),
  })),
  must(
    "page-of-one-is-all",
    "gives no token where MaxResults is 1",
    finds,
    changesListing((listing, { input }) => ({ ...listing, NextToken: input.MaxResults === 1 ? undefined : listing.NextToken })),
  ),
  must(
    "max-results-above-count-lists-nothing",
    "lists nothing where MaxResults is more than the sessions that are left",
    finds,
    cuts((matching, size) => (matching.length < size ? { sessions: [], resumeAfter: undefined } : fullPage(matching, size))),
  ),
  must(
    "last-short-page-lost",
    "leaves out a last page that is not full",
    finds,
    cuts((matching, size) => {
      const page = fullPage(matching, size);
      return matching.length < 2 * size ? { ...page, resumeAfter: undefined } : page;
    }),
  ),
  must(
    "last-full-page-lost",
    "leaves out a last page that is full",
    finds,
    cuts((matching, size) => {
      const page = fullPage(matching, size);
      return matching.length === 2 * size ? { ...page, resumeAfter: undefined } : page;
    }),
  ),
  must("pages-by-number", "finds a page by its number times the MaxResults of the moment", "paging/page-size-may-change", (behaviour) => ({
    ...behaviour,
    issueToken: (_position, _filter, { input }) => String(Number((input as { readonly NextToken?: string }).NextToken ?? 0) + 1),
    readToken(token, filter, call) {
      const matching = [...call.store.after(0)].filter((session) => behaviour.matchesFilter(session, filter, behaviour));
      return matching[Number(token) * behaviour.pageSizeOf(call.input as object) - 1]?.sequence ?? behindAll;
    },
  })),
];
