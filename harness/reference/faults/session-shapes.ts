import { type Members, shows, showsMember } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";
const types = "response/types";
const integers = "response/integers";

const scalars: readonly Fault[] = [
  ...must(types, {
    "created-on-iso-date: writes CreatedOn as a date in text": showsMember("CreatedOn", (value) => new Date(Number(value) * 1000).toISOString()),
    "created-on-numeric-text: writes CreatedOn as a number in a string": showsMember("CreatedOn", String),
    "created-on-structure: writes CreatedOn as a structure of seconds and nanoseconds": showsMember("CreatedOn", (value) => ({ seconds: value, nanos: 0 })),
    "completed-on-iso-date: writes CompletedOn as a date in text": showsMember("CompletedOn", (value) => new Date(Number(value) * 1000).toISOString()),
    "execution-time-text: writes ExecutionTime as a string": showsMember("ExecutionTime", (value) => `${String(value)}s`),
    "progress-text: writes Progress as a percentage in text": showsMember("Progress", (value) => `${String(value)}%`),
    "progress-boolean: writes Progress as a boolean": showsMember("Progress", Boolean),
    "number-of-workers-text: writes NumberOfWorkers as a string": showsMember("NumberOfWorkers", String),
    "idle-timeout-text: writes IdleTimeout as a string": showsMember("IdleTimeout", String),
    "status-number: writes Status as a number": showsMember("Status", () => 1),
    "status-structure: writes Status as a structure": showsMember("Status", (Name) => ({ Name })),
    "glue-version-number: writes GlueVersion as a number": showsMember("GlueVersion", Number),
    "role-structure: writes Role as a structure": showsMember("Role", (Arn) => ({ Arn })),
    "description-list: writes Description as a list of lines": showsMember("Description", (value) => [value]),
    "worker-type-list: writes WorkerType as a list": showsMember("WorkerType", (value) => [value]),
  }),
];

const structures: readonly Fault[] = [
  ...must(types, {
    "command-name-only: writes Command as its name": showsMember("Command", (value) => (value as Members)["Name"]),
    "command-list: writes Command as a list of one structure": showsMember("Command", (value) => [value]),
    "python-version-number: writes PythonVersion as a number": showsMember("Command", (value) => ({ ...(value as Members), PythonVersion: 3 })),
    "arguments-list-of-pairs: writes DefaultArguments as a list of keys and values": showsMember("DefaultArguments", (value) =>
      Object.entries(value as Readonly<Record<string, string>>).map(([Key, Value]) => ({ Key, Value })),
    ),
    "arguments-encoded: writes DefaultArguments as JSON text": showsMember("DefaultArguments", (value) =>
      JSON.stringify(Object.entries(value as Readonly<Record<string, string>>)),
    ),
    "arguments-parsed: writes arguments that read as booleans as booleans": showsMember("DefaultArguments", (value) =>
      Object.fromEntries(Object.entries(value as Readonly<Record<string, string>>).map(([key, text]) => [key, text === "true" ? true : text])),
    ),
    "arguments-null-value: writes null among the values of DefaultArguments": showsMember("DefaultArguments", (value) =>
      Object.fromEntries(Object.keys(value as object).map((key) => [key, null])),
    ),
    "connections-flat: writes Connections as the list itself": showsMember("Connections", (value) => (value as Members)["Connections"]),
    "connections-joined: writes the names of connections as one string": showsMember("Connections", (value) => ({
      Connections: ((value as Members)["Connections"] as readonly string[]).join(","),
    })),
    "connections-of-structures: writes structures in the list of connections": showsMember("Connections", (value) => ({
      Connections: ((value as Members)["Connections"] as readonly string[]).map((Name) => ({ Name })),
    })),
    "connections-null-element: ends the list of connections with null": showsMember("Connections", (value) => ({
      Connections: [...((value as Members)["Connections"] as readonly string[]), null],
    })),
    "max-capacity-text: writes MaxCapacity as a string": shows(() => ({ MaxCapacity: "2.0" })),
    "error-message-list: writes ErrorMessage as an empty list where nothing went wrong": shows(() => ({ ErrorMessage: [] })),
    "completed-on-empty-text: writes CompletedOn as an empty string while a session runs": shows((shown) => ({ CompletedOn: "", ...shown })),
  }),
];

const values: readonly Fault[] = [
  ...must(integers, {
    "idle-timeout-fraction: shows IdleTimeout with a fraction": showsMember("IdleTimeout", (value) => Number(value) + 0.5),
    "number-of-workers-fraction: shows NumberOfWorkers with a fraction": showsMember("NumberOfWorkers", (value) => Number(value) * 1.25),
  }),
  ...should("sessions/listed-as-created", {
    "idle-timeout-in-seconds: shows IdleTimeout in seconds": showsMember("IdleTimeout", (value) => Number(value) * 60),
    "role-name-only: shows Role without its ARN": showsMember("Role", (value) => String(value).split("/").at(-1)),
    "glue-version-default: shows the newest GlueVersion, whatever a session was created with": showsMember("GlueVersion", () => "5.0"),
    "argument-dashes-dropped: shows arguments without the dashes before their names": showsMember("DefaultArguments", (value) =>
      Object.fromEntries(Object.entries(value as Readonly<Record<string, string>>).map(([key, text]) => [key.replace(/^--/u, ""), text])),
    ),
  }),
  ...should("response/session-has-id-and-status", {
    "status-missing: shows sessions without Status": showsMember("Status", () => undefined),
    "status-empty: shows an empty Status": showsMember("Status", () => ""),
    "status-in-lower-case: shows Status in lower case": showsMember("Status", (status) => String(status).toLowerCase()),
    "session-id-missing: shows sessions without Id": (behaviour) => ({
      renderSessions: (sessions, call) => sessions.map((session) => ({ ...behaviour.renderSession(session, call), Id: undefined })),
    }),
  }),
  ...should("response/omits-null-members", {
    "unset-members-null: shows members without a value as null": shows((shown) => ({ Description: null, ErrorMessage: null, CompletedOn: null, ...shown })),
  }),
];

/** Faults in the shape of the sessions in a listing. */
export const sessionShapeFaults: readonly Fault[] = [...scalars, ...structures, ...values];
