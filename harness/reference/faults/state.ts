import type { Call } from "../call.ts";
import type { Fault } from "../fault.ts";
import { type Change, lists, shows, showsMember } from "./change.ts";

const asCreated = "sessions/listed-as-created";
const asGotten = "sessions/listed-as-gotten";
const finds = "paging/finds-every-session";
const same = "response/ids-match-sessions";

/** Changes how a listing shows a member, but not how `GetSession` does. */
function listsMember(name: string, change: (value: unknown, call: Call) => unknown): Change {
  return shows((shown, _session, call) =>
    call.operation !== "ListSessions" || shown[name] === undefined ? shown : { ...shown, [name]: change(shown[name], call) },
  );
}

const life: readonly Fault[] = [
  {
    name: "deleted-session-stays",
    title: "answers DeleteSession and keeps the session",
    level: "should",
    caughtBy: "sessions/gone-after-delete",
    apply: (behaviour) => ({ ...behaviour, removeSession: () => undefined }),
  },
  {
    name: "deleted-session-listed",
    title: "lists sessions that GetSession no longer knows",
    level: "should",
    caughtBy: "sessions/gone-after-delete",
    apply: (behaviour) => {
      const gone = new Set<string>();
      return {
        ...behaviour,
        findSession: (id, call) => (gone.has(id) ? undefined : behaviour.findSession(id, call)),
        removeSession: ({ id }) => void gone.add(id),
      };
    },
  },
  {
    name: "stopped-session-ready",
    title: "shows a stopped session as READY",
    level: "should",
    caughtBy: "sessions/stop-reflected",
    apply: (behaviour) => ({ ...behaviour, statusOf: () => "READY" }),
  },
  {
    name: "stopped-session-failed",
    title: "shows a stopped session as FAILED",
    level: "should",
    caughtBy: "sessions/stop-reflected",
    apply: showsMember("Status", (status) => (status === "STOPPED" ? "FAILED" : status)),
  },
  {
    name: "stopped-session-ready-in-listings",
    title: "lists a stopped session as READY, though GetSession shows it as stopped",
    level: "should",
    caughtBy: "sessions/stop-reflected",
    apply: listsMember("Status", () => "READY"),
  },
  {
    name: "tags-of-creation",
    title: "filters by the tags that a session was created with",
    level: "should",
    caughtBy: "sessions/tags-reflected",
    apply: (behaviour) => ({ ...behaviour, addTags: (tags) => tags, removeTags: (tags) => tags }),
  },
  {
    name: "untag-ignored",
    title: "answers UntagResource and keeps the tags",
    level: "should",
    caughtBy: "sessions/tags-reflected",
    apply: (behaviour) => ({ ...behaviour, removeTags: (tags) => tags }),
  },
  {
    name: "untag-empties-values",
    title: "leaves an untagged key in place with an empty value, and matches it with any",
    level: "should",
    caughtBy: "sessions/tags-reflected",
    apply: (behaviour) => ({
      ...behaviour,
      removeTags: (tags, keys) => new Map([...tags].map(([key, value]) => [key, keys.includes(key) ? "" : value])),
      matchesPair: (tags, key, value) => tags.get(key) === value || (value !== "" && tags.get(key) === "" && key === "before"),
    }),
  },
];

const members: readonly Fault[] = [
  {
    name: "description-dropped",
    title: "shows sessions without their description",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("Description", () => undefined),
  },
  {
    name: "description-cut",
    title: "cuts descriptions to 16 characters",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("Description", (value) => String(value).slice(0, 16)),
  },
  {
    name: "arguments-dropped",
    title: "shows sessions without their arguments",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("DefaultArguments", () => new Map()),
  },
  {
    name: "arguments-first-only",
    title: "shows the first argument of a session only",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("DefaultArguments", (value) => new Map([...(value as ReadonlyMap<string, string>)].slice(0, 1))),
  },
  {
    name: "connections-first-only",
    title: "shows the first connection of a session only",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("Connections", (value) => ({ Connections: (value as { readonly Connections: readonly string[] }).Connections.slice(0, 1) })),
  },
  {
    name: "connections-reversed",
    title: "shows connections in the reverse of their order",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("Connections", (value) => ({ Connections: (value as { readonly Connections: readonly string[] }).Connections.toReversed() })),
  },
  {
    name: "security-configuration-dropped",
    title: "shows sessions without their security configuration",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("SecurityConfiguration", () => undefined),
  },
  {
    name: "number-of-workers-fixed",
    title: "shows five workers, whatever a session was created with",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("NumberOfWorkers", () => 5),
  },
  {
    name: "members-of-the-neighbour",
    title: "lists each session with the members of the next one",
    level: "should",
    caughtBy: asCreated,
    apply: lists((listing) => ({
      ...listing,
      Sessions: listing.Sessions.map((session, index) => ({ ...listing.Sessions[(index + 1) % listing.Sessions.length], Id: session["Id"] })),
    })),
  },
  {
    name: "members-of-the-last-created",
    title: "keeps the members of all sessions in one place",
    level: "should",
    caughtBy: asCreated,
    apply: (behaviour) => {
      const shared: Record<string, unknown> = {};
      return {
        ...behaviour,
        settingsOf: (input) => Object.assign(shared, behaviour.settingsOf(input)),
        renderSession: (session, call) => ({ ...behaviour.renderSession(session, call), Id: session.id }),
      };
    },
  },
  {
    name: "created-on-in-local-time",
    title: "lists CreatedOn an hour off from what GetSession shows",
    level: "should",
    caughtBy: asGotten,
    apply: listsMember("CreatedOn", (value) => Number(value) + 3600),
  },
  {
    name: "arguments-hidden-in-listings",
    title: "lists sessions with the values of their arguments hidden",
    level: "should",
    caughtBy: asGotten,
    apply: listsMember("DefaultArguments", (value) => new Map([...(value as ReadonlyMap<string, string>).keys()].map((key) => [key, "****"]))),
  },
  {
    name: "description-summary-in-listings",
    title: "lists sessions with shortened descriptions",
    level: "should",
    caughtBy: asGotten,
    apply: listsMember("Description", (value) => `${String(value).slice(0, 16)}...`),
  },
];

/** What a listing makes of ids, in both lists. */
const listsIds = (change: (id: string) => string): Change =>
  lists((listing) => ({
    ...listing,
    Ids: listing.Ids.map(change),
    Sessions: listing.Sessions.map((session) => ({ ...session, Id: change(String(session["Id"])) })),
  }));
const leavesOut = (test: (id: string) => boolean): Change =>
  lists((listing) => ({
    ...listing,
    Ids: listing.Ids.filter((id) => !test(id)),
    Sessions: listing.Sessions.filter((session) => !test(String(session["Id"]))),
  }));

const ids: readonly Fault[] = [
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
    title: "lists of an id what stands behind a slash",
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
      return lists((listing) => {
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
    apply: lists((listing, { input }) => ({ ...listing, Sessions: input.NextToken === undefined ? listing.Sessions : [] })),
  },
];

/** Faults in what happens to sessions and in how listings tell of it. */
export const stateFaults: readonly Fault[] = [...life, ...members, ...ids];
