import { Refusal } from "../service/refusal.ts";
import { existingSession } from "../service/session-operations.ts";
import type { Variant } from "./variant.ts";
import { type Apply, applying, deciding, hiding, slowing } from "./changes.ts";

const day = 86_400_000;

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

/** Services whose sessions live in other ways. */
export const lifecycleVariants: readonly Variant[] = [
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
    apply: applying(deciding({ stoppingMs: 2_000 }), deletingOnlyWhatHasEnded),
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
    wrap: slowing(20),
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
          return {
            ...behaviour.renderSession(session, call),
            ...(session.stoppedAt === undefined ? { Status: status } : {}),
            Progress: (shown % 100) / 100,
            ExecutionTime: shown,
            DPUSeconds: shown * 2,
          };
        },
      };
    },
  },
  {
    name: "stop-shown-next-day",
    title: "shows a day later that a session was stopped",
    mayFail: ["sessions/stop-reflected"],
    apply: deciding(({ statusOf }) => ({
      statusOf: (session, call) =>
        call.operation === "ListSessions" && session.stoppedAt !== undefined && call.at - session.stoppedAt < day ? "READY" : statusOf(session, call),
    })),
  },
];
