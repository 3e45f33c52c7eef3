import { change, type ExclusiveScenario, poll } from "../checks/exclusive-scenario.ts";
import type { PageInput, ShownItem, Walk } from "../checks/pagination.ts";
import { exists, thatExist } from "../checks/settled-walk.ts";
import { arnOf } from "../core/fixtures.ts";
import type { Passage } from "../core/script.ts";
import { briefMs, changedMember, changesBetween, isStopping, listingBreach, readingUntil, unchanging, type ViolationLog } from "./session-reading.ts";
import { givenMembers, poorlyListed, type SiblingInput, type Siblings, stoppedAlong, unusualMembers } from "./sibling-sessions.ts";

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

/** How long to wait for what other properties wait for as long as the settle time: where it does not come about, nothing is judged here. */
const patientMs = 10_000;

/** What the parts of the script share. */
export interface Life {
  readonly scenario: ExclusiveScenario;
  readonly siblings: Siblings;
  /** Sessions that the target created, with what. */
  readonly made: Map<string, SiblingInput>;
  readonly findings: ViolationLog;
  /** Lists those that carry the tag that is added later. */
  readonly tag: PageInput;
}

const lackingIn = ({ listed }: Walk, ids: readonly string[]): readonly string[] => ids.filter((id) => !listed.has(id));

const missing = (ids: readonly string[], expected: string): ReturnType<typeof listingBreach> => listingBreach("session-missing", ids, expected);
const unexpected = (ids: readonly string[], expected: string): ReturnType<typeof listingBreach> => listingBreach("session-unexpected", ids, expected);

/** Sessions that have little are listed, with what little they have. */
export function* judgePoor({ siblings, made, findings }: Life, first: Walk): Passage<void> {
  const lacking = lackingIn(first, [...made.keys()]);
  if (lacking.length === made.size) return;
  findings.add(poor, first.last, missing(yield* thatExist(lacking), "every session that GetSession shows, however little it was created with"));
  for (const [{ exchange }, violations] of poorlyListed(siblings, first)) findings.add(poor, exchange, violations);
}

/** Holds what is shown of sessions against what was shown of them before; `how` says what was done since, where anything was. */
export function compare(
  { made, findings }: Pick<Life, "made" | "findings">,
  ids: readonly string[],
  [before, after]: readonly [Walk["shown"], Walk["shown"]],
  how: string | undefined,
): void {
  for (const id of ids) {
    const [earlier, later] = [before.get(id), after.get(id)];
    if (earlier === undefined || later === undefined) continue;
    findings.add(fixed, later.exchange, changesBetween(earlier, later, unchanging, how ?? "a moment ago"));
    if (how !== undefined) findings.add(kept, later.exchange, changesBetween(earlier, later, givenMembers(made.get(id)), how));
  }
}

/** Tags sessions, two of which had no tag until then; the ids of those that are listed by it. */
export function* taggedLater(life: Life, first: Walk): Passage<readonly string[]> {
  const { scenario, siblings, made, findings, tag } = life;
  const tagged: string[] = [];
  for (const { Id } of [siblings.main, siblings.otherCase, siblings.slashed])
    if (made.has(Id) && (yield* change("TagResource", { ResourceArn: arnOf(scenario.fixtures.owner, Id), TagsToAdd: tag["Tags"] }))) tagged.push(Id);
  if (tagged.length === 0) return [];
  const now = yield* readingUntil(scenario, tag, patientMs, (one) => lackingIn(one, tagged).length === 0);
  if (now.broken?.kind === "refused") findings.add(poor, now.last, [now.broken.violation]);
  if (now.broken !== undefined) return [];
  const strays = [...made.keys()].filter((id) => !tagged.includes(id) && now.listed.has(id));
  findings.add(apart, now.last, unexpected(strays, "no session under a tag that was added to another one, whatever their ids have in common"));
  const lost = lackingIn(now, tagged);
  // Whether added tags are found at all is judged elsewhere: the one that had a tag before shows it.
  if (now.listed.has(siblings.otherCase.Id) && (lost.length === 0 || strays.length === 0))
    findings.add(firstTag, now.last, missing(lost, "a session under the first tag that it was given, as one that had another before"));
  compare(life, tagged, [first.shown, now.shown], "and was tagged since");
  return tagged.filter((id) => now.listed.has(id));
}

