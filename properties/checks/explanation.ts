import type { Available } from "../core/fixtures.ts";
import type { Judgement } from "../core/property.ts";
import { type Passage, unexercised } from "../core/script.ts";
import { type PageInputs, walk } from "./pagination.ts";
import { accountSizeOf, type WalkFindings } from "./settled-walk.ts";

/** A walk with less to it than the one that is judged, which another property judges, or another case of the same one. */
export interface SimplerWalk {
  readonly inputs: PageInputs;
  /** Whether it must list a session of the run. */
  readonly lists: (id: string) => boolean;
  /** Why nothing is shown where the simpler walk is wrong about the same sessions. */
  readonly reason: string;
}

/**
 * Keeps those findings of a walk that no simpler walk shows too, so that a failure is not reported by two properties. Nothing is sent where
 * nothing was found.
 */
export function* unexplained(findings: WalkFindings, fixtures: Available, simpler: readonly SimplerWalk[]): Passage<WalkFindings> {
  const { broken } = findings;
  // A walk that does not come to its end for another reason is judged by what it lists, and that alone.
  const breaksOff = broken?.kind === "refused" && broken.violation.code !== "token-refused";
  let missing = broken === undefined ? findings.missing : [];
  let { unexpected } = findings;
  for (const { inputs, lists, reason } of simpler) {
    if (!breaksOff && missing.length + unexpected.length === 0) return findings;
    const one = yield* walk(inputs, accountSizeOf(fixtures), "poll");
    const isRight = (id: string): boolean => one.listed.has(id) === lists(id);
    missing = missing.filter(isRight);
    unexpected = unexpected.filter(isRight);
    if (missing.length + unexpected.length === 0 && (!breaksOff || one.broken !== undefined)) return { ...findings, explained: reason };
  }
  return { ...findings, ...(broken === undefined ? { missing } : {}), unexpected };
}

/** The reason of the first simpler walk that is wrong about any session of the run, or breaks off; undefined where none is. */
export function* firstWrong(fixtures: Available, simpler: readonly SimplerWalk[]): Passage<string | undefined> {
  for (const { inputs, lists, reason } of simpler) {
    const { broken, listed } = yield* walk(inputs, accountSizeOf(fixtures), "poll");
    if (broken !== undefined || fixtures.sessions.some(({ id, plain }) => plain && listed.has(id) !== lists(id))) return reason;
  }
  return undefined;
}

/** As it was judged, or unexercised where violations were found and a simpler request, which is sent only then, shows the same. */
export function* unlessExplained(judgement: Judgement, isShownBySimpler: () => Passage<boolean>, reason: string): Passage<Judgement> {
  if (judgement.violations.length === 0 || !(yield* isShownBySimpler())) return judgement;
  const { derived } = judgement;
  return { ...unexercised(reason), ...(derived === undefined ? {} : { derived }) };
}
