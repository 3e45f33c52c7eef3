import { arnOf } from "../core/fixtures.ts";
import type { Violation } from "../core/property.ts";
import type { Passage } from "../core/script.ts";
import { changesBetween, type ViolationLog, type SessionReading, readingUntil, type ShownItem, unchanging } from "./session-reading.ts";
import { bareAgain, givenMembers, type SiblingInput, poorlyListed, type Siblings, stoppedAlong, unusualMembers } from "./sibling-sessions.ts";
import { change, poll, type ExclusiveScenario } from "../checks/exclusive-scenario.ts";
import type { PageInput } from "../checks/pagination.ts";
import { exists, thatExist } from "../checks/settled-walk.ts";

/** Ids of what is judged of sessions side by side. */
export const idOf = {
  apart: "sessions/kept-apart",
  poor: "sessions/bare-and-empty",
  fixed: "sessions/unchanging-members",
  kept: "sessions/kept-when-changed",
  firstTag: "sessions/first-and-last-tag",
  anew: "sessions/created-anew",
} as const;

const { apart, poor, fixed, kept, firstTag, anew } = idOf;

/** How long to look again for what no service has reason to show late. */
export const briefMs = 1_000;

/** How long to wait for what other properties wait for as long as the settle time: where it does not come about, nothing is judged here. */
const patientMs = 10_000;

/** What the parts of the script share. */
export interface Life {
  readonly scenario: ExclusiveScenario;
  readonly sent: () => number;
  readonly siblings: Siblings;
  /** Sessions that the target created, with what. */
  readonly made: Map<string, SiblingInput>;
  readonly findings: ViolationLog;
  /** Lists those that carry the tag that is added later. */
  readonly tag: PageInput;
}

/** Reads until a reading is as it should be, as long as `patienceMs`; at most as long as the settle time. */
export function* read(
  { scenario: { fixtures, settleMs }, sent }: Life,
  input: PageInput,
  patienceMs: number,
  isSettled: (one: SessionReading) => boolean,
): Passage<SessionReading> {
  return yield* readingUntil(input, { size: fixtures.accountSize + 20, sent, patienceMs: Math.min(patienceMs, settleMs) }, isSettled);
}

const missing = (ids: readonly string[], expected: string): readonly Violation[] =>
  ids.length === 0 ? [] : [{ code: "session-missing", pointer: "/body/Ids", expected, received: ids }];
const unexpected = (ids: readonly string[], expected: string): readonly Violation[] =>
  ids.length === 0 ? [] : [{ code: "session-unexpected", pointer: "/body/Ids", expected, received: ids }];

/** Sessions that have little are listed, with what little they have. */
export function* judgePoor({ siblings, made, findings }: Life, first: SessionReading): Passage<void> {
  const lacking = [...made.keys()].filter((id) => !first.listed.has(id));
  if (lacking.length === made.size) return;
  const unlisted = lacking.length === 0 ? [] : yield* thatExist(lacking);
  findings.add(poor, first.step, missing(unlisted, "every session that GetSession shows, however little it was created with"));
  for (const { step, violations } of poorlyListed(siblings, first)) findings.add(poor, step, violations);
}

/** Holds what is shown of sessions against what was shown of them before; `how` says what was done since, where anything was. */
export function compare(
  { made, findings }: Pick<Life, "made" | "findings">,
  ids: readonly string[],
  [before, after]: readonly [ReadonlyMap<string, ShownItem>, ReadonlyMap<string, ShownItem>],
  how: string | undefined,
): void {
  for (const id of ids) {
    const [earlier, later] = [before.get(id), after.get(id)];
    if (earlier === undefined || later === undefined) continue;
    findings.add(fixed, later.step, changesBetween(earlier, later, unchanging, how ?? "a moment ago"));
    if (how !== undefined) findings.add(kept, later.step, changesBetween(earlier, later, givenMembers(made.get(id)), how));
  }
}

/** Tags sessions, two of which had no tag until then; the ids of those that are listed by it. */
export function* taggedLater(life: Life, first: SessionReading): Passage<readonly string[]> {
  const { scenario, siblings, made, findings, tag } = life;
  const tagged: string[] = [];
  for (const { Id } of [siblings.main, siblings.otherCase, siblings.slashed])
    if (made.has(Id) && (yield* change("TagResource", { ResourceArn: arnOf(scenario.fixtures.owner, Id), TagsToAdd: tag["Tags"] }))) tagged.push(Id);
  if (tagged.length === 0) return [];
  const now = yield* read(life, tag, patientMs, ({ listed }) => tagged.every((id) => listed.has(id)));
  if (now.broken?.kind === "refused") findings.add(poor, now.step, [now.broken.violation]);
  if (now.broken !== undefined) return [];
  const strays = [...made.keys()].filter((id) => !tagged.includes(id) && now.listed.has(id));
  findings.add(apart, now.step, unexpected(strays, "no session under a tag that was added to another one, whatever their ids have in common"));
  const lost = tagged.filter((id) => !now.listed.has(id));
  // Whether added tags are found at all is judged elsewhere: the one that had a tag before shows it.
  if (now.listed.has(siblings.otherCase.Id) && (lost.length === 0 || strays.length === 0))
    findings.add(firstTag, now.step, missing(lost, "a session under the first tag that it was given, as one that had another before"));
  compare(life, tagged, [first.shown, now.shown], "and was tagged since");
  return tagged.filter((id) => now.listed.has(id));
}

