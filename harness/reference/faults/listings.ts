import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { type Change, lists, type Members, performs } from "./change.ts";
import { hides } from "./listing.ts";
import { type Fault, faultTable } from "./fault.ts";

const longestId = (): number => contractOf("ListSessions").response.properties["Ids"]?.items?.maxLength ?? 0;

/** Changes the list of ids. */
const idsAs = (change: (ids: readonly string[]) => unknown): Change => lists(({ Ids }) => ({ Ids: change(Ids) }));

/** Changes the list of sessions. */
const sessionsAs = (change: (sessions: readonly Members[]) => unknown): Change => lists(({ Sessions }) => ({ Sessions: change(Sessions) }));

/** Changes ids in both lists. */
const listsIds = (change: (id: string) => string): Change =>
  lists(({ Ids, Sessions }) => ({ Ids: Ids.map(change), Sessions: Sessions.map((session) => ({ ...session, Id: change(String(session["Id"])) })) }));

/** Faults in the lists of a listing: their shape, and which sessions are listed under which ids. */
export const listingFaults: readonly Fault[] = faultTable({
  "response/types": "must",
  "ids-of-structures: lists structures with an id in Ids": idsAs((ids) => ids.map((Id) => ({ Id }))),
  "ids-null-element: ends Ids with null": idsAs((ids) => [...ids, null]),
  "ids-joined: joins Ids into one string": idsAs((ids) => ids.join(",")),
  "ids-numbered: lists numbers in Ids": idsAs((ids) => ids.map((_, index) => index)),
  "ids-as-map: sends Ids as a map from position to id": idsAs((ids) => Object.fromEntries(ids.entries())),
  "sessions-as-map: sends Sessions as a map from id to session": sessionsAs((sessions) =>
    Object.fromEntries(sessions.map((session) => [session["Id"], session])),
  ),
  "sessions-of-ids: lists ids in Sessions": lists(({ Ids }) => ({ Sessions: Ids })),
  "sessions-null-element: ends Sessions with null": sessionsAs((sessions) => [...sessions, null]),
  "sessions-encoded: lists sessions as JSON text in Sessions": sessionsAs((sessions) => sessions.map((session) => JSON.stringify(session))),
  "sessions-only-one-bare: sends the session itself where Sessions has one": sessionsAs((sessions) => (sessions.length === 1 ? sessions[0] : sessions)),
  "response/ids-match-sessions": "should",
  "ids-of-arns: lists ARNs in Ids": idsAs((ids) => ids.map((id) => `arn:aws:glue:us-east-1:123456789012:session/${id}`)),
  "ids-one-too-few: leaves the last session of a page out of Ids": idsAs((ids) => ids.slice(0, -1)),
  "sessions-one-too-few: leaves the first session of a page out of Sessions": sessionsAs((sessions) => sessions.slice(1)),
  "sessions-a-page-behind: sends in Sessions the sessions of the page before": (behaviour) => {
    let before: readonly Members[] = [];
    return sessionsAs((sessions) => {
      const shown = before;
      before = sessions;
      return shown;
    })(behaviour);
  },
  "sessions-on-first-page-only: sends Sessions on the first page and an empty list on later ones": lists(({ Sessions }, { input }) => ({
    Sessions: input.NextToken === undefined ? Sessions : [],
  })),
  "response/limits": "must",
  "ids-overlong: pads ids in Ids beyond their length": idsAs((ids) => ids.map((id) => id.padEnd(longestId() + 1))),
  "ids-empty-element: ends Ids with an empty id": idsAs((ids) => [...ids, ""]),
  "ids-with-newline: ends each id in Ids with a newline": idsAs((ids) => ids.map((id) => `${id}\n`)),
  "response/both-lists": "should",
  "ids-missing: sends no Ids": idsAs(() => undefined),
  "sessions-missing: sends no Sessions": sessionsAs(() => undefined),
  "lists-missing-when-empty: leaves empty lists out": lists(({ Ids }) => (Ids.length === 0 ? { Ids: undefined, Sessions: undefined } : {})),
  "response/omits-null-members": "should",
  "lists-null-when-empty: sends null for an empty list": idsAs((ids) => (ids.length === 0 ? null : ids)),
  "paging/finds-every-session": "must",
  "listing-lower-camel: names the members of a listing ids, sessions and nextToken": performs((call, usual) => {
    const { Ids: ids, Sessions: sessions, NextToken: nextToken } = usual(call);
    return { ids, sessions, nextToken };
  }),
  "listed-ids-in-lower-case: lists ids in lower case": listsIds((id) => id.toLowerCase()),
  "listed-ids-cut: lists the first 64 characters of ids": listsIds((id) => id.slice(0, 64)),
  "listed-ids-encoded: lists ids with percent signs for what an address cannot hold": listsIds(encodeURIComponent),
  "listed-ids-behind-slash: lists only the part of an id after a slash": listsIds((id) => id.split("/").at(-1) ?? id),
  "ids-with-blanks-not-listed: leaves sessions with a blank in their id out of listings": lists(({ Ids, Sessions }) => ({
    Ids: Ids.filter((id) => !id.includes(" ")),
    Sessions: Sessions.filter(({ Id }) => !String(Id).includes(" ")),
  })),
  "described-sessions-only: leaves sessions without a description out of listings": hides(({ settings }) => settings["Description"] === undefined),
});
