import type { Fault } from "./fault.ts";
import { type BehaviourChange, changesListing, shows, showsMember } from "./change.ts";
import type { OperationCall } from "../service/decisions.ts";

const asCreated = "sessions/listed-as-created";
const asGotten = "sessions/listed-as-gotten";

/** Changes how a listing shows a member, but not how `GetSession` does. */
function listsMember(name: string, change: (value: unknown, call: OperationCall) => unknown): BehaviourChange {
  return shows((shown, _session, call) =>
    call.operation !== "ListSessions" || shown[name] === undefined ? shown : { ...shown, [name]: change(shown[name], call) },
  );
}

/** Faults in the shown values of sessions. */
export const sessionMemberFaults: readonly Fault[] = [
  {
    name: "description-dropped",
    title: "shows sessions without their description",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("Description", () => undefined),
  },
  {
    name: "max-capacity-dropped",
    title: "shows sessions without their capacity",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("MaxCapacity", () => undefined),
  },
  {
    name: "max-capacity-whole",
    title: "cuts the fraction off a capacity",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("MaxCapacity", (value) => Math.trunc(Number(value))),
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
    apply: showsMember("DefaultArguments", () => ({})),
  },
  {
    name: "arguments-first-only",
    title: "shows the first argument of a session only",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("DefaultArguments", (value) => Object.fromEntries(Object.entries(value as object).slice(0, 1))),
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
    apply: changesListing((listing) => ({
      ...listing,
      Sessions: listing.Sessions.map((session, index) => ({ ...listing.Sessions[(index + 1) % listing.Sessions.length], Id: session["Id"] })),
    })),
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
    apply: listsMember("DefaultArguments", (value) => Object.fromEntries(Object.keys(value as object).map((key) => [key, "****"]))),
  },
  {
    name: "description-summary-in-listings",
    title: "lists sessions with shortened descriptions",
    level: "should",
    caughtBy: asGotten,
    apply: listsMember("Description", (value) => `${String(value).slice(0, 16)}...`),
  },
];
