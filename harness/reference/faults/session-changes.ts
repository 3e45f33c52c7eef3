import type { StoredSession } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";
import { type Change, type Members, shows, without } from "./change.ts";
import { type Fault, should } from "./fault.ts";

const kept = "sessions/kept-when-changed";

type Operation = OperationCall["operation"];

/** Changes what is kept of a session when an operation changes it. */
const keeping =
  (operation: Operation, change: (session: StoredSession, call: OperationCall) => Partial<StoredSession>): Change =>
  (behaviour) => ({
    replaceSession: (session, call) => behaviour.replaceSession(call.operation === operation ? { ...session, ...change(session, call) } : session, call),
  });

/** Keeps a session with settings of its own choice when an operation changes it. */
const settling = (operation: Operation, change: (settings: Members) => Members): Change =>
  keeping(operation, ({ settings }) => ({ settings: change(settings) }));

/** Shows CreatedOn as the time of the read. */
const createdNow = (when: (call: OperationCall) => boolean, unit = 1): Change =>
  shows((shown, _session, call) => (when(call) ? { ...shown, CreatedOn: Math.floor(call.at / unit) / (1_000 / unit) } : shown));

/** Faults in what is shown of a session from one read to the next, and after it was tagged or stopped. */
export const sessionChangeFaults: readonly Fault[] = [
  ...should("sessions/unchanging-members", {
    "created-on-of-each-read: shows each session as created when it is read": createdNow(() => true),
    "created-on-of-each-listing: lists each session as created when it is listed": createdNow(({ operation }) => operation === "ListSessions"),
    "created-on-of-each-get: shows a session through GetSession as created at that moment": createdNow(({ operation }) => operation === "GetSession"),
    "created-on-of-each-read-in-seconds: shows each session as created in the second in which it is read": createdNow(() => true, 1_000),
    "tag-moves-created-on: shows a session as created when it was tagged": keeping("TagResource", (_session, { at }) => ({ createdAt: at })),
    "untag-moves-created-on: shows a session as created when it lost a tag": keeping("UntagResource", (_session, { at }) => ({ createdAt: at })),
    "stop-moves-created-on-a-little: shows a session as created when it was stopped": keeping("StopSession", (_session, { at }) => ({ createdAt: at })),
    "role-of-the-service-once-stopped: shows a stopped session with a role of the service": settling("StopSession", (settings) => ({
      ...settings,
      Role: "arn:aws:iam::123456789012:role/AWSServiceRole",
    })),
    "command-lost-when-stopped: shows a stopped session without its command": settling("StopSession", (settings) => without(settings, "Command")),
    "role-lost-when-tagged: shows a session without its role once it was tagged": settling("TagResource", (settings) => without(settings, "Role")),
  }),
  ...should(kept, {
    "arguments-lost-when-tagged: loses the arguments of a session that is tagged": settling("TagResource", (settings) => without(settings, "DefaultArguments")),
    "workers-reset-when-tagged: sets workers and idle time of a session to their defaults when it is tagged": settling("TagResource", (settings) => ({
      ...settings,
      NumberOfWorkers: 5,
      IdleTimeout: 2_880,
    })),
    "members-lost-when-untagged: keeps no more of a session than it needs when a tag is removed": settling("UntagResource", ({ Id, Role, Command }) => ({
      Id,
      Role,
      Command,
    })),
    "connections-lost-when-stopped: loses the connections of a session that is stopped": settling("StopSession", (settings) =>
      without(settings, "Connections"),
    ),
    "workers-none-when-stopped: shows no worker of a session that was stopped": shows((shown, session) =>
      session.stoppedAt === undefined || shown["NumberOfWorkers"] === undefined ? shown : { ...shown, NumberOfWorkers: 0 },
    ),
    "description-hidden-by-get-when-stopped: shows no description of a stopped session through GetSession": shows((_shown, { stoppedAt }, { operation }) =>
      stoppedAt === undefined || operation !== "GetSession" ? {} : { Description: undefined },
    ),
    "added-tags-lost-when-stopped: takes from a session that is stopped the tags that it was not created with": (behaviour) => {
      const first = new Map<number, ReadonlyMap<string, string>>();
      return {
        addSession(draft, call) {
          const session = behaviour.addSession(draft, call);
          first.set(session.sequence, session.tags);
          return session;
        },
        replaceSession: (session, call) =>
          behaviour.replaceSession(call.operation === "StopSession" ? { ...session, tags: first.get(session.sequence) ?? session.tags } : session, call),
      };
    },
  }),
];
