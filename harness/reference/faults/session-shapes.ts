import type { Fault } from "./fault.ts";
import { shows, showsMember } from "./change.ts";

const types = "response/types";
const integers = "response/integers";
const asCreated = "sessions/listed-as-created";

type Structure = Readonly<Record<string, unknown>>;

const mistyped = (name: string, member: string, title: string, change: (value: unknown) => unknown): Fault => ({
  name,
  title,
  level: "must",
  caughtBy: types,
  apply: showsMember(member, change),
});

const scalars: readonly Fault[] = [
  mistyped("created-on-iso-date", "CreatedOn", "writes CreatedOn as a date in text", (value) => new Date(Number(value) * 1000).toISOString()),
  mistyped("created-on-numeric-text", "CreatedOn", "writes CreatedOn as a number in a string", String),
  mistyped("created-on-structure", "CreatedOn", "writes CreatedOn as a structure of seconds and nanoseconds", (value) => ({ seconds: value, nanos: 0 })),
  mistyped("completed-on-iso-date", "CompletedOn", "writes CompletedOn as a date in text", (value) => new Date(Number(value) * 1000).toISOString()),
  mistyped("execution-time-text", "ExecutionTime", "writes ExecutionTime as a string", (value) => `${String(value)}s`),
  mistyped("progress-text", "Progress", "writes Progress as a percentage in text", (value) => `${String(value)}%`),
  mistyped("progress-boolean", "Progress", "writes Progress as a boolean", Boolean),
  mistyped("number-of-workers-text", "NumberOfWorkers", "writes NumberOfWorkers as a string", String),
  mistyped("idle-timeout-text", "IdleTimeout", "writes IdleTimeout as a string", String),
  mistyped("status-number", "Status", "writes Status as a number", () => 1),
  mistyped("status-structure", "Status", "writes Status as a structure", (Name) => ({ Name })),
  mistyped("glue-version-number", "GlueVersion", "writes GlueVersion as a number", Number),
  mistyped("role-structure", "Role", "writes Role as a structure", (Arn) => ({ Arn })),
  mistyped("description-list", "Description", "writes Description as a list of lines", (value) => [value]),
  mistyped("worker-type-list", "WorkerType", "writes WorkerType as a list", (value) => [value]),
];

const structures: readonly Fault[] = [
  mistyped("command-name-only", "Command", "writes Command as its name", (value) => (value as Structure)["Name"]),
  mistyped("command-list", "Command", "writes Command as a list of one structure", (value) => [value]),
  mistyped("python-version-number", "Command", "writes PythonVersion as a number", (value) => ({ ...(value as Structure), PythonVersion: 3 })),
  mistyped("arguments-list-of-pairs", "DefaultArguments", "writes DefaultArguments as a list of keys and values", (value) =>
    Object.entries(value as Readonly<Record<string, string>>).map(([Key, Value]) => ({ Key, Value })),
  ),
  mistyped("arguments-encoded", "DefaultArguments", "writes DefaultArguments as JSON text", (value) =>
    JSON.stringify(Object.entries(value as Readonly<Record<string, string>>)),
  ),
  mistyped("arguments-parsed", "DefaultArguments", "writes arguments that read as booleans as booleans", (value) =>
    Object.fromEntries(Object.entries(value as Readonly<Record<string, string>>).map(([key, text]) => [key, text === "true" ? true : text])),
  ),
  mistyped("arguments-null-value", "DefaultArguments", "writes null among the values of DefaultArguments", (value) =>
    Object.fromEntries(Object.keys(value as object).map((key) => [key, null])),
  ),
  mistyped("connections-flat", "Connections", "writes Connections as the list itself", (value) => (value as Structure)["Connections"]),
  mistyped("connections-joined", "Connections", "writes the names of connections as one string", (value) => ({
    Connections: ((value as Structure)["Connections"] as readonly string[]).join(","),
  })),
  mistyped("connections-of-structures", "Connections", "writes structures in the list of connections", (value) => ({
    Connections: ((value as Structure)["Connections"] as readonly string[]).map((Name) => ({ Name })),
  })),
  mistyped("connections-null-element", "Connections", "ends the list of connections with null", (value) => ({
    Connections: [...((value as Structure)["Connections"] as readonly string[]), null],
  })),
  {
    name: "max-capacity-text",
    title: "writes MaxCapacity as a string",
    level: "must",
    caughtBy: types,
    apply: shows((shown) => ({ ...shown, MaxCapacity: "2.0" })),
  },
  {
    name: "error-message-list",
    title: "writes ErrorMessage as an empty list where nothing went wrong",
    level: "must",
    caughtBy: types,
    apply: shows((shown) => ({ ...shown, ErrorMessage: [] })),
  },
  {
    name: "completed-on-empty-text",
    title: "writes CompletedOn as an empty string while a session runs",
    level: "must",
    caughtBy: types,
    apply: shows((shown) => ({ CompletedOn: "", ...shown })),
  },
];

const values: readonly Fault[] = [
  {
    name: "idle-timeout-fraction",
    title: "shows IdleTimeout with a fraction",
    level: "must",
    caughtBy: integers,
    apply: showsMember("IdleTimeout", (value) => Number(value) + 0.5),
  },
  {
    name: "number-of-workers-fraction",
    title: "shows NumberOfWorkers with a fraction",
    level: "must",
    caughtBy: integers,
    apply: showsMember("NumberOfWorkers", (value) => Number(value) * 1.25),
  },
  {
    name: "idle-timeout-in-seconds",
    title: "shows IdleTimeout in seconds",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("IdleTimeout", (value) => Number(value) * 60),
  },
  {
    name: "status-missing",
    title: "shows sessions without Status",
    level: "should",
    caughtBy: "response/session-has-id-and-status",
    apply: showsMember("Status", () => undefined),
  },
  {
    name: "status-empty",
    title: "shows an empty Status",
    level: "should",
    caughtBy: "response/session-has-id-and-status",
    apply: showsMember("Status", () => ""),
  },
  {
    name: "status-in-lower-case",
    title: "shows Status in lower case",
    level: "should",
    caughtBy: "response/session-has-id-and-status",
    apply: showsMember("Status", (status) => String(status).toLowerCase()),
  },
  {
    name: "session-id-missing",
    title: "shows sessions without Id",
    level: "should",
    caughtBy: "response/session-has-id-and-status",
    apply: (behaviour) => ({
      ...behaviour,
      renderSessions: (sessions, call) => sessions.map((session) => ({ ...behaviour.renderSession(session, call), Id: undefined })),
    }),
  },
  {
    name: "unset-members-null",
    title: "shows members without a value as null",
    level: "should",
    caughtBy: "response/omits-null-members",
    apply: shows((shown) => ({ Description: null, ErrorMessage: null, CompletedOn: null, ...shown })),
  },
  {
    name: "role-name-only",
    title: "shows Role without its ARN",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("Role", (value) => String(value).split("/").at(-1)),
  },
  {
    name: "glue-version-default",
    title: "shows the newest GlueVersion, whatever a session was created with",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("GlueVersion", () => "5.0"),
  },
  {
    name: "argument-dashes-dropped",
    title: "shows arguments without the dashes before their names",
    level: "should",
    caughtBy: asCreated,
    apply: showsMember("DefaultArguments", (value) =>
      Object.fromEntries(Object.entries(value as Readonly<Record<string, string>>).map(([key, text]) => [key.replace(/^--/u, ""), text])),
    ),
  },
];

/** Faults in the shape of the sessions in a listing. */
export const sessionShapeFaults: readonly Fault[] = [...scalars, ...structures, ...values];
