import { attributed, type LocatedViolation, settled, symptomOf } from "./change-attribution.ts";
import { type Cast, eventWalk, filterOf, type Kind, namePrefix, type Position, type WalkPlan, walkedTags } from "./event-walk.ts";
import type { Judgement, Property, Script } from "../core/property.ts";
import { found, nothingFound, type Passage, unexercised } from "../core/script.ts";
import { created, exclusive, notCreated, poll } from "../checks/exclusive-scenario.ts";
import { largeAccount, type PageInput, tooLarge, type Walk, walk } from "../checks/pagination.ts";

const changesId = "paging/survives-changes";

const places: readonly Position[] = ["later", "last", "next", "earlier"];

/** The results of a case's walks. */
interface Findings {
  readonly exercised: Set<Kind>;
  /** What the target refuses to do. */
  readonly refused: Set<string>;
  readonly violations: Map<"changes" | "deletion", LocatedViolation>;
  /** Sessions did not settle within the settle time; later walks do not wait again. */
  restless?: true;
  /** Why no result of the walks counts. */
  unclear?: string;
}

const survives = exclusive(
  "paging/survives-deletion",
  "paging.deletion",
  "should",
  "lists what is left when a session is deleted between two pages",
  function* (scenario): Script {
    const cast: Cast = { scenario, tag: ["walked", String(scenario.repetition)], order: [], stopped: new Set(), gone: new Set(), changes: 0, steps: 0 };
    const findings = yield* counted(cast, castScript(cast));
    return typeof findings === "string" ? withChanges(unexercised(findings), unexercised(findings)) : judged(findings);
  },
);

/** Adds up the steps of a passage. */
function* counted<T>(cast: Cast, passage: Passage<T>): Passage<T> {
  let next = passage.next();
  while (next.done !== true) {
    const exchanges = yield next.value;
    cast.steps += exchanges.length;
    next = passage.next(exchanges);
  }
  return next.value;
}

function withChanges(deletion: Judgement, changes: Judgement): Judgement {
  return { ...deletion, derived: { [changesId]: changes } };
}

function judged({ exercised, violations, unclear }: Findings): Judgement {
  const judgementOf = (what: "changes" | "deletion", kinds: readonly Kind[], reason: string): Judgement => {
    const breach = violations.get(what);
    if (breach !== undefined) return { ...found(breach.violation), violatingSteps: [breach.step] };
    if (unclear !== undefined) return unexercised(unclear);
    return kinds.some((kind) => exercised.has(kind)) ? nothingFound : unexercised(reason);
  };
  return withChanges(
    judgementOf("deletion", ["delete"], "no session could be deleted between two pages"),
    judgementOf("changes", ["tag", "retag", "untag", "create", "stop"], "no session could be changed between two pages"),
  );
}

function* castScript(cast: Cast): Passage<Findings | string> {
  const { scenario } = cast;
  const { fixtures } = scenario;
  if (fixtures.accountSize > largeAccount) return tooLarge(fixtures.accountSize);
  cast.order = yield* created(
    scenario,
    ["m1", "m2", "m3", "m4", "m5"].map((name) => `${namePrefix(cast)}${name}`),
    walkedTags(cast.tag),
  );
  if (cast.order.length < 3) return notCreated.unexercised ?? "";
  const quiet = yield* quietWalk(cast);
  if (quiet === undefined) return "a walk over the same sessions is not whole either where nothing changes";
  const findings: Findings = { exercised: new Set(), refused: new Set(), violations: new Map() };
  // Where pages are cut before they are filtered, small ones are many: all of such a walk is two pages.
  const isLong = quiet.pages.length > 4 * cast.order.length;
  for (const plan of plans) {
    const what = plan.kind === "delete" ? "deletion" : "changes";
    if (findings.violations.has(what) || findings.unclear !== undefined || findings.refused.has(operations[plan.kind])) continue;
    const route = yield* routeOf(cast, plan, isLong);
    if (route !== undefined) yield* judgeRoute(cast, route, findings);
  }
  return findings;
}

interface Plan {
  readonly kind: Kind;
  /** Sessions on a page under the filter; without it, the sessions are walked over in two pages, without a filter. */
  readonly size?: number;
  readonly positions: readonly Position[];
}

