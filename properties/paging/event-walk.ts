import { change, type ExclusiveScenario, filterBy } from "../checks/exclusive-scenario.ts";
import { idsOn, type PageInput, type Walk, walk } from "../checks/pagination.ts";
import { type Answer, nextTokenOf } from "../core/answer.ts";
import { arnOf, creationOf, idPrefix, type Pair } from "../core/fixtures.ts";
import type { Passage } from "../core/script.ts";

/** Where the changed session is, as seen from the page before the change; a created one has a name before or after those of all others. */
export type Position = "earlier" | "last" | "next" | "later" | "first-name" | "last-name";

/** The sessions that the walk covers. */
export interface Cast {
  readonly scenario: ExclusiveScenario;
  /** The tag that they all have, and keep. */
  readonly tag: Pair;
  /** Those that exist, in the order in which they were last listed. */
  order: readonly string[];
  readonly stopped: Set<string>;
  readonly gone: Set<string>;
  /** Changes so far; each one adds a tag of its own. */
  changes: number;
}

/** A kind of change that can happen to a session between two pages. */
export type Kind = "tag" | "retag" | "untag" | "create" | "stop" | "delete";

interface ChangeKind {
  readonly verb: string;
  readonly operation: string;
  readonly input: (cast: Cast, id: string) => PageInput;
}

const arnIn = ({ scenario: { fixtures } }: Cast, id: string): string => arnOf(fixtures.owner, id);
const adding = (cast: Cast, id: string, key: string, value: string): PageInput => ({ ResourceArn: arnIn(cast, id), TagsToAdd: { [key]: value } });
const named: ChangeKind["input"] = (_, Id) => ({ Id });

/** What the kinds of change are called, and how they are asked for; a session is created by its name. */
export const changeKinds: Readonly<Record<Kind, ChangeKind>> = {
  tag: { verb: "tagged", operation: "TagResource", input: (cast, id) => adding(cast, id, `added-${String(cast.changes)}`, "1") },
  retag: { verb: "given another value of a tag", operation: "TagResource", input: (cast, id) => adding(cast, id, "changing", String(cast.changes)) },
  untag: { verb: "freed of a tag", operation: "UntagResource", input: (cast, id) => ({ ResourceArn: arnIn(cast, id), TagsToRemove: ["spare"] }) },
  create: { verb: "created", operation: "CreateSession", input: ({ scenario, tag }, name) => creationOf(scenario.fixtures.owner, name, walkedTags(tag)) },
  stop: { verb: "stopped", operation: "StopSession", input: named },
  delete: { verb: "deleted", operation: "DeleteSession", input: named },
};

/** How pages are asked for, and what changes between them. */
export interface WalkPlan {
  readonly kind: Kind;
  readonly inputs: (page: number) => PageInput;
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
}

/** Walks over pages, and makes the changes of a route between them, spread as evenly as the pages allow. */
export function* eventWalk(cast: Cast, route: WalkPlan, purpose: "property" | "poll"): Passage<EventWalk> {
  const before = cast.order;
  const seen: string[] = [];
  const touched = new Set<string>();
  const pending = new Set(route.positions);
  const changed: Position[] = [];
  const afterPage = function* (answer: Answer): Passage<void> {
    const page = [...idsOn(answer)];
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
  const pages = walk(route.inputs, cast.scenario.fixtures.accountSize + 20, purpose);
  let next = pages.next();
  while (next.done !== true) {
    const exchanges = yield next.value;
    const answer = exchanges[0]?.answer;
    if (answer?.status === 200 && nextTokenOf(answer) !== undefined) yield* afterPage(answer);
    next = pages.next(exchanges);
  }
  const { listed } = next.value;
  const throughout = before.filter((id) => !cast.gone.has(id));
  const ours = `${idPrefix(cast.scenario.fixtures.owner)}${namePrefix(cast)}`;
  cast.order = [...[...listed].filter((id) => id.startsWith(ours) && !cast.gone.has(id)), ...throughout.filter((id) => !listed.has(id))];
  return { walk: next.value, throughout, changed };
}

/** What the names of the sessions that are walked over begin with. */
export function namePrefix({ scenario: { repetition } }: Pick<Cast, "scenario">): string {
  return `walked-${String(repetition)}-`;
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
  // The letter puts a name before or behind all others where sessions are listed by their ids.
  const lettered = (letter: string): readonly string[] => [`${namePrefix(cast)}${letter}${String(cast.changes)}`];
  const candidates: Readonly<Record<Position, readonly string[]>> = {
    earlier: seen.filter((id) => id !== last),
    last: seen.filter((id) => id === last),
    next: unseen.slice(0, 1),
    later: unseen.slice(1).toReversed(),
    "first-name": lettered("a"),
    "last-name": lettered("z"),
  };
  return candidates[position].find(isUsable);
}

/** Makes one change; returns whether the target accepted it. */
function* perform(cast: Cast, kind: Kind, id: string): Passage<boolean> {
  const { own } = cast.scenario;
  cast.changes += 1;
  const input = changeKinds[kind].input(cast, id);
  if (kind === "create") own.push(String(input["Id"]));
  if (!(yield* change(changeKinds[kind].operation, input))) return false;
  if (kind === "stop") cast.stopped.add(id);
  if (kind !== "delete") return true;
  cast.gone.add(id);
  own.splice(own.indexOf(id), 1);
  return true;
}

/** The tags of a session that is walked over: the one that all keep, one whose value changes, and one that is removed. */
export function walkedTags(tag: Pair): Readonly<Record<string, string>> {
  return { ...Object.fromEntries([tag]), changing: "0", spare: "1" };
}

/** The filter that lists the sessions walked over. */
export function filterOf({ tag }: Cast): PageInput {
  return filterBy(tag);
}
