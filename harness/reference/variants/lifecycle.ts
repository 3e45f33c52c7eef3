import { Refusal } from "../service/refusal.ts";
import { existingSession } from "../service/session-operations.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
import { type Apply, deciding, slowing } from "./changes.ts";
import { hides } from "../faults/change.ts";

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
  ...legal({
    "slow-provisioning: provisions a session for three seconds": () => ({ provisioningMs: 3_000 }),
    "slow-stop: stops a session for four seconds": () => ({ stoppingMs: 4_000 }),
    "stop-refused-while-provisioning: refuses to stop a session that is provisioned, for three seconds": () => ({
      provisioningMs: 3_000,
      isStoppable: (status) => status === "READY",
    }),
    "stopped-sessions-vanish: lists a session no more once it has stopped": hides((session, call) => call.behaviour.statusOf(session, call) === "STOPPED"),
    "delete-refused-until-stopped: refuses to delete a session that has not stopped, which takes it two seconds": [
      () => ({ stoppingMs: 2_000 }),
      deletingOnlyWhatHasEnded,
    ],
    "sessions-fail-at-once: lets every session fail as soon as it is created": () => ({ statusOf: () => "FAILED" }),
    "sessions-time-out: ends a session, and still lists it, a second after it was created": [
      ({ statusOf }) => ({
        statusOf: (session, call) => (session.stoppedAt === undefined && call.at - session.createdAt >= 1_000 ? "TIMEOUT" : statusOf(session, call)),
      }),
      { wrap: slowing(20) },
    ],
    "progress-goes-on: shows another progress, status and cost each time": (behaviour) => {
      let shown = 0;
      return {
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
    "stop-shown-next-day: shows a day later that a session was stopped": [
      ({ statusOf }) => ({
        statusOf: (session, call) =>
          call.operation === "ListSessions" && session.stoppedAt !== undefined && call.at - session.stoppedAt < day ? "READY" : statusOf(session, call),
      }),
      mayFail("sessions/stop-reflected"),
    ],
  }),
];
