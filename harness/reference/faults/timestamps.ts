import type { Fault } from "./fault.ts";
import { shows, showsMember } from "./change.ts";

const plausible = "sessions/timestamps-plausible";
const completion = "sessions/times-of-stopped";

/** Faults in the shown times of sessions. */
export const timestampFaults: readonly Fault[] = [
  {
    name: "created-on-in-milliseconds",
    title: "shows CreatedOn in milliseconds",
    level: "should",
    caughtBy: plausible,
    apply: showsMember("CreatedOn", (value) => Number(value) * 1000),
  },
  {
    name: "created-on-zero",
    title: "shows the beginning of the epoch for CreatedOn",
    level: "should",
    caughtBy: plausible,
    apply: showsMember("CreatedOn", () => 0),
  },
  {
    name: "created-on-is-now",
    title: "shows the time of asking for CreatedOn",
    level: "should",
    caughtBy: plausible,
    apply: (behaviour) => {
      let asked = 0;
      return shows((shown, _session, { at }) => ({ ...shown, CreatedOn: at / 1000 + 60 * (asked += 1) }))(behaviour);
    },
  },
  {
    name: "completed-on-in-milliseconds",
    title: "shows CompletedOn in milliseconds",
    level: "should",
    caughtBy: completion,
    apply: showsMember("CompletedOn", (value) => Number(value) * 1000),
  },
  {
    name: "completed-on-zero",
    title: "shows the beginning of the epoch for CompletedOn",
    level: "should",
    caughtBy: completion,
    apply: showsMember("CompletedOn", () => 0),
  },
  {
    name: "execution-time-negative",
    title: "counts the time of execution backwards",
    level: "should",
    caughtBy: completion,
    apply: shows((shown, session, { at }) => ({
      ...shown,
      ...(session.stoppedAt === undefined ? {} : { ExecutionTime: (session.createdAt - at) / 1000 - 1 }),
    })),
  },
  {
    name: "execution-time-since-epoch",
    title: "counts the time of execution from the beginning of the epoch",
    level: "should",
    caughtBy: completion,
    apply: shows((shown, { stoppedAt }, { at }) => ({ ...shown, ...(stoppedAt === undefined ? {} : { ExecutionTime: at / 1000 }) })),
  },
];
