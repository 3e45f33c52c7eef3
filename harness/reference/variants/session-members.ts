import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import type { Variant } from "./variant.ts";
import { changingListing, changingResult, changingSessions, deciding, keeping, type Members, without } from "./changes.ts";

const asCreated = "sessions/listed-as-created";
const omitsNull = "response/omits-null-members";
const idAndStatus = "response/session-has-id-and-status";
const sameSet = "response/ids-match-sessions";

const sessionMembers = (): readonly string[] => Object.keys(contractOf("ListSessions").response.properties["Sessions"]?.items?.properties ?? {});

/** Services that differ in what they show of a session. */
export const sessionVariants: readonly Variant[] = [
  {
    name: "doubles-as-strings",
    title: "gives numbers that are none, and infinities, as strings",
    mayFail: [],
    apply: changingSessions((session) => ({ MaxCapacity: "Infinity", ...session, Progress: "NaN", ExecutionTime: "-Infinity", DPUSeconds: 1e-7 })),
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
    apply: changingSessions((session) => without(session, ["CreatedOn", "CompletedOn"])),
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
    apply: changingListing((page) => ({ ...page, Sessions: page.Sessions.map(keeping("Id")) })),
  },
  {
    name: "listed-without-id",
    title: "leaves the id out of the items of a listing, where Ids says it",
    mayFail: [idAndStatus, sameSet],
    apply: changingListing((page) => ({ ...page, Sessions: page.Sessions.map((session) => without(session, ["Id"])) })),
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
    apply: changingSessions((session) => ({
      __type: "Session",
      ...session,
      Arn: "arn:aws:glue:us-east-1:123456789012:session/x",
      Tags: { a: 1 },
      Spent: { Hours: [1, null] },
      constructor: 1,
    })),
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
    apply: changingSessions((session) => ({
      MaxCapacity: 2.5,
      DPUSeconds: 0,
      ExecutionTime: 0,
      ProfileName: "",
      DefaultArguments: {},
      Connections: { Connections: [] },
      Description: "",
      ...session,
    })),
  },
  {
    name: "get-shows-little",
    title: "shows no more through GetSession than id and status",
    mayFail: [],
    apply: changingResult("GetSession", ({ Session }) => ({ Session: keeping("Id", "Status")(Session as Members) })),
  },
];
