import type { Fault } from "../fault.ts";
import { shows, showsMember } from "./change.ts";

const plausible = "sessions/timestamps-plausible";

/** Faults in the times that sessions are shown with. */
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
    name: "completed-before-created",
    title: "shows a stopped session as completed before it was created",
    level: "should",
    caughtBy: plausible,
    apply: showsMember("CompletedOn", (value) => Number(value) - 86_400),
  },
  {
    name: "completed-on-while-running",
    title: "shows CompletedOn of a session that is ready",
    level: "should",
    caughtBy: plausible,
    apply: shows((shown) => ({ CompletedOn: shown["CreatedOn"], ...shown })),
  },
  {
    name: "completed-on-iso-date",
    title: "writes CompletedOn as a date in text",
    level: "must",
    caughtBy: "response/types",
    apply: showsMember("CompletedOn", (value) => new Date(Number(value) * 1000).toISOString()),
  },
  {
    name: "execution-time-text",
    title: "writes ExecutionTime as a string",
    level: "must",
    caughtBy: "response/types",
    apply: showsMember("ExecutionTime", (value) => `${String(value)}s`),
  },
];