/** Once a session was stopped and another lost its tags, both are as they were, and so are the others. */
export function* judgeChanged(
  life: Life,
  first: SessionReading,
  { tagged, isStopped }: { readonly tagged: readonly string[]; readonly isStopped: boolean },
): Passage<SessionReading> {
  const { siblings, made, findings } = life;
  const { main, slashed } = siblings;
  const wanted = [...made.keys()].filter((id) => id !== main.Id && first.listed.has(id));
  const others = wanted.filter((id) => id !== slashed.Id || !tagged.includes(id));
  const lacking = ({ listed }: SessionReading, ids: readonly string[]): readonly string[] => ids.filter((id) => !listed.has(id));
  const now = yield* read(life, {}, briefMs, (one) => lacking(one, wanted).length === 0 && stoppedAlong(others, first, one).length === 0);
  if (now.broken !== undefined) return now;
  const lost = lacking(now, wanted).filter((id) => !others.includes(id));
  if (tagged.includes(slashed.Id)) findings.add(firstTag, now.step, missing(lost, "a session without a filter, though it has no tag any more"));
  const done = isStopped ? "and was tagged or stopped since" : tagged.length > 0 ? "and was tagged since" : undefined;
  compare(life, [...made.keys()], [first.shown, now.shown], done);
  if (done === undefined) return now;
  findings.add(apart, now.step, missing(lacking(now, others), "sessions whose ids share parts with one that was stopped or lost its tags"));
  for (const id of isStopped ? stoppedAlong(others, first, now) : []) {
    const { pointer, step, item } = now.shown.get(id) as ShownItem;
    const expected = "the status of a session that was not stopped, though one was whose id shares parts with its own";
    findings.add(apart, step, [{ code: "value-changed", pointer: `${pointer}/Status`, expected, received: item["Status"] }]);
  }
  return now;
}

/** What a session was tagged with is not lost when it is stopped. */
export function* judgeTagOfStopped(life: Life): Passage<void> {
  const {
    siblings: { main },
    findings,
    tag,
  } = life;
  const now = yield* read(life, tag, briefMs, ({ listed }) => listed.has(main.Id));
  if (now.broken !== undefined) return;
  // It may no longer be listed at all by now.
  if (!now.listed.has(main.Id) && !(yield* read(life, {}, 0, () => true)).listed.has(main.Id)) return;
  findings.add(kept, now.step, missing(now.listed.has(main.Id) ? [] : [main.Id], "a stopped session under the tag that was added to it"));
}

/** Once a session is gone, those are left whose ids share parts with its own; whether it is gone. */
export function* judgeNeighbours(life: Life, before: SessionReading): Passage<boolean> {
  const {
    scenario,
    siblings: { main },
    made,
    findings,
  } = life;
  const wanted = [...made.keys()].filter((id) => id !== main.Id && before.listed.has(id));
  const gone = yield* read(life, {}, scenario.settleMs, ({ listed }) => !listed.has(main.Id));
  if (gone.broken !== undefined) return false;
  const lacking = wanted.filter((id) => !gone.listed.has(id));
  const again = lacking.length === 0 ? gone : yield* read(life, {}, briefMs, ({ listed }) => lacking.every((id) => listed.has(id)));
  const lost: string[] = [];
  for (const id of lacking) if (!again.listed.has(id) && !(yield* exists(id))) lost.push(id);
  findings.add(apart, again.step, missing(lost, "sessions whose ids share parts with that of one that was deleted"));
  return !gone.listed.has(main.Id);
}

/** A session that is created under the id of one that is gone has nothing of it. */
export function* judgeAnew(life: Life, { first, isTagged }: { readonly first: SessionReading; readonly isTagged: boolean }): Passage<void> {
  const { scenario, siblings, findings, tag, made } = life;
  const { Id } = siblings.main;
  // An id may not be free at once.
  if (!(yield* poll(Math.min(scenario.settleMs, briefMs), () => change("CreateSession", bareAgain(siblings))))) return;
  const now = yield* read(life, {}, scenario.settleMs, ({ listed }) => listed.has(Id));
  const [old, shown] = [first.shown.get(Id), now.shown.get(Id)];
  if (now.broken !== undefined || old === undefined || shown === undefined) return;
  const inherited = unusualMembers.filter((name) => given(made.get(Id), name) && isInherited(old, shown, name));
  const status = String(shown.item["Status"]);
  const names = [
    ...inherited,
    ...(shown.item["CreatedOn"] !== undefined && shown.item["CreatedOn"] === old.item["CreatedOn"] ? ["CreatedOn"] : []),
    ...(/^STOPP(?:ING|ED)$/u.test(status) ? ["Status"] : []),
  ];
  const expected = "nothing of the session that had this id before and was deleted";
  findings.add(
    anew,
    shown.step,
    names.map((name) => ({ code: "value-changed", pointer: `${shown.pointer}/${name}`, expected, received: shown.item[name] })),
  );
  if (!isTagged) return;
  const under = yield* read(life, tag, scenario.settleMs, ({ listed }) => !listed.has(Id));
  findings.add(anew, under.step, unexpected(under.listed.has(Id) ? [Id] : [], "no session under a tag that one of the same id had before it was deleted"));
}

const given = (input: SiblingInput | undefined, name: string): boolean => input !== undefined && givenMembers(input).includes(name);

function isInherited(old: ShownItem, shown: ShownItem, name: string): boolean {
  return changesBetween(old, shown, [name], "").length === 0 && old.item[name] !== undefined && old.item[name] !== null;
}
