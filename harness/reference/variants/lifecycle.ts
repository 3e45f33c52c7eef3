import type { Call } from "../call.ts";
import { Refusal } from "../refusal.ts";
import { existingSession } from "../session-operations.ts";
import type { StoredSession } from "../session.ts";
import type { Variant } from "../variant.ts";
import { type Apply, applying, deciding } from "./changes.ts";

const moment = 2_000;
const day = 86_400_000;

/** Leaves sessions out of listings, filtered ones only or all. */
function hiding(hides: (session: StoredSession, call: Call) => boolean): Apply {
  return deciding(({ sessionsAfter }) => ({
    *sessionsAfter(position, call) {
      for (const session of sessionsAfter(position, call)) if (!hides(session, call)) yield session;
    },
  }));
}

const isFiltered = ({ input }: Call): boolean => ((input as { Tags?: ReadonlyMap<string, string> }).Tags?.size ?? 0) > 0;

/** Keeps what is deleted for a while; `forLookUps` also where it is looked up by its id. */
function keepingDeleted(ms: number, forLookUps: boolean): Apply {
  return (behaviour) => {
    const deletedAt = new Map<number, number>();
    const isGone = ({ sequence }: StoredSession, at: number): boolean => at - (deletedAt.get(sequence) ?? Infinity) >= ms;
    return {
      ...behaviour,
      removeSession: (session, { at }) => void deletedAt.set(session.sequence, deletedAt.get(session.sequence) ?? at),
      findSession(id, call) {
        const session = behaviour.findSession(id, call);
        const isDeleted = session !== undefined && deletedAt.has(session.sequence);
        if (!isDeleted || (forLookUps && !isGone(session, call.at))) return session;
        return undefined;
      },
      *sessionsAfter(position, call) {
        for (const session of behaviour.sessionsAfter(position, call)) if (!isGone(session, call.at)) yield session;
      },
    };
  };
}

/** Lists a session by the tags that it had, for a while after they were changed. */
function indexingTagsAfter(ms: number): Apply {
  return (behaviour) => {
    const before = new Map<number, { readonly tags: StoredSession["tags"]; readonly at: number }>();
    return {
      ...behaviour,
      replaceSession(session, call) {
        const old = behaviour.findSession(session.id, call);
        const pending = before.get(session.sequence);
        const isPending = pending !== undefined && call.at - pending.at < ms;
        if (old !== undefined && old.tags !== session.tags && !isPending) before.set(session.sequence, { tags: old.tags, at: call.at });
        behaviour.replaceSession(session, call);
      },
      *sessionsAfter(position, call) {
        for (const session of behaviour.sessionsAfter(position, call)) {
          const old = before.get(session.sequence);
          yield old !== undefined && call.at - old.at < ms ? { ...session, tags: old.tags } : session;
        }
      },
    };
  };
}

const ended: ReadonlySet<string> = new Set(["STOPPED", "FAILED", "TIMEOUT"]);

const deletingOnlyWhatHasEnded: Apply = deciding(({ operations }) => ({
  operations: {
    ...operations,
    DeleteSession(call) {
      const status = call.behaviour.statusOf(existingSession(call.input.Id, call), call);
      if (!ended.has(status)) throw new Refusal("session-state", `Session ${call.input.Id} is in state ${status} and cannot be deleted`);
      return operations.DeleteSession(call);
    },
  },
}));

