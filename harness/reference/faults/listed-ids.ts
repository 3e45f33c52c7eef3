import { type Change, lists } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";
const finds = "paging/finds-every-session";

/** Changes ids in both lists of a listing. */
const listsIds = (change: (id: string) => string): Change =>
  lists((listing) => ({ Ids: listing.Ids.map(change), Sessions: listing.Sessions.map((session) => ({ ...session, Id: change(String(session["Id"])) })) }));

const leavesOut = (test: (id: string) => boolean): Change =>
  lists((listing) => ({ Ids: listing.Ids.filter((id) => !test(id)), Sessions: listing.Sessions.filter((session) => !test(String(session["Id"]))) }));

/** Faults in which sessions are listed, and under which ids. */
export const listedIdFaults: readonly Fault[] = [
  ...must(finds, {
    "listed-ids-in-lower-case: lists ids in lower case": listsIds((id) => id.toLowerCase()),
    "listed-ids-cut: lists the first 64 characters of ids": listsIds((id) => id.slice(0, 64)),
    "listed-ids-encoded: lists ids with percent signs for what an address cannot hold": listsIds((id) => encodeURIComponent(id)),
    "listed-ids-behind-slash: lists only the part of an id after a slash": listsIds((id) => id.split("/").at(-1) ?? id),
    "ids-with-blanks-not-listed: leaves sessions with a blank in their id out of listings": leavesOut((id) => id.includes(" ")),
    "described-sessions-only: leaves sessions without a description out of listings": (behaviour) => ({
      cutPage: (candidates, matches, size) =>
        behaviour.cutPage(candidates, (session) => matches(session) && session.settings["Description"] !== undefined, size),
    }),
  }),
  ...should("response/ids-match-sessions", {
    "sessions-a-page-behind: sends in Sessions the sessions of the page before": (behaviour) => {
      let before: readonly object[] = [];
      return lists((listing) => {
        const Sessions = before;
        before = listing.Sessions;
        return { Sessions };
      })(behaviour);
    },
    "sessions-on-first-page-only: sends Sessions on the first page and an empty list on later ones": lists((listing, { input }) => ({
      Sessions: input.NextToken === undefined ? listing.Sessions : [],
    })),
  }),
];