// Each kind of change comes before and after the place of the walk, so that it shows in whichever order sessions are listed. What is stopped is deleted later
// at the same places: some services delete nothing else.
const plans: readonly Plan[] = [
  { kind: "tag", size: 1, positions: places },
  { kind: "retag", size: 2, positions: ["later", "last"] },
  { kind: "untag", size: 3, positions: ["next", "earlier"] },
  { kind: "tag", positions: ["later", "last"] },
  { kind: "create", size: 2, positions: ["first-name", "last-name"] },
  { kind: "create", positions: ["first-name"] },
  { kind: "stop", size: 2, positions: places },
  { kind: "stop", positions: ["later", "last"] },
  { kind: "delete", size: 1, positions: places },
  { kind: "delete", positions: places },
];

const operations: Readonly<Record<Kind, string>> = {
  tag: "TagResource",
  retag: "TagResource",
  untag: "UntagResource",
  create: "CreateSession",
  stop: "StopSession",
  delete: "DeleteSession",
};

/** How a plan is walked; undefined where the account is too large for it. */
function* routeOf(cast: Cast, { kind, size, positions }: Plan, isLong: boolean): Passage<WalkPlan | undefined> {
  const filter = size === undefined ? {} : filterOf(cast);
  if (size !== undefined && !isLong) return { kind, positions, size, inputOf: () => ({ ...filter, MaxResults: size }) };
  // The first page ends in the middle of the sessions walked over, wherever they are listed.
  const { listed, broken } = yield* walk(() => ({}), cast.scenario.fixtures.accountSize + 20, "poll");
  const all = [...listed];
  const own = all.flatMap((id, index) => (cast.order.includes(id) ? [index] : []));
  const first = (own[Math.ceil(own.length / 2) - 1] ?? 0) + 1;
  if (broken !== undefined || own.length < 3 || first > maxSessionsWalked) return undefined;
  return { kind, positions, size: own.length, inputOf: (page) => ({ ...filter, MaxResults: page === 0 ? first : maxSessionsWalked }) };
}

/** Sessions above which an account is not walked without a filter, and those on a page of such a walk. */
const maxSessionsWalked = 1_000;

/** A walk with small pages while nothing changes, once it lists every session; undefined where it does not, or lists some twice. */
function* quietWalk(cast: Cast): Passage<Walk | undefined> {
  const { scenario, order } = cast;
  const listsAll = ({ listed }: Walk): boolean => order.every((id) => listed.has(id));
  const again = (input: PageInput, purpose: "property" | "poll"): Passage<Walk> => walk(() => input, scenario.fixtures.accountSize + 20, purpose);
  const small = { ...filterOf(cast), MaxResults: 1 };
  let quiet = yield* again(small, "property");
  if (quiet.broken === undefined && !listsAll(quiet)) {
    // Tags may be indexed late; what breaks off, or comes twice, does not get better by waiting.
    yield* poll(scenario.settleMs, function* () {
      return listsAll(yield* again(filterOf(cast), "poll"));
    });
    quiet = yield* again(small, "poll");
  }
  cast.order = [...quiet.listed].filter((id) => order.includes(id));
  return quiet.broken === undefined && listsAll(quiet) && !order.some((id) => quiet.repeated.has(id)) ? quiet : undefined;
}

/** Walks a route and notes what it shows. */
function* judgeRoute(cast: Cast, route: WalkPlan, findings: Findings): Passage<void> {
  let one = yield* eventWalk(cast, route, "property");
  if (one.changed.length === 0 && (route.kind === "stop" || route.kind === "delete") && findings.restless !== true) {
    const outcome = yield* settled(cast);
    if (outcome === "restless") findings.restless = true;
    if (outcome === "settled") one = yield* eventWalk(cast, route, "poll");
  }
  if (one.changed.length === 0 && one.walk.pages.length > 1) findings.refused.add(operations[route.kind]);
  if (one.changed.length === 0) return;
  findings.exercised.add(route.kind);
  const symptom = yield* symptomOf(cast, one);
  if (symptom === undefined) return;
  const breach = yield* attributed(cast, route, symptom, one);
  if (typeof breach === "string") findings.unclear = breach;
  else if (breach !== undefined) findings.violations.set(route.kind === "delete" ? "deletion" : "changes", breach);
}

/** Properties of walks during which sessions change. */
export const changesBetweenPagesProperties: readonly Property[] = [
  survives,
  {
    kind: "derived",
    id: changesId,
    requirement: "paging.changes",
    level: "should",
    title: "lists each session once when sessions are tagged, stopped or created between two pages",
    needs: "exclusive",
    of: [survives.id],
  },
];
