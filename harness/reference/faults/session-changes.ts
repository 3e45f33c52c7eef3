import { type Fault, should } from "./fault.ts";
import { type BehaviourChange, shows, type ShownSession } from "./change.ts";
import type { StoredSession } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";

const fixed = "sessions/unchanging-members";
const kept = "sessions/kept-when-changed";

type Operation = OperationCall["operation"];

/** Changes what is kept of a session when an operation changes it. */
const keeping =
  (operation: Operation, change: (session: StoredSession, call: OperationCall) => Partial<StoredSession>): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    replaceSession: (session, call) => behaviour.replaceSession(call.operation === operation ? { ...session, ...change(session, call) } : session, call),
  });

/** Keeps a session with settings of its own choice when an operation changes it. */
const settling = (operation: Operation, change: (settings: ShownSession) => ShownSession): BehaviourChange =>
  keeping(operation, ({ settings }) => ({ settings: change(settings) }));

const without = (settings: ShownSession, ...names: readonly string[]): ShownSession =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));

/** Shows CreatedOn as the time of the read. */
const createdNow = (when: (call: OperationCall) => boolean, unit = 1): BehaviourChange =>
  shows((shown, _session, call) => (when(call) ? { ...shown, CreatedOn: Math.floor(call.at / unit) / (1_000 / unit) } : shown));

/** Faults in what is shown of a session from one read to the next, and after it was tagged or stopped. */
export const sessionChangeFaults: readonly Fault[] = [
  should(
    "created-on-of-each-read",
    "shows each session as created when it is read",
    fixed,
    createdNow(() => true),
  ),
  should(
    "created-on-of-each-listing",
    "lists each session as created when it is listed",
    fixed,
    createdNow(({ operation }) => operation === "ListSessions"),
  ),
  should(
    "created-on-of-each-get",
    "shows a session through GetSession as created at that moment",
    fixed,
    createdNow(({ operation }) => operation === "GetSession"),
  ),
  should(
    "created-on-of-each-read-in-seconds",
    "shows each session as created in the second in which it is read",
    fixed,
    createdNow(() => true, 1_000),
  ),
  should(
    "tag-moves-created-on",
    "shows a session as created when it was tagged",
    fixed,
    keeping("TagResource", (_session, { at }) => ({ createdAt: at })),
  ),
  should(
    "untag-moves-created-on",
    "shows a session as created when it lost a tag",
    fixed,
    keeping("UntagResource", (_session, { at }) => ({ createdAt: at })),
  ),
  should(
    "stop-moves-created-on-a-little",
    "shows a session as created when it was stopped",
    fixed,
    keeping("StopSession", (_session, { at }) => ({ createdAt: at })),
  ),
  should(
    "role-of-the-service-once-stopped",
    "shows a stopped session with a role of the service",
    fixed,
    settling("StopSession", (settings) => ({ ...settings, Role: "arn:aws:iam::123456789012:role/AWSServiceRole" })),
  ),
  should(
    "command-lost-when-stopped",
    "shows a stopped session without its command",
    fixed,
    settling("StopSession", (settings) => without(settings, "Command")),
  ),
  should(
    "role-lost-when-tagged",
    "shows a session without its role once it was tagged",
    fixed,
    settling("TagResource", (settings) => without(settings, "Role")),
  ),
  should(
    "arguments-lost-when-tagged",
    "loses the arguments of a session that is tagged",
    kept,
    settling("TagResource", (settings) => without(settings, "DefaultArguments")),
  ),
  should(
    "workers-reset-when-tagged",
    "sets workers and idle time of a session to their defaults when it is tagged",
    kept,
    settling("TagResource", (settings) => ({ ...settings, NumberOfWorkers: 5, IdleTimeout: 2_880 })),
  ),
  should(
    "members-lost-when-untagged",
    "keeps no more of a session than it needs when a tag is removed",
    kept,
    settling("UntagResource", ({ Id, Role, Command }) => ({ Id, Role, Command })),
  ),
  should(
    "connections-lost-when-stopped",
    "loses the connections of a session that is stopped",
    kept,
    settling("StopSession", (settings) => without(settings, "Connections")),
  ),
  should(
    "workers-none-when-stopped",
    "shows no worker of a session that was stopped",
    kept,
    shows((shown, session) => (session.stoppedAt === undefined || shown["NumberOfWorkers"] === undefined ? shown : { ...shown, NumberOfWorkers: 0 })),
  ),
  should(
    "description-hidden-by-get-when-stopped",
    "shows no description of a stopped session through GetSession",
    kept,
    shows((shown, session, { operation }) => (session.stoppedAt === undefined || operation !== "GetSession" ? shown : without(shown, "Description"))),
  ),
  should("added-tags-lost-when-stopped", "takes from a session that is stopped the tags that it was not created with", kept, (behaviour) => {
    const first = new Map<number, ReadonlyMap<string, string>>();
    return {
      ...behaviour,
      addSession(draft, call) {
        const session = behaviour.addSession(draft, call);
        first.set(session.sequence, session.tags);
        return session;
      },
      replaceSession: (session, call) =>
        behaviour.replaceSession(call.operation === "StopSession" ? { ...session, tags: first.get(session.sequence) ?? session.tags } : session, call),
    };
  }),
];
