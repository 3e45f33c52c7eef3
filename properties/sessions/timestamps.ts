import { type Walk, walk } from "../checks/pagination.ts";
import type { Available } from "../core/fixtures.ts";
import type { Script, Violation } from "../core/property.ts";
import { unexercised } from "../core/script.ts";
import { commonInput } from "../fixtures/existing-sessions.ts";

/** Where the target does not tell its time, clocks of target and tester may differ by so much. */
const dayMs = 86_400_000;

/** Where it does, a run may last so long; local time that is taken for UTC is off by more. */
const nearMs = 50 * 60_000;

/** When a time can have been: not before, not after, in milliseconds since the epoch. */
export type Era = readonly [fromMs: number, toMs: number];

/** When sessions of a run can have been created, by a listing of them. */
export function eraOf({ targetTimeMs }: Pick<Walk, "targetTimeMs">, startedAtMs: number): Era {
  if (targetTimeMs === undefined) return [startedAtMs - dayMs, startedAtMs + dayMs];
  return [Math.min(targetTimeMs, startedAtMs) - nearMs, Math.max(targetTimeMs, startedAtMs) + nearMs];
}

type Item = Readonly<Record<string, unknown>>;

/** What is wrong with the times of a session; `again` is the same session as listed once more. */
export function timeViolations(id: string, item: Item, again: Item | undefined, [fromMs, toMs]: Era): readonly Violation[] {
  const { CreatedOn: created, CompletedOn: completed, ExecutionTime: executionTime } = item;
  if (typeof created !== "number") return [];
  const { CreatedOn: later } = again ?? {};
  const inEra = (seconds: number): boolean => fromMs <= seconds * 1_000 && seconds * 1_000 <= toMs;
  const isCompletedLate = typeof completed !== "number" || (completed >= created - 1 && (!inEra(created) || inEra(completed)));
  // The unit of the execution time is not documented, so it may be a thousand times its value in seconds, plus a minute.
  const isTooLong =
    typeof executionTime === "number" &&
    typeof completed === "number" &&
    completed >= created &&
    (executionTime < 0 || executionTime > (completed - created + 60) * 1_000);
  const rows: readonly (readonly [holds: boolean, member: string, expected: string, received: unknown])[] = [
    [inEra(created), "CreatedOn", `seconds since the epoch, ${fromMs === 0 ? "not after" : "near"} the time of the run`, created],
    [typeof later !== "number" || Math.abs(later - created) < 1, "CreatedOn", `as the read before: ${String(created)}`, later],
    [isCompletedLate, "CompletedOn", "a time near that of the run, not before the time of creation", completed],
    [!isTooLong, "ExecutionTime", "no less than 0, and no more than lies between creation and completion", executionTime],
  ];
  return rows
    .filter(([holds]) => !holds)
    .map(([, member, expected, received]) => ({
      code: "value-changed",
      pointer: `/body/Sessions/0/${member}`,
      expected: `${expected} (session ${id})`,
      received,
    }));
}

/** Judges the times that two listings show of the sessions of the run. */
export function* timestampScript(fixtures: Available, startedAtMs: number): Script {
  const own = new Set(fixtures.sessions.map(({ id }) => id));
  const first = yield* walk(commonInput(fixtures), fixtures.accountSize, "property", own);
  const second = yield* walk(commonInput(fixtures), fixtures.accountSize, "property", own);
  const [fromMs, toMs] = eraOf(first, startedAtMs);
  // Given sessions may be of any age.
  const era = [fixtures.given === true ? 0 : fromMs, toMs] as const;
  const violations = [...first.shown].flatMap(([id, { item }]) => timeViolations(id, item, second.shown.get(id)?.item, era));
  return first.shown.size === 0 ? unexercised("no session of the run is listed under its tag") : { violations };
}
