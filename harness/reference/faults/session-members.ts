import { type Change, lists, listsMember, type Members, shows, showsMember } from "./change.ts";
import { type Fault, faultTable } from "./fault.ts";

/** Shows the arguments of sessions differently. */
const argumentsAs = (change: (entries: readonly (readonly [string, string])[]) => unknown): Change =>
  showsMember("DefaultArguments", (value) => change(Object.entries(value as Readonly<Record<string, string>>)));

/** Shows the names of connections differently. */
const connectionsAs = (change: (names: readonly string[]) => unknown): Change =>
  showsMember("Connections", (value) => ({ Connections: change((value as { readonly Connections: readonly string[] }).Connections) }));

const numberAs = (name: string, change: (value: number) => unknown): Change => showsMember(name, (value) => change(Number(value)));

const textAs = (name: string, change: (value: string) => unknown): Change => showsMember(name, (value) => change(String(value)));

const isoDate = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Faults in the members of the sessions that are shown. */
export const sessionMemberFaults: readonly Fault[] = faultTable({
  "response/types": "must",
  "created-on-iso-date: writes CreatedOn as a date in text": numberAs("CreatedOn", isoDate),
  "created-on-numeric-text: writes CreatedOn as a number in a string": showsMember("CreatedOn", String),
  "created-on-structure: writes CreatedOn as a structure of seconds and nanoseconds": showsMember("CreatedOn", (value) => ({ seconds: value, nanos: 0 })),
  "completed-on-iso-date: writes CompletedOn as a date in text": numberAs("CompletedOn", isoDate),
  "execution-time-text: writes ExecutionTime as a string": textAs("ExecutionTime", (value) => `${value}s`),
  "progress-text: writes Progress as a percentage in text": textAs("Progress", (value) => `${value}%`),
  "progress-boolean: writes Progress as a boolean": showsMember("Progress", Boolean),
  "number-of-workers-text: writes NumberOfWorkers as a string": showsMember("NumberOfWorkers", String),
  "idle-timeout-text: writes IdleTimeout as a string": showsMember("IdleTimeout", String),
  "status-number: writes Status as a number": showsMember("Status", () => 1),
  "status-structure: writes Status as a structure": showsMember("Status", (Name) => ({ Name })),
  "glue-version-number: writes GlueVersion as a number": showsMember("GlueVersion", Number),
  "role-structure: writes Role as a structure": showsMember("Role", (Arn) => ({ Arn })),
  "description-list: writes Description as a list of lines": showsMember("Description", (value) => [value]),
  "worker-type-list: writes WorkerType as a list": showsMember("WorkerType", (value) => [value]),
  "command-name-only: writes Command as its name": showsMember("Command", (value) => (value as Members)["Name"]),
  "command-list: writes Command as a list of one structure": showsMember("Command", (value) => [value]),
  "python-version-number: writes PythonVersion as a number": showsMember("Command", (value) => ({ ...(value as Members), PythonVersion: 3 })),
  "arguments-list-of-pairs: writes DefaultArguments as a list of keys and values": argumentsAs((entries) => entries.map(([Key, Value]) => ({ Key, Value }))),
  "arguments-encoded: writes DefaultArguments as JSON text": argumentsAs((entries) => JSON.stringify(entries)),
  "arguments-parsed: writes arguments that read as booleans as booleans": argumentsAs((entries) =>
    Object.fromEntries(entries.map(([key, text]) => [key, text === "true" ? true : text])),
  ),
  "arguments-null-value: writes null among the values of DefaultArguments": argumentsAs((entries) => Object.fromEntries(entries.map(([key]) => [key, null]))),
  "connections-flat: writes Connections as the list itself": showsMember("Connections", (value) => (value as Members)["Connections"]),
  "connections-joined: writes the names of connections as one string": connectionsAs((names) => names.join(",")),
  "connections-of-structures: writes structures in the list of connections": connectionsAs((names) => names.map((Name) => ({ Name }))),
  "connections-null-element: ends the list of connections with null": connectionsAs((names) => [...names, null]),
  "max-capacity-text: writes MaxCapacity as a string": shows(() => ({ MaxCapacity: "2.0" })),
  "error-message-list: writes ErrorMessage as an empty list where nothing went wrong": shows(() => ({ ErrorMessage: [] })),
  "completed-on-empty-text: writes CompletedOn as an empty string while a session runs": shows(({ CompletedOn = "" }) => ({ CompletedOn })),
  "response/integers": "must",
  "idle-timeout-fraction: shows IdleTimeout with a fraction": numberAs("IdleTimeout", (value) => value + 0.5),
  "number-of-workers-fraction: shows NumberOfWorkers with a fraction": numberAs("NumberOfWorkers", (value) => value * 1.25),
  "response/session-has-id-and-status": "should",
  "status-missing: shows sessions without Status": showsMember("Status", () => undefined),
  "status-empty: shows an empty Status": showsMember("Status", () => ""),
  "status-in-lower-case: shows Status in lower case": textAs("Status", (status) => status.toLowerCase()),
  "session-id-missing: shows sessions without Id": listsMember("Id", () => undefined),
  "sessions-nested: wraps each session in a member Session": lists(({ Sessions }) => ({ Sessions: Sessions.map((Session) => ({ Session })) })),
  "response/omits-null-members": "should",
  "unset-members-null: shows members without a value as null": shows(({ Description = null, ErrorMessage = null, CompletedOn = null }) => ({
    Description,
    ErrorMessage,
    CompletedOn,
  })),
  "sdk/dates-are-dates": "should",
  "created-on-in-words: shows CreatedOn as a date of HTTP": numberAs("CreatedOn", (value) => new Date(value * 1_000).toUTCString()),
  "created-on-in-parts: shows CreatedOn as seconds and nanoseconds": numberAs("CreatedOn", (value) => ({ seconds: Math.floor(value), nanos: 0 })),
  "completed-on-beyond-dates: shows the greatest number for CompletedOn of a session that is not complete": shows(({ CompletedOn = Number.MAX_VALUE }) => ({
    CompletedOn,
  })),
  "sessions/listed-as-created": "should",
  "idle-timeout-in-seconds: shows IdleTimeout in seconds": numberAs("IdleTimeout", (value) => value * 60),
  "role-name-only: shows Role without its ARN": textAs("Role", (value) => value.split("/").at(-1)),
  "glue-version-default: shows the newest GlueVersion, whatever a session was created with": showsMember("GlueVersion", () => "5.0"),
  "argument-dashes-dropped: shows arguments without the dashes before their names": argumentsAs((entries) =>
    Object.fromEntries(entries.map(([key, text]) => [key.replace(/^--/u, ""), text])),
  ),
  "description-dropped: shows sessions without their description": showsMember("Description", () => undefined),
  "max-capacity-dropped: shows sessions without their capacity": showsMember("MaxCapacity", () => undefined),
  "max-capacity-whole: cuts the fraction off a capacity": numberAs("MaxCapacity", Math.trunc),
  "description-cut: cuts descriptions to 16 characters": textAs("Description", (value) => value.slice(0, 16)),
  "arguments-dropped: shows sessions without their arguments": argumentsAs(() => ({})),
  "arguments-first-only: shows the first argument of a session only": argumentsAs((entries) => Object.fromEntries(entries.slice(0, 1))),
  "connections-first-only: shows the first connection of a session only": connectionsAs((names) => names.slice(0, 1)),
  "connections-reversed: shows connections in the reverse of their order": connectionsAs((names) => names.toReversed()),
  "security-configuration-dropped: shows sessions without their security configuration": showsMember("SecurityConfiguration", () => undefined),
  "number-of-workers-fixed: shows five workers, whatever a session was created with": showsMember("NumberOfWorkers", () => 5),
  "members-of-the-neighbour: lists each session with the members of the next one": lists(({ Sessions }) => ({
    Sessions: Sessions.map((session, index) => ({ ...Sessions[(index + 1) % Sessions.length], Id: session["Id"] })),
  })),
  "description-in-latin-one: loses the characters of a description that Latin-1 does not have": textAs("Description", (value) =>
    value.replaceAll(/[^\0-\u00FF]/gu, "?"),
  ),
  "description-decoded-twice: reads the UTF-8 of a description as Latin-1": textAs("Description", (value) => Buffer.from(value).toString("latin1")),
  "description-of-255-characters: keeps 255 characters of a description": textAs("Description", (value) => value.slice(0, 255)),
  "description-on-one-line: puts the lines of a description into one": textAs("Description", (value) => value.replaceAll(/\s+/gu, " ")),
  "arguments-fifty-at-most: keeps fifty arguments of a session": argumentsAs((entries) => Object.fromEntries(entries.slice(0, 50))),
  "sessions/listed-as-gotten": "should",
  "created-on-in-local-time: lists CreatedOn an hour off from what GetSession shows": listsMember("CreatedOn", (value) => Number(value) + 3600),
  "arguments-hidden-in-listings: lists sessions with the values of their arguments hidden": listsMember("DefaultArguments", (value) =>
    Object.fromEntries(Object.keys(value as object).map((key) => [key, "****"])),
  ),
  "description-summary-in-listings: lists sessions with shortened descriptions": listsMember("Description", (value) => `${String(value).slice(0, 16)}...`),
});
