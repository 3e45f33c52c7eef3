import { type Fault, should } from "./fault.ts";
import { shows, showsMember } from "./change.ts";

const plausible = "sessions/timestamps-plausible";
const completion = "sessions/times-of-stopped";

/** Faults in the shown times of sessions. */
export const timestampFaults: readonly Fault[] = [
  should(
    "created-on-in-milliseconds",
    "shows CreatedOn in milliseconds",
    plausible,
    showsMember("CreatedOn", (value) => Number(value) * 1000),
  ),
  should(
    "created-on-zero",
    "shows the beginning of the epoch for CreatedOn",
    plausible,
    showsMember("CreatedOn", () => 0),
  ),
  should("created-on-is-now", "shows the time of asking for CreatedOn", plausible, (behaviour) => {
    let asked = 0;
    return shows((shown, _session, { at }) => ({ ...shown, CreatedOn: at / 1000 + 60 * (asked += 1) }))(behaviour);
  }),
  should(
    "completed-on-in-milliseconds",
    "shows CompletedOn in milliseconds",
    completion,
    showsMember("CompletedOn", (value) => Number(value) * 1000),
  ),
  should(
    "completed-on-zero",
    "shows the beginning of the epoch for CompletedOn",
    completion,
    showsMember("CompletedOn", () => 0),
  ),
  should(
    "execution-time-negative",
    "counts the time of execution backwards",
    completion,
    shows((shown, session, { at }) => ({
      ...shown,
      ...(session.stoppedAt === undefined ? {} : { ExecutionTime: (session.createdAt - at) / 1000 - 1 }),
    })),
  ),
  should(
    "execution-time-since-epoch",
    "counts the time of execution from the beginning of the epoch",
    completion,
    shows((shown, { stoppedAt }, { at }) => ({ ...shown, ...(stoppedAt === undefined ? {} : { ExecutionTime: at / 1000 }) })),
  ),
];
