import { type Fault, must, should } from "./fault.ts";
import { shows, showsMember } from "./change.ts";

const types = "response/types";
const integers = "response/integers";
const asCreated = "sessions/listed-as-created";

type Structure = Readonly<Record<string, unknown>>;

const mistyped = (name: string, member: string, title: string, change: (value: unknown) => unknown): Fault =>
  must(name, title, types, showsMember(member, change));

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
  must(
    "max-capacity-text",
    "writes MaxCapacity as a string",
    types,
    shows((shown) => ({ ...shown, MaxCapacity: "2.0" })),
  ),
  must(
    "error-message-list",
    "writes ErrorMessage as an empty list where nothing went wrong",
    types,
    shows((shown) => ({ ...shown, ErrorMessage: [] })),
  ),
  must(
    "completed-on-empty-text",
    "writes CompletedOn as an empty string while a session runs",
    types,
    shows((shown) => ({ CompletedOn: "", ...shown })),
  ),
];

const values: readonly Fault[] = [
  must(
    "idle-timeout-fraction",
    "shows IdleTimeout with a fraction",
    integers,
    showsMember("IdleTimeout", (value) => Number(value) + 0.5),
  ),
  must(
    "number-of-workers-fraction",
    "shows NumberOfWorkers with a fraction",
    integers,
    showsMember("NumberOfWorkers", (value) => Number(value) * 1.25),
  ),
  should(
    "idle-timeout-in-seconds",
    "shows IdleTimeout in seconds",
    asCreated,
    showsMember("IdleTimeout", (value) => Number(value) * 60),
  ),
  should(
    "status-missing",
    "shows sessions without Status",
    "response/session-has-id-and-status",
    showsMember("Status", () => undefined),
  ),
  should(
    "status-empty",
    "shows an empty Status",
    "response/session-has-id-and-status",
    showsMember("Status", () => ""),
  ),
  should(
    "status-in-lower-case",
    "shows Status in lower case",
    "response/session-has-id-and-status",
    showsMember("Status", (status) => String(status).toLowerCase()),
  ),
  should("session-id-missing", "shows sessions without Id", "response/session-has-id-and-status", (behaviour) => ({
    ...behaviour,
    renderSessions: (sessions, call) => sessions.map((session) => ({ ...behaviour.renderSession(session, call), Id: undefined })),
  })),
  should(
    "unset-members-null",
    "shows members without a value as null",
    "response/omits-null-members",
    shows((shown) => ({ Description: null, ErrorMessage: null, CompletedOn: null, ...shown })),
  ),
  should(
    "role-name-only",
    "shows Role without its ARN",
    asCreated,
    showsMember("Role", (value) => String(value).split("/").at(-1)),
  ),
  should(
    "glue-version-default",
    "shows the newest GlueVersion, whatever a session was created with",
    asCreated,
    showsMember("GlueVersion", () => "5.0"),
  ),
  should(
    "argument-dashes-dropped",
    "shows arguments without the dashes before their names",
    asCreated,
    showsMember("DefaultArguments", (value) =>
      Object.fromEntries(Object.entries(value as Readonly<Record<string, string>>).map(([key, text]) => [key.replace(/^--/u, ""), text])),
    ),
  ),
];

/** Faults in the shape of the sessions in a listing. */
export const sessionShapeFaults: readonly Fault[] = [...scalars, ...structures, ...values];
