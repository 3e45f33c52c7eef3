import type { Available } from "../core/fixtures.ts";
import { memberOf } from "../../spec/json.ts";
import type { Judged } from "../core/property.ts";
import { validProbe } from "../core/request.ts";
import { type Passage, send } from "../core/script.ts";
import { type PageInputs, type Walk, walk } from "./pagination.ts";

/** Derived properties that all walks judge: for walks without an end, for tokens that are refused though they were given, for sessions that are listed twice. */
export const comesToAnEnd = "paging/ends";
export const tokenIsAccepted = "paging/token-is-accepted";
export const listsOnce = "paging/no-session-twice";

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
  /** The exchange that shows the breach. */
  readonly shownBy: Judged;
}

/**
 * Walks until the listing is as it must be, or until three more walks, each between two plain ones, have shown that it is not (fairness rule 5).
 * A missing session counts only where `GetSession` still shows it.
 */
export function* settledWalk(fixtures: Available, inputs: PageInputs, wanted: Iterable<string>, unwanted: Iterable<string> = []): Passage<WalkFindings> {
  const own = new Set(fixtures.sessions.map(({ id }) => id));
  const size = accountSizeOf(fixtures);
  const first = yield* walk(inputs, size);
  const shows = { shownBy: first.last, fullest: Math.max(0, ...first.pages.map(({ length }) => length)) };
  const read = ({ listed, repeated, broken, pages }: Walk, before?: WalkFindings): WalkFindings => ({
    ...shows,
    unverified: false,
    missing: [...(before?.missing ?? wanted)].filter((id) => !listed.has(id)),
    unexpected: [...(before?.unexpected ?? unwanted)].filter((id) => listed.has(id)),
    repeated: (before?.repeated ?? [...repeated]).filter((id) => own.has(id) && repeated.has(id)),
    pages: pages.length,
    ...(broken === undefined ? {} : { broken }),
  });
  const isClean = ({ missing, unexpected, repeated, broken }: WalkFindings): boolean =>
    missing.length + unexpected.length + repeated.length === 0 && broken === undefined;
  let findings = read(first);
  if (isClean(findings) || findings.broken !== undefined) return findings;
  yield* bracketed(fixtures, function* () {
    findings = read(yield* walk(inputs, size, "poll"), findings);
    return isClean(findings);
  });
  const missing = yield* thatExist(findings.missing);
  return { ...findings, missing, unverified: findings.missing.length > 0 && missing.length === 0 };
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
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const before = yield* othersListed(accountSizeOf(fixtures), (id) => own.has(id));
    if ((yield* again(attempt)) || before === (yield* othersListed(accountSizeOf(fixtures), (id) => own.has(id)))) return;
  }
}

/** The sessions of other people that a plain walk lists, as one text. */
export function* othersListed(accountSize: number, isOwn: (id: string) => boolean): Passage<string> {
  const { listed } = yield* walk({}, accountSize, "poll");
  return [...listed]
    .filter((id) => !isOwn(id))
    .toSorted()
    .join("\n");
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

/** Whether `GetSession` shows a session. */
export function* exists(id: string): Passage<boolean> {
  const { answer } = yield* send({ ...validProbe("GetSession", { Id: id }), expect: "either" }, "poll");
  return answer?.status === 200 && memberOf(memberOf(answer.object, "Session"), "Id") === id;
}
