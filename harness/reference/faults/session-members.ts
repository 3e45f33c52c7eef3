import type { OperationCall } from "../service/decisions.ts";
import { type Change, lists, shows, showsMember } from "./change.ts";
import { type Fault, should } from "./fault.ts";

/** Changes how a listing shows a member, but not how `GetSession` does. */
function listsMember(name: string, change: (value: unknown, call: OperationCall) => unknown): Change {
  return shows((shown, _session, call) =>
    call.operation !== "ListSessions" || shown[name] === undefined ? shown : { ...shown, [name]: change(shown[name], call) },
  );
}

/** Faults in the shown values of sessions. */
export const sessionMemberFaults: readonly Fault[] = [
  ...should("sessions/listed-as-created", {
    "description-dropped: shows sessions without their description": showsMember("Description", () => undefined),
    "max-capacity-dropped: shows sessions without their capacity": showsMember("MaxCapacity", () => undefined),
    "max-capacity-whole: cuts the fraction off a capacity": showsMember("MaxCapacity", (value) => Math.trunc(Number(value))),
    "description-cut: cuts descriptions to 16 characters": showsMember("Description", (value) => String(value).slice(0, 16)),
    "arguments-dropped: shows sessions without their arguments": showsMember("DefaultArguments", () => ({})),
    "arguments-first-only: shows the first argument of a session only": showsMember("DefaultArguments", (value) =>
      Object.fromEntries(Object.entries(value as object).slice(0, 1)),
    ),
    "connections-first-only: shows the first connection of a session only": showsMember("Connections", (value) => ({
      Connections: (value as { readonly Connections: readonly string[] }).Connections.slice(0, 1),
    })),
    "connections-reversed: shows connections in the reverse of their order": showsMember("Connections", (value) => ({
      Connections: (value as { readonly Connections: readonly string[] }).Connections.toReversed(),
    })),
    "security-configuration-dropped: shows sessions without their security configuration": showsMember("SecurityConfiguration", () => undefined),
    "number-of-workers-fixed: shows five workers, whatever a session was created with": showsMember("NumberOfWorkers", () => 5),
    "members-of-the-neighbour: lists each session with the members of the next one": lists((listing) => ({
      Sessions: listing.Sessions.map((session, index) => ({ ...listing.Sessions[(index + 1) % listing.Sessions.length], Id: session["Id"] })),
    })),
  }),
  ...should("sessions/listed-as-gotten", {
    "created-on-in-local-time: lists CreatedOn an hour off from what GetSession shows": listsMember("CreatedOn", (value) => Number(value) + 3600),
    "arguments-hidden-in-listings: lists sessions with the values of their arguments hidden": listsMember("DefaultArguments", (value) =>
      Object.fromEntries(Object.keys(value as object).map((key) => [key, "****"])),
    ),
    "description-summary-in-listings: lists sessions with shortened descriptions": listsMember("Description", (value) => `${String(value).slice(0, 16)}...`),
  }),
];
