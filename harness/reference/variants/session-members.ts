import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
import { changingListing, changingResult, changingSessions, keeping, type Members, without } from "./changes.ts";

const asCreated = "sessions/listed-as-created";
const omitsNull = "response/omits-null-members";
const idAndStatus = "response/session-has-id-and-status";
const sameSet = "response/ids-match-sessions";

const sessionMembers = (): readonly string[] => Object.keys(contractOf("ListSessions").response.properties["Sessions"]?.items?.properties ?? {});

/** Services that differ in what they show of a session. */
export const sessionVariants: readonly Variant[] = [
  ...legal({
    "doubles-as-strings: gives numbers that are none, and infinities, as strings": changingSessions((session) => ({
      MaxCapacity: "Infinity",
      ...session,
      Progress: "NaN",
      ExecutionTime: "-Infinity",
      DPUSeconds: 1e-7,
    })),
    "timestamps-with-milliseconds: gives timestamps with milliseconds": () => ({ renderTimestamp: (ms) => (ms + 123) / 1000 }),
    "timestamps-with-microseconds: gives timestamps finer than a millisecond": () => ({ renderTimestamp: (ms) => ms / 1000 + 0.123456 }),
    "no-timestamps: gives no timestamps": changingSessions((session) => without(session, ["CreatedOn", "CompletedOn"])),
    "few-members: shows no more of a session than its id and status": [changingSessions(keeping("Id", "Status")), mayFail(asCreated)],
    "listed-by-id-only: lists sessions with nothing but their ids, and shows the rest through GetSession": [
      changingListing((page) => ({ ...page, Sessions: page.Sessions.map(keeping("Id")) })),
      mayFail(asCreated, idAndStatus),
    ],
    "listed-without-id: leaves the id out of the items of a listing, where Ids says it": [
      changingListing((page) => ({ ...page, Sessions: page.Sessions.map((session) => without(session, ["Id"])) })),
      mayFail(idAndStatus, sameSet),
    ],
    "null-session-members: gives every member of a session, null where it has no value": [
      changingSessions((session) => ({ ...Object.fromEntries(sessionMembers().map((name) => [name, null])), ...session })),
      mayFail(omitsNull),
    ],
    "unknown-session-members: adds members that no page names to a session and to its parts": changingSessions((session) => ({
      __type: "Session",
      ...session,
      Arn: "arn:aws:glue:us-east-1:123456789012:session/x",
      Tags: { a: 1 },
      Spent: { Hours: [1, null] },
      constructor: 1,
    })),
    "unknown-values: uses statuses and worker types that no page lists": changingSessions((session) => ({
      ...session,
      Status: session["Status"] === "READY" ? "IDLE_WARM" : session["Status"],
      RuntimeType: "G.64X",
    })),
    "long-descriptions: describes sessions at greater length than a request may": changingSessions((session) => ({
      Description: "long \u00E9 ".repeat(1_000),
      ErrorMessage: "",
      ...session,
    })),
    "all-defaults-shown: shows what a session was not created with as defaults": changingSessions((session) => ({
      MaxCapacity: 2.5,
      DPUSeconds: 0,
      ExecutionTime: 0,
      ProfileName: "",
      DefaultArguments: {},
      Connections: { Connections: [] },
      Description: "",
      ...session,
    })),
    "get-shows-little: shows no more through GetSession than id and status": changingResult("GetSession", ({ Session }) => ({
      Session: keeping("Id", "Status")(Session as Members),
    })),
  }),
];
