import type { Available } from "../core/fixtures.ts";
import { memberOf } from "../core/json.ts";
import { validProbe } from "../core/request.ts";
import { type Passage, send } from "../core/script.ts";
import { type PageInput, type Walk, walk } from "./pagination.ts";

/** What several walks over the same listing agree on. */
export interface WalkFindings {
  /** Wanted sessions that no walk listed, though they exist. */
  readonly missing: readonly string[];
  /** Whether sessions were missing and `GetSession` showed none of them, so that it is unknown whether they exist. */
  readonly unverified: boolean;
  /** Sessions that must not be listed and were, in every walk. */
  readonly unexpected: readonly string[];
  /** Own sessions that every walk listed more than once. */
  readonly repeated: readonly string[];
  readonly broken?: Walk["broken"];
  readonly pages: number;
  /** Sessions on the fullest page of the first walk. */
  readonly fullest: number;
  /** Why the findings do not count: a simpler request shows the same. */
  readonly explained?: string;
  /** Index of the step that shows the breach. */
  readonly step: number;
}

/**
 * Walks until the listing is as it must be, or until three more walks, each between two plain ones, have shown that it is not (fairness rule 5).
 * A missing session counts only where `GetSession` still shows it.
 */
export function* settledWalk(
  fixtures: Available,
  inputOf: (page: number) => PageInput,
  wanted: ReadonlySet<string>,
  unwanted: ReadonlySet<string>,
): Passage<WalkFindings> {
  const own = new Set(fixtures.sessions.map(({ id }) => id));
  const size = accountSizeOf(fixtures);
  const read = (one: Walk): Omit<WalkFindings, "step" | "fullest"> => ({
    unverified: false,
    missing: [...wanted].filter((id) => !one.listed.has(id)),
    unexpected: [...unwanted].filter((id) => one.listed.has(id)),
    repeated: [...one.repeated].filter((id) => own.has(id)),
    pages: one.pages.length,
    ...(one.broken === undefined ? {} : { broken: one.broken }),
  });
  const clean = (findings: Omit<WalkFindings, "step" | "fullest">): boolean =>
    findings.missing.length + findings.unexpected.length + findings.repeated.length === 0 && findings.broken === undefined;
  const first = yield* walk(inputOf, size);
  let findings = read(first);
  const shows = { step: first.steps - 1, fullest: first.pages.reduce((most, { length }) => Math.max(most, length), 0) };
  if (clean(findings) || findings.broken !== undefined) return { ...findings, ...shows };
  yield* bracketed(fixtures, function* () {
    const again = read(yield* walk(inputOf, size, "poll"));
    findings = {
      unverified: false,
      missing: findings.missing.filter((id) => again.missing.includes(id)),
      unexpected: findings.unexpected.filter((id) => again.unexpected.includes(id)),
      repeated: findings.repeated.filter((id) => again.repeated.includes(id)),
      pages: again.pages,
      ...(again.broken === undefined ? {} : { broken: again.broken }),
    };
    return clean(findings);
  });
  const shown = yield* thatExist(findings.missing);
  return { ...findings, missing: shown, unverified: findings.missing.length > 0 && shown.length === 0, ...shows };
}

/** Sessions of an account, those of the run at least. */
export function accountSizeOf({ accountSize, sessions }: Available): number {
  return Math.max(accountSize, sessions.length);
}

/**
 * Looks again, up to three times, each time between two plain walks, until nothing speaks against the target, or what does was seen while others changed
 * nothing (fairness rule 5). `again` says whether all is well.
 */
export function* bracketed(fixtures: Available, again: (attempt: number) => Passage<boolean>): Passage<void> {
  const own = new Set(fixtures.sessions.map(({ id }) => id));
  const plain = function* (): Passage<string> {
    return foreignOf(yield* walk(() => ({}), accountSizeOf(fixtures), "poll"), own);
  };
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const before = yield* plain();
    if ((yield* again(attempt)) || before === (yield* plain())) return;
  }
}

/** Why missing sessions are not held against a target that does not show them otherwise. */
export const notVerified = "GetSession does not show the sessions that the listing lacks, so it is unknown whether they exist";

/** Of sessions that a listing lacks, those that `GetSession` shows; all, once it showed three. */
export function* thatExist(ids: readonly string[]): Passage<readonly string[]> {
  const shown: string[] = [];
  for (const [index, id] of ids.entries()) {
    if (shown.length === 3) return [...shown, ...ids.slice(index)];
    if (yield* exists(id)) shown.push(id);
  }
  return shown;
}

/** The sessions of other people that a walk listed, as one text. */
function foreignOf({ listed }: Walk, own: ReadonlySet<string>): string {
  return [...listed]
    .filter((id) => !own.has(id))
    .toSorted()
    .join("\n");
}

/** Whether `GetSession` shows a session. */
export function* exists(id: string): Passage<boolean> {
  const { answer } = yield* send({ ...validProbe("GetSession", { Id: id }), expect: "either" }, "poll");
  return answer?.status === 200 && memberOf(memberOf(answer.object, "Session"), "Id") === id;
}
