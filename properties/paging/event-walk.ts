import { type Answer, listOf, nextTokenOf } from "../core/answer.ts";
import { arnOf, creationOf, idPrefix } from "../core/fixtures.ts";
import { memberOf } from "../core/json.ts";
import type { Judged } from "../core/property.ts";
import type { Passage } from "../core/script.ts";
import { change, type ExclusiveScenario } from "../checks/exclusive-scenario.ts";
import { type PageInput, type Walk, walk } from "../checks/pagination.ts";

/** What can happen to a session between two pages. */
export type Kind = "tag" | "retag" | "untag" | "create" | "stop" | "delete";

/** Where the changed session is, as seen from the page before the change; a created one has a name before or after those of all others. */
export type Position = "earlier" | "last" | "next" | "later" | "first-name" | "last-name";

/** The sessions that the walk covers. */
export interface Cast {
  readonly scenario: ExclusiveScenario;
  /** The tag that they all have, and keep. */
  readonly tag: readonly [string, string];
  /** Those that exist, in the order in which they were last listed. */
  order: readonly string[];
  readonly stopped: Set<string>;
  readonly gone: Set<string>;
  /** Changes so far; each one adds a tag of its own. */
  changes: number;
  /** Steps so far, of any purpose. */
  steps: number;
}

/** How pages are asked for, and what changes between them. */
export interface WalkPlan {
  readonly kind: Kind;
  readonly inputOf: (page: number) => PageInput;
  /** Sessions of this walk on a page; used only to spread changes over pages. */
  readonly size: number;
  readonly positions: readonly Position[];
}

/** A walk with changes between its pages. */
export interface EventWalk {
  readonly walk: Walk;
  /** Sessions that existed all the while. */
  readonly throughout: readonly string[];
  /** What was changed. */
  readonly changed: readonly Position[];
  /** Place of its last page among the steps of the case. */
  readonly step: number;
}

/** Walks over pages, and makes the changes of a route between them, spread as evenly as the pages allow. */
export function* eventWalk(cast: Cast, route: WalkPlan, purpose: "property" | "poll"): Passage<EventWalk> {
  const { fixtures } = cast.scenario;
  const before = cast.order;
  const seen: string[] = [];
  const touched = new Set<string>();
  const pending = new Set(route.positions);
  const changed: Position[] = [];
  let step = cast.steps;
  const afterPage = function* (answer: Answer): Passage<void> {
    const page = idsOn(answer);
    seen.push(...page.filter((id) => before.includes(id)));
    const unseen = before.filter((id) => !seen.includes(id) && !cast.gone.has(id));
    const gaps = Math.max(1, Math.ceil(unseen.length / route.size));
    let quota = Math.ceil(pending.size / gaps);
    for (const position of pending) {
      if (quota === 0) break;
      const id = candidate(cast, route.kind, position, { seen, unseen, last: page.at(-1), touched });
      if (id === undefined) continue;
      quota -= 1;
      // What is refused once is refused again at the next page.
      pending.delete(position);
      if (!(yield* perform(cast, route.kind, id))) continue;
      touched.add(id);
      changed.push(position);
    }
  };
  const pages = walk(route.inputOf, fixtures.accountSize + 20, purpose);
  let next = pages.next();
  while (next.done !== true) {
    const exchanges: readonly Judged[] = yield next.value;
    step = cast.steps - 1;
    const answer = exchanges[0]?.answer;
    if (answer?.status === 200 && nextTokenOf(answer) !== undefined) yield* afterPage(answer);
    next = pages.next(exchanges);
  }
  const { listed } = next.value;
  const throughout = before.filter((id) => !cast.gone.has(id));
  cast.order = [...[...listed].filter((id) => isOfCast(cast, id) && !cast.gone.has(id)), ...throughout.filter((id) => !listed.has(id))];
  return { walk: next.value, throughout, changed, step };
}

/** What the names of the sessions that are walked over begin with. */
export function namePrefix({ scenario: { repetition } }: Pick<Cast, "scenario">): string {
  return `walked-${String(repetition)}-`;
}

function isOfCast(cast: Cast, id: string): boolean {
  return id.startsWith(`${idPrefix(cast.scenario.fixtures.owner)}${namePrefix(cast)}`);
}

/** Sessions of a page in their order: as `Ids` has them, and those that only `Sessions` has. */
function idsOn(answer: Answer): readonly string[] {
  const all = [...(listOf(answer, "Ids") ?? []), ...(listOf(answer, "Sessions") ?? []).map((item) => memberOf(item, "Id"))];
  return [...new Set(all.filter((id) => typeof id === "string"))];
}

interface Progress {
  readonly seen: readonly string[];
  readonly unseen: readonly string[];
  /** The last session on the page. */
  readonly last: string | undefined;
  readonly touched: ReadonlySet<string>;
}

/** The session at a position that can be changed, if there is one yet. */
function candidate(cast: Cast, kind: Kind, position: Position, { seen, unseen, last, touched }: Progress): string | undefined {
  const isUsable = (id: string): boolean => !cast.gone.has(id) && !touched.has(id) && (kind !== "stop" || !cast.stopped.has(id));
  switch (position) {
    case "later":
      return unseen.slice(1).findLast(isUsable);
    case "next":
      return unseen.slice(0, 1).find(isUsable);
    case "last":
      return seen.filter((id) => id === last).find(isUsable);
    case "earlier":
      return seen.filter((id) => id !== last).find(isUsable);
    case "first-name":
      return nameOf(cast, "a");
    case "last-name":
      return nameOf(cast, "z");
  }
}

// The letter puts it before or behind all others where sessions are listed by their ids.
function nameOf(cast: Cast, letter: string): string {
  return `${namePrefix(cast)}${letter}${String(cast.changes)}`;
}

/** Makes one change; returns whether the target accepted it. */
function* perform(cast: Cast, kind: Kind, id: string): Passage<boolean> {
  const { scenario, tag } = cast;
  const { fixtures, own } = scenario;
  const ResourceArn = arnOf(fixtures.owner, id);
  cast.changes += 1;
  switch (kind) {
    case "tag":
      return yield* change("TagResource", { ResourceArn, TagsToAdd: { [`added-${String(cast.changes)}`]: "1" } });
    case "retag":
      return yield* change("TagResource", { ResourceArn, TagsToAdd: { changing: String(cast.changes) } });
    case "untag":
      return yield* change("UntagResource", { ResourceArn, TagsToRemove: ["spare"] });
    case "create": {
      const input = creationOf(fixtures.owner, id, walkedTags(tag));
      own.push(String(input["Id"]));
      return yield* change("CreateSession", input);
    }
    case "stop":
      if (!(yield* change("StopSession", { Id: id }))) return false;
      cast.stopped.add(id);
      return true;
    case "delete":
      if (!(yield* change("DeleteSession", { Id: id }))) return false;
      cast.gone.add(id);
      own.splice(own.indexOf(id), 1);
      return true;
  }
}

/** The tags of a session that is walked over: the one that all keep, one whose value changes, and one that is removed. */
export function walkedTags([key, value]: readonly [string, string]): Readonly<Record<string, string>> {
  return { ...Object.fromEntries([[key, value]]), changing: "0", spare: "1" };
}

/** The filter that lists the sessions walked over. */
export function filterOf({ tag }: Cast): PageInput {
  return { Tags: Object.fromEntries([tag]) };
}
