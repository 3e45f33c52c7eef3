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
];
