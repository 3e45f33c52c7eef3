import type { Fault } from "./fault.ts";
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
  {
    name: "listed-ids-in-lower-case",
    title: "lists ids in lower case",
    level: "must",
    caughtBy: finds,
    apply: listsIds((id) => id.toLowerCase()),
  },
  {
    name: "listed-ids-cut",
    title: "lists the first 64 characters of ids",
    level: "must",
    caughtBy: finds,
    apply: listsIds((id) => id.slice(0, 64)),
  },
  {
    name: "listed-ids-encoded",
    title: "lists ids with percent signs for what an address cannot hold",
    level: "must",
    caughtBy: finds,
    apply: listsIds((id) => encodeURIComponent(id)),
  },
  {
    name: "listed-ids-behind-slash",
    title: "lists only the part of an id after a slash",
    level: "must",
    caughtBy: finds,
    apply: listsIds((id) => id.split("/").at(-1) ?? id),
  },
  {
    name: "ids-with-blanks-not-listed",
    title: "leaves sessions with a blank in their id out of listings",
    level: "must",
    caughtBy: finds,
    apply: leavesOut((id) => id.includes(" ")),
  },
  {
    name: "described-sessions-only",
    title: "leaves sessions without a description out of listings",
    level: "must",
    caughtBy: finds,
    apply: (behaviour) => ({
      ...behaviour,
      cutPage: (candidates, matches, size) =>
        behaviour.cutPage(candidates, (session) => matches(session) && session.settings["Description"] !== undefined, size),
    }),
  },
  {
    name: "sessions-a-page-behind",
    title: "sends in Sessions the sessions of the page before",
    level: "should",
    caughtBy: same,
    apply: (behaviour) => {
      let before: readonly object[] = [];
      return changesListing((listing) => {
        const Sessions = before;
        before = listing.Sessions;
        return { ...listing, Sessions };
      })(behaviour);
    },
  },
  {
    name: "sessions-on-first-page-only",
    title: "sends Sessions on the first page and an empty list on later ones",
    level: "should",
    caughtBy: same,
    apply: changesListing((listing, { input }) => ({ ...listing, Sessions: input.NextToken === undefined ? listing.Sessions : [] })),
  },
];
