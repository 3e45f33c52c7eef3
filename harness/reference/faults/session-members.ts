import { type Fault, should } from "./fault.ts";
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
  should(
    "description-dropped",
    "shows sessions without their description",
    asCreated,
    showsMember("Description", () => undefined),
  ),
  should(
    "max-capacity-dropped",
    "shows sessions without their capacity",
    asCreated,
    showsMember("MaxCapacity", () => undefined),
  ),
  should(
    "max-capacity-whole",
    "cuts the fraction off a capacity",
    asCreated,
    showsMember("MaxCapacity", (value) => Math.trunc(Number(value))),
  ),
  should(
    "description-cut",
    "cuts descriptions to 16 characters",
    asCreated,
    showsMember("Description", (value) => String(value).slice(0, 16)),
  ),
  should(
    "arguments-dropped",
    "shows sessions without their arguments",
    asCreated,
    showsMember("DefaultArguments", () => ({})),
  ),
  should(
    "arguments-first-only",
    "shows the first argument of a session only",
    asCreated,
    showsMember("DefaultArguments", (value) => Object.fromEntries(Object.entries(value as object).slice(0, 1))),
  ),
  should(
    "connections-first-only",
    "shows the first connection of a session only",
    asCreated,
    showsMember("Connections", (value) => ({ Connections: (value as { readonly Connections: readonly string[] }).Connections.slice(0, 1) })),
  ),
  should(
    "connections-reversed",
    "shows connections in the reverse of their order",
    asCreated,
    showsMember("Connections", (value) => ({ Connections: (value as { readonly Connections: readonly string[] }).Connections.toReversed() })),
  ),
  should(
    "security-configuration-dropped",
    "shows sessions without their security configuration",
    asCreated,
    showsMember("SecurityConfiguration", () => undefined),
  ),
  should(
    "number-of-workers-fixed",
    "shows five workers, whatever a session was created with",
    asCreated,
    showsMember("NumberOfWorkers", () => 5),
  ),
  should(
    "members-of-the-neighbour",
    "lists each session with the members of the next one",
    asCreated,
    changesListing((listing) => ({
      ...listing,
      Sessions: listing.Sessions.map((session, index) => ({ ...listing.Sessions[(index + 1) % listing.Sessions.length], Id: session["Id"] })),
    })),
  ),
  should(
    "created-on-in-local-time",
    "lists CreatedOn an hour off from what GetSession shows",
    asGotten,
    listsMember("CreatedOn", (value) => Number(value) + 3600),
  ),
  should(
    "arguments-hidden-in-listings",
    "lists sessions with the values of their arguments hidden",
    asGotten,
    listsMember("DefaultArguments", (value) => Object.fromEntries(Object.keys(value as object).map((key) => [key, "****"]))),
  ),
  should(
    "description-summary-in-listings",
    "lists sessions with shortened descriptions",
    asGotten,
    listsMember("Description", (value) => `${String(value).slice(0, 16)}...`),
  ),
];
