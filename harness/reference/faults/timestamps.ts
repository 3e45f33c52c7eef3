import { shows, showsMember } from "./change.ts";
import { type Fault, should } from "./fault.ts";
const plausible = "sessions/timestamps-plausible";

/** Faults in the shown times of sessions. */
export const timestampFaults: readonly Fault[] = [
  ...should(plausible, {
    "created-on-in-milliseconds: shows CreatedOn in milliseconds": showsMember("CreatedOn", (value) => Number(value) * 1000),
    "created-on-zero: shows the beginning of the epoch for CreatedOn": showsMember("CreatedOn", () => 0),
    "created-on-is-now: shows the time of asking for CreatedOn": (behaviour) => {
      let asked = 0;
      return shows((_shown, _session, { at }) => ({ CreatedOn: at / 1000 + 60 * (asked += 1) }))(behaviour);
    },
  }),
  ...should("sessions/times-of-stopped", {
    "completed-on-in-milliseconds: shows CompletedOn in milliseconds": showsMember("CompletedOn", (value) => Number(value) * 1000),
    "completed-on-zero: shows the beginning of the epoch for CompletedOn": showsMember("CompletedOn", () => 0),
    "execution-time-negative: counts the time of execution backwards": shows((_shown, { stoppedAt, createdAt }, { at }) =>
      stoppedAt === undefined ? {} : { ExecutionTime: (createdAt - at) / 1000 - 1 },
    ),
    "execution-time-since-epoch: counts the time of execution from the beginning of the epoch": shows((_shown, { stoppedAt }, { at }) =>
      stoppedAt === undefined ? {} : { ExecutionTime: at / 1000 },
    ),
  }),
];