/** Services whose sessions come and go in other ways. */
export const lifecycleVariants: readonly Variant[] = [
  {
    name: "sessions-appear-late",
    title: "lists a session two seconds after it was created",
    mayFail: [],
    apply: hiding(({ createdAt }, { at }) => at - createdAt < moment),
  },
  {
    name: "sessions-exist-late",
    title: "knows a session by its id, and lists it, two seconds after it was created",
    mayFail: [],
    apply: applying(
      hiding(({ createdAt }, { at }) => at - createdAt < moment),
      deciding(({ findSession }) => ({
        findSession(id, call) {
          const session = findSession(id, call);
          return session === undefined || call.operation === "CreateSession" || call.at - session.createdAt >= moment ? session : undefined;
        },
      })),
    ),
  },
  {
    name: "tags-of-new-sessions-indexed-late",
    title: "lists a new session at once, and under its tags two seconds later",
    mayFail: [],
    apply: hiding(({ createdAt }, call) => isFiltered(call) && call.at - createdAt < moment),
  },
  {
    name: "tag-changes-indexed-late",
    title: "lists a session under changed tags two seconds later",
    mayFail: [],
    apply: indexingTagsAfter(moment),
  },
  {
    name: "slow-provisioning",
    title: "provisions a session for three seconds",
    mayFail: [],
    apply: deciding({ provisioningMs: 3_000 }),
  },
  {
    name: "slow-stop",
    title: "stops a session for four seconds",
    mayFail: [],
    apply: deciding({ stoppingMs: 4_000 }),
  },
  {
    name: "stop-refused-while-provisioning",
    title: "refuses to stop a session that is provisioned, for three seconds",
    mayFail: [],
    apply: deciding({ provisioningMs: 3_000, isStoppable: (status) => status === "READY" }),
  },
  {
    name: "stopped-sessions-vanish",
    title: "lists a session no more once it has stopped",
    mayFail: [],
    apply: hiding((session, call) => call.behaviour.statusOf(session, call) === "STOPPED"),
  },
  {
    name: "delete-refused-until-stopped",
    title: "refuses to delete a session that has not stopped, which takes it two seconds",
    mayFail: [],
    apply: applying(deciding({ stoppingMs: moment }), deletingOnlyWhatHasEnded),
  },
  {
    name: "slow-delete",
    title: "takes two seconds to delete a session, and shows it until then",
    mayFail: [],
    apply: keepingDeleted(moment, true),
  },
  {
    name: "deleted-sessions-listed-for-a-moment",
    title: "lists a deleted session for two seconds, and knows its id no more",
    mayFail: [],
    apply: keepingDeleted(moment, false),
  },
  {
    name: "sessions-fail-at-once",
    title: "lets every session fail as soon as it is created",
    mayFail: [],
    apply: deciding({ statusOf: () => "FAILED" }),
  },
  {
    name: "sessions-time-out",
    title: "ends a session, and still lists it, a second after it was created",
    mayFail: [],
    apply: deciding(({ statusOf }) => ({
      statusOf: (session, call) => (session.stoppedAt === undefined && call.at - session.createdAt >= 1_000 ? "TIMEOUT" : statusOf(session, call)),
    })),
  },
  {
    name: "progress-goes-on",
    title: "shows another progress, status and cost each time",
    mayFail: [],
    apply: (behaviour) => {
      let shown = 0;
      return {
        ...behaviour,
        renderSession(session, call) {
          shown += 1;
          const status = shown % 2 === 0 ? "PROVISIONING" : "READY";
          return { ...behaviour.renderSession(session, call), ...(session.stoppedAt === undefined ? { Status: status } : {}), Progress: (shown % 100) / 100, ExecutionTime: shown, DPUSeconds: shown * 2 };
        },
      };
    },
  },
  {
    name: "deleted-sessions-listed-for-a-day",
    title: "lists a deleted session for a day",
    mayFail: ["sessions/gone-after-delete", "sessions/follow-the-model"],
    apply: keepingDeleted(day, false),
  },
  {
    name: "tag-changes-indexed-next-day",
    title: "lists a session under changed tags a day later",
    mayFail: ["sessions/tags-reflected", "sessions/follow-the-model"],
    apply: indexingTagsAfter(day),
  },
  {
    name: "stop-shown-next-day",
    title: "shows a day later that a session was stopped",
    mayFail: ["sessions/stop-reflected"],
    apply: deciding(({ statusOf }) => ({
      statusOf: (session, call) => (call.operation === "ListSessions" && session.stoppedAt !== undefined && call.at - session.stoppedAt < day ? "READY" : statusOf(session, call)),
    })),
  },
];
