import { contractOf } from "../../../spec/contracts.ts";
import type { Variant } from "../variant.ts";
import { applying, changingResult, changingSessions, deciding, type Members } from "./changes.ts";

const asCreated = "sessions/listed-as-created";
const omitsNull = "response/omits-null-members";
const bothLists = "response/both-lists";
const idAndStatus = "response/session-has-id-and-status";
const sameSet = "response/ids-match-sessions";

const keeping =
  (...names: readonly string[]) =>
  (session: Members): object =>
    Object.fromEntries(Object.entries(session).filter(([name]) => names.includes(name)));

const listing = (change: (page: Members & { readonly Ids: readonly string[]; readonly Sessions: readonly Members[] }) => object): NonNullable<Variant["apply"]> =>
  changingResult("ListSessions", (output) => change(output as never));

const emptyOnes = (page: Members): readonly string[] => Object.keys(page).filter((name) => Array.isArray(page[name]) && page[name].length === 0);
const without = (page: Members, names: readonly string[]): object => Object.fromEntries(Object.entries(page).filter(([name]) => !names.includes(name)));

const sessionMembers = (): readonly string[] => Object.keys(contractOf("ListSessions").response.properties["Sessions"]?.items?.properties ?? {});

/** What a session is shown with. */
const sessions: readonly Variant[] = [
  {
    name: "doubles-as-strings",
    title: "gives numbers that are none, and infinities, as strings",
    mayFail: [],
    apply: changingSessions((session) => ({ ...session, Progress: "NaN", MaxCapacity: "Infinity", ExecutionTime: "-Infinity", DPUSeconds: 1e-7 })),
  },
  {
    name: "timestamps-with-milliseconds",
    title: "gives timestamps with milliseconds",
    mayFail: [],
    apply: deciding({ renderTimestamp: (ms) => (ms + 123) / 1000 }),
  },
  {
    name: "timestamps-with-microseconds",
    title: "gives timestamps finer than a millisecond",
    mayFail: [],
    apply: deciding({ renderTimestamp: (ms) => ms / 1000 + 0.123456 }),
  },
  {
    name: "no-timestamps",
    title: "gives no timestamps",
    mayFail: [],
    apply: changingSessions(({ CreatedOn: _created, CompletedOn: _completed, ...session }) => session),
  },
  {
    name: "few-members",
    title: "shows no more of a session than its id and status",
    mayFail: [asCreated],
    apply: changingSessions(keeping("Id", "Status")),
  },
  {
    name: "listed-by-id-only",
    title: "lists sessions with nothing but their ids, and shows the rest through GetSession",
    mayFail: [asCreated, idAndStatus],
    apply: listing((page) => ({ ...page, Sessions: page.Sessions.map(keeping("Id")) })),
  },
  {
    name: "listed-without-id",
    title: "leaves the id out of the items of a listing, where Ids says it",
    mayFail: [idAndStatus, sameSet],
    apply: listing((page) => ({ ...page, Sessions: page.Sessions.map(({ Id: _, ...session }) => session) })),
  },
  {
    name: "null-session-members",
    title: "gives every member of a session, null where it has no value",
    mayFail: [omitsNull],
    apply: changingSessions((session) => ({ ...Object.fromEntries(sessionMembers().map((name) => [name, null])), ...session })),
  },
  {
    name: "unknown-session-members",
    title: "adds members that no page names to a session and to its parts",
    mayFail: [],
    apply: changingSessions((session) => ({ __type: "Session", ...session, Arn: "arn:aws:glue:us-east-1:123456789012:session/x", Tags: { a: 1 }, Spent: { Hours: [1, null] }, constructor: 1 })),
  },
  {
    name: "unknown-values",
    title: "uses statuses and worker types that no page lists",
    mayFail: [],
    apply: changingSessions((session) => ({ ...session, Status: session["Status"] === "READY" ? "IDLE_WARM" : session["Status"], RuntimeType: "G.64X" })),
  },
  {
    name: "long-descriptions",
    title: "describes sessions at greater length than a request may",
    mayFail: [],
    apply: changingSessions((session) => ({ Description: "long \u00E9 ".repeat(1_000), ErrorMessage: "", ...session })),
  },
  {
    name: "all-defaults-shown",
    title: "shows what a session was not created with as defaults",
    mayFail: [],
    apply: changingSessions((session) => ({ MaxCapacity: 2.5, DPUSeconds: 0, ExecutionTime: 0, ProfileName: "", DefaultArguments: {}, Connections: { Connections: [] }, Description: "", ...session })),
  },
  {
    name: "get-shows-little",
    title: "shows no more through GetSession than id and status",
    mayFail: [],
    apply: changingResult("GetSession", ({ Session }) => ({ Session: keeping("Id", "Status")(Session as Members) })),
  },
];

/** What a result is made of. */
const results: readonly Variant[] = [
  {
    name: "token-null-at-end",
    title: "says with null that there is no other page",
    mayFail: [omitsNull],
    apply: listing(({ NextToken = null, ...page }) => ({ ...page, NextToken })),
  },
  {
    name: "token-empty-at-end",
    title: "says with an empty token that there is no other page",
    mayFail: [],
    apply: listing(({ NextToken = "", ...page }) => ({ ...page, NextToken })),
  },
  {
    name: "ids-absent-when-empty",
    title: "leaves Ids out where there are none",
    mayFail: [bothLists],
    apply: listing((page) => without(page, emptyOnes(page).filter((name) => name === "Ids"))),
  },
  {
    name: "lists-absent-when-empty",
    title: "leaves out empty lists",
    mayFail: [bothLists],
    apply: listing((page) => without(page, emptyOnes(page))),
  },
  {
    name: "lists-null-when-empty",
    title: "gives null for empty lists",
    mayFail: [bothLists, omitsNull],
    apply: listing((page) => ({ ...page, ...Object.fromEntries(emptyOnes(page).map((name) => [name, null])) })),
  },
  {
    name: "ids-only",
    title: "lists sessions in Ids and never in Sessions",
    mayFail: [bothLists],
    apply: listing(({ Sessions: _, ...page }) => page),
  },
  {
    name: "sessions-only",
    title: "lists sessions in Sessions and never in Ids",
    mayFail: [bothLists],
    apply: listing(({ Ids: _, ...page }) => page),
  },
  {
    name: "unknown-result-members",
    title: "adds members that no page names to every result",
    mayFail: [],
    apply: applying(
      listing((page) => ({ ...page, __type: "ListSessionsResponse", Count: page.Ids.length, ResponseMetadata: { HTTPStatusCode: 200 }, message: "ok", code: "Success" })),
      changingResult("CreateSession", (output) => ({ ...output, Warnings: [null] })),
    ),
  },
  {
    name: "ids-in-another-order",
    title: "lists Ids in another order than Sessions",
    mayFail: [],
    apply: listing((page) => ({ ...page, Ids: page.Ids.toReversed() })),
  },
  {
    name: "create-answers-nothing",
    title: "answers CreateSession with an empty object",
    mayFail: [],
    apply: changingResult("CreateSession", () => ({})),
  },
];

/** Services that differ in what they show of a session and of a page. */
export const memberVariants: readonly Variant[] = [...sessions, ...results];
