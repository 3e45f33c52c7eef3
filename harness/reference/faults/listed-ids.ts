import { type Fault, must, should } from "./fault.ts";
import { type BehaviourChange, changesListing } from "./change.ts";

const finds = "paging/finds-every-session";
const same = "response/ids-match-sessions";

/** Changes ids in both lists of a listing. */
const listsIds = (change: (id: string) => string): BehaviourChange =>
  changesListing((listing) => ({
    ...listing,
    Ids: listing.Ids.map(change),
    Sessions: listing.Sessions.map((session) => ({ ...session, Id: change(String(session["Id"])) })),
  }));

const leavesOut = (test: (id: string) => boolean): BehaviourChange =>
  changesListing((listing) => ({
    ...listing,
    Ids: listing.Ids.filter((id) => !test(id)),
    Sessions: listing.Sessions.filter((session) => !test(String(session["Id"]))),
  }));

/** Faults in which sessions are listed, and under which ids. */
export const listedIdFaults: readonly Fault[] = [
  must(
    "listed-ids-in-lower-case",
    "lists ids in lower case",
    finds,
    listsIds((id) => id.toLowerCase()),
  ),
  must(
    "listed-ids-cut",
    "lists the first 64 characters of ids",
    finds,
    listsIds((id) => id.slice(0, 64)),
  ),
  must(
    "listed-ids-encoded",
    "lists ids with percent signs for what an address cannot hold",
    finds,
    listsIds((id) => encodeURIComponent(id)),
  ),
  must(
    "listed-ids-behind-slash",
    "lists only the part of an id after a slash",
    finds,
    listsIds((id) => id.split("/").at(-1) ?? id),
  ),
  must(
    "ids-with-blanks-not-listed",
    "leaves sessions with a blank in their id out of listings",
    finds,
    leavesOut((id) => id.includes(" ")),
  ),
  must("described-sessions-only", "leaves sessions without a description out of listings", finds, (behaviour) => ({
    ...behaviour,
    cutPage: (candidates, matches, size) => behaviour.cutPage(candidates, (session) => matches(session) && session.settings["Description"] !== undefined, size),
  })),
  should("sessions-a-page-behind", "sends in Sessions the sessions of the page before", same, (behaviour) => {
    let before: readonly object[] = [];
    return changesListing((listing) => {
      const Sessions = before;
      before = listing.Sessions;
      return { ...listing, Sessions };
    })(behaviour);
  }),
  should(
    "sessions-on-first-page-only",
    "sends Sessions on the first page and an empty list on later ones",
    same,
    changesListing((listing, { input }) => ({ ...listing, Sessions: input.NextToken === undefined ? listing.Sessions : [] })),
  ),
];
