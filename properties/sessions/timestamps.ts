import { commonInput } from "../fixtures/existing-sessions.ts";
import { memberOf } from "../core/json.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import type { ProbingProperty, Script, Violation } from "../core/property.ts";
import { unexercised } from "../core/script.ts";
import { type Walk, walk } from "../checks/pagination.ts";

/** Where the target does not tell its time, clocks of target and tester may differ by so much. */
const dayMs = 86_400_000;

/** Where it does, a run may last so long; local time that is taken for UTC is off by more. */
const nearMs = 50 * 60_000;

/** When a time can have been: not before, not after, in milliseconds since the epoch. */
export type Era = readonly [fromMs: number, toMs: number];

/** When sessions of a run can have been created, by a listing of them. */
export function eraOf({ targetTimeMs }: Walk, startedAtMs: number): Era {
  if (targetTimeMs === undefined) return [startedAtMs - dayMs, startedAtMs + dayMs];
  return [Math.min(targetTimeMs, startedAtMs) - nearMs, Math.max(targetTimeMs, startedAtMs) + nearMs];
}

/** The unit of the execution time is not documented, so it may be a thousand times its value in seconds, plus a minute. */
function isTooLong(executionTime: unknown, createdOn: number, completed: unknown): boolean {
  if (typeof executionTime !== "number" || typeof completed !== "number" || completed < createdOn) return false;
  return executionTime < 0 || executionTime > (completed - createdOn + 60) * 1_000;
}

/** What is wrong with the times of a session; `again` is the same session as listed once more. */
export function timeViolations(id: string, item: unknown, again: unknown, [fromMs, toMs]: Era): readonly Violation[] {
  const createdOn = memberOf(item, "CreatedOn");
  const completed = memberOf(item, "CompletedOn");
  if (typeof createdOn !== "number") return [];
  const violation = (member: string, expected: string, received: unknown): Violation => ({
    code: "value-changed",
    pointer: `/body/Sessions/0/${member}`,
    expected: `${expected} (session ${id})`,
    received,
  });
  const inEra = (seconds: number): boolean => fromMs <= seconds * 1_000 && seconds * 1_000 <= toMs;
  const later = memberOf(again, "CreatedOn");
  return [
    ...(inEra(createdOn) ? [] : [violation("CreatedOn", `seconds since the epoch, ${fromMs === 0 ? "not after" : "near"} the time of the run`, createdOn)]),
    ...(typeof later !== "number" || Math.abs(later - createdOn) < 1 ? [] : [violation("CreatedOn", `as the read before: ${String(createdOn)}`, later)]),
    ...(typeof completed !== "number" || (completed >= createdOn - 1 && (!inEra(createdOn) || inEra(completed)))
      ? []
      : [violation("CompletedOn", "a time near that of the run, not before the time of creation", completed)]),
    ...(isTooLong(memberOf(item, "ExecutionTime"), createdOn, completed)
      ? [violation("ExecutionTime", "no less than 0, and no more than lies between creation and completion", memberOf(item, "ExecutionTime"))]
      : []),
  ];
}

/** Properties of the times that a listing shows. */
export const timestampProperty: ProbingProperty = {
  kind: "probing",
  id: "sessions/timestamps-plausible",
  requirement: "sessions.timestamps",
  level: "should",
  title: "gives times of creation in seconds, near the time of the run, the same at each read",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) => [
      {
        id: "sessions/timestamps-plausible#sessions/all",
        *script(): Script {
          const own = new Set(fixtures.sessions.map(({ id }) => id));
          const input = commonInput(fixtures);
          const first = yield* walk(() => input, fixtures.accountSize, "property", own);
          const second = yield* walk(() => input, fixtures.accountSize, "property", own);
          const [fromMs, toMs] = eraOf(first, context.startedAtMs);
          // Given sessions may be of any age.
          const era = [fixtures.given === true ? 0 : fromMs, toMs] as const;
          const violations = [...first.items].flatMap(([id, item]) => timeViolations(id, item, second.items.get(id), era));
          return first.items.size === 0 ? unexercised("no session of the run is listed under its tag") : { violations };
        },
      },
    ]),
};