/** Once a session was stopped and another lost its tags, both are as they were, and so are the others. */
export function* judgeChanged(life: Life, first: Walk, tagged: readonly string[], isStopped: boolean): Passage<Walk> {
  const { scenario, siblings, made, findings } = life;
  const { main, slashed } = siblings;
  const wanted = [...made.keys()].filter((id) => id !== main.Id && first.listed.has(id));
  const others = wanted.filter((id) => id !== slashed.Id || !tagged.includes(id));
  const now = yield* readingUntil(scenario, {}, briefMs, (one) => lackingIn(one, wanted).length === 0 && stoppedAlong(others, first, one).length === 0);
  if (now.broken !== undefined) return now;
  const lost = lackingIn(now, wanted).filter((id) => !others.includes(id));
  if (tagged.includes(slashed.Id)) findings.add(firstTag, now.last, missing(lost, "a session without a filter, though it has no tag any more"));
  const done = isStopped ? "and was tagged or stopped since" : tagged.length > 0 ? "and was tagged since" : undefined;
  compare(life, [...made.keys()], [first.shown, now.shown], done);
  if (done === undefined) return now;
  findings.add(apart, now.last, missing(lackingIn(now, others), "sessions whose ids share parts with one that was stopped or lost its tags"));
  for (const id of isStopped ? stoppedAlong(others, first, now) : []) {
    const shown = now.shown.get(id) as ShownItem;
    const expected = "the status of a session that was not stopped, though one was whose id shares parts with its own";
    findings.add(apart, shown.exchange, [changedMember(shown, "Status", expected)]);
  }
  return now;
}

/** What a session was tagged with is not lost when it is stopped. */
export function* judgeTagOfStopped({ scenario, siblings: { main }, findings, tag }: Life): Passage<void> {
  const now = yield* readingUntil(scenario, tag, briefMs, ({ listed }) => listed.has(main.Id));
  if (now.broken !== undefined) return;
  const lost = lackingIn(now, [main.Id]);
  // It may no longer be listed at all by now.
  if (lost.length > 0 && !(yield* readingUntil(scenario, {}, 0, () => true)).listed.has(main.Id)) return;
  findings.add(kept, now.last, missing(lost, "a stopped session under the tag that was added to it"));
}

/** Once a session is gone, those are left whose ids share parts with its own; whether it is gone. */
export function* judgeNeighbours({ scenario, siblings: { main }, made, findings }: Life, before: Walk): Passage<boolean> {
  const wanted = [...made.keys()].filter((id) => id !== main.Id && before.listed.has(id));
  const gone = yield* readingUntil(scenario, {}, scenario.settleMs, ({ listed }) => !listed.has(main.Id));
  if (gone.broken !== undefined) return false;
  const lacking = lackingIn(gone, wanted);
  const again = lacking.length === 0 ? gone : yield* readingUntil(scenario, {}, briefMs, (one) => lackingIn(one, lacking).length === 0);
  const lost: string[] = [];
  for (const id of lackingIn(again, lacking)) if (!(yield* exists(id))) lost.push(id);
  findings.add(apart, again.last, missing(lost, "sessions whose ids share parts with that of one that was deleted"));
  return !gone.listed.has(main.Id);
}

/** A session that is created under the id of one that is gone has nothing of it. */
export function* judgeAnew({ scenario, siblings, findings, tag, made }: Life, first: Walk, isTagged: boolean): Passage<void> {
  const { Id } = siblings.main;
  // An id may not be free at once.
  if (!(yield* poll(Math.min(scenario.settleMs, briefMs), () => change("CreateSession", { ...siblings.bare, Id })))) return;
  const now = yield* readingUntil(scenario, {}, scenario.settleMs, ({ listed }) => listed.has(Id));
  const [old, shown] = [first.shown.get(Id), now.shown.get(Id)];
  if (now.broken !== undefined || old === undefined || shown === undefined) return;
  const given = givenMembers(made.get(Id));
  const isSame = (name: string): boolean => (old.item[name] ?? null) !== null && changesBetween(old, shown, [name], "").length === 0;
  const { CreatedOn: createdOn } = shown.item;
  const names = [
    ...unusualMembers.filter((name) => given.includes(name) && isSame(name)),
    ...(createdOn !== undefined && createdOn === old.item["CreatedOn"] ? ["CreatedOn"] : []),
    ...(isStopping(shown) ? ["Status"] : []),
  ];
  const expected = "nothing of the session that had this id before and was deleted";
  const inherited = names.map((name) => changedMember(shown, name, expected));
  findings.add(anew, shown.exchange, inherited);
  if (!isTagged) return;
  const under = yield* readingUntil(scenario, tag, scenario.settleMs, ({ listed }) => !listed.has(Id));
  const left = under.listed.has(Id) ? [Id] : [];
  findings.add(anew, under.last, unexpected(left, "no session under a tag that one of the same id had before it was deleted"));
}
