import { alone, created, type ExclusiveScenario, look, notCreated, poll } from "../checks/exclusive-scenario.ts";
import { largeAccount, tooLarge, type Walk, walk } from "../checks/pagination.ts";
import type { Judgement, Script } from "../core/property.ts";
import { properties, should } from "../core/property-table.ts";
import { at, found, nothingFound, type Passage, unexercised } from "../core/script.ts";
import { attributed, type LocatedViolation, settled, symptomOf } from "./change-attribution.ts";
import { type Cast, changeKinds, eventWalk, filterOf, type Kind, namePrefix, type Position, type WalkPlan, walkedTags } from "./event-walk.ts";

const [deletionId, changesId] = ["paging/survives-deletion", "paging/survives-changes"] as const;

/** Properties of walks during which sessions change. */
export const changesBetweenPagesProperties = properties({
  [deletionId]: { ...should("paging.deletion", "lists what is left when a session is deleted between two pages"), ...alone(survivalScript) },
  [changesId]: {
    ...should("paging.changes", "lists each session once when sessions are tagged, stopped or created between two pages", { needs: "exclusive" }),
    of: [deletionId],
  },
});

/** The results of a case's walks. */
interface Findings {
  readonly exercised: Set<Kind>;
  /** Operations that the target refuses. */
  readonly refused: Set<string>;
  readonly violations: Map<"changes" | "deletion", LocatedViolation>;
  /** Sessions did not settle within the settle time; later walks do not wait again. */
  restless?: true;
  /** Why no result of the walks counts. */
  unclear?: string | undefined;
}

function* survivalScript(scenario: ExclusiveScenario): Script {
  const cast: Cast = { scenario, tag: ["walked", String(scenario.repetition)], order: [], stopped: new Set(), gone: new Set(), changes: 0 };
  const findings: Findings = { exercised: new Set(), refused: new Set(), violations: new Map() };
  findings.unclear = yield* walkAll(cast, findings);
  const judgementOf = (what: "changes" | "deletion", kinds: readonly Kind[], reason: string): Judgement => {
    const breach = findings.violations.get(what);
    if (breach !== undefined) return at(found(breach.violation), breach.exchange);
    if (findings.unclear !== undefined) return unexercised(findings.unclear);
    return kinds.some((kind) => findings.exercised.has(kind)) ? nothingFound : unexercised(reason);
  };
  const changes = judgementOf("changes", ["tag", "retag", "untag", "create", "stop"], "no session could be changed between two pages");
  return { ...judgementOf("deletion", ["delete"], "no session could be deleted between two pages"), derived: { [changesId]: changes } };
}

const places: readonly Position[] = ["later", "last", "next", "earlier"];

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

/** Walks by all plans; the reason why no result counts, if there is one. */
function* walkAll(cast: Cast, findings: Findings): Passage<string | undefined> {
  const { scenario } = cast;
  const { accountSize } = scenario.fixtures;
  if (accountSize > largeAccount) return tooLarge(accountSize);
  const names = ["m1", "m2", "m3", "m4", "m5"].map((name) => `${namePrefix(cast)}${name}`);
  cast.order = yield* created(scenario, names, walkedTags(cast.tag));
  if (cast.order.length < 3) return notCreated.unexercised;
  const quiet = yield* quietWalk(cast);
  if (quiet === undefined) return "a walk over the same sessions is not whole either where nothing changes";
  // Where pages are cut before they are filtered, small ones are many: all of such a walk is two pages.
  const isLong = quiet.pages.length > 4 * cast.order.length;
  for (const plan of plans) {
    const what = plan.kind === "delete" ? "deletion" : "changes";
    if (findings.violations.has(what) || findings.refused.has(changeKinds[plan.kind].operation)) continue;
    const route = yield* routeOf(cast, plan, isLong);
    const unclear = route === undefined ? undefined : yield* judgeRoute(cast, route, findings);
    if (unclear !== undefined) return unclear;
  }
  return undefined;
}

/** How a plan is walked; undefined where the account is too large for it. */
function* routeOf(cast: Cast, { kind, size, positions }: Plan, isLong: boolean): Passage<WalkPlan | undefined> {
  const filter = size === undefined ? {} : filterOf(cast);
  if (size !== undefined && !isLong) return { kind, positions, size, inputs: () => ({ ...filter, MaxResults: size }) };
  // The first page ends in the middle of the sessions walked over, wherever they are listed.
  const { listed, broken } = yield* look(cast.scenario.fixtures);
  const own = [...listed].flatMap((id, index) => (cast.order.includes(id) ? [index] : []));
  const first = (own[Math.ceil(own.length / 2) - 1] ?? 0) + 1;
  if (broken !== undefined || own.length < 3 || first > maxSessionsWalked) return undefined;
  return { kind, positions, size: own.length, inputs: (page) => ({ ...filter, MaxResults: page === 0 ? first : maxSessionsWalked }) };
}

/** Sessions above which an account is not walked without a filter, and those on a page of such a walk. */
const maxSessionsWalked = 1_000;

/** A walk with small pages while nothing changes, once it lists every session; undefined where it does not, or lists some twice. */
function* quietWalk(cast: Cast): Passage<Walk | undefined> {
  const { scenario, order } = cast;
  const { fixtures, settleMs } = scenario;
  const listsAll = ({ listed }: Walk): boolean => order.every((id) => listed.has(id));
  const small = { ...filterOf(cast), MaxResults: 1 };
  let quiet = yield* walk(small, fixtures.accountSize + 20);
  if (quiet.broken === undefined && !listsAll(quiet)) {
    // Tags may be indexed late; what breaks off, or comes twice, does not get better by waiting.
    yield* poll(settleMs, function* () {
      return listsAll(yield* look(fixtures, filterOf(cast)));
    });
    quiet = yield* look(fixtures, small);
  }
  cast.order = [...quiet.listed].filter((id) => order.includes(id));
  return quiet.broken === undefined && listsAll(quiet) && !order.some((id) => quiet.repeated.has(id)) ? quiet : undefined;
}

/** Walks a route and notes what it shows; the reason why no result counts, if there is one. */
function* judgeRoute(cast: Cast, route: WalkPlan, findings: Findings): Passage<string | undefined> {
  const { kind } = route;
  let one = yield* eventWalk(cast, route, "property");
  if (one.changed.length === 0 && (kind === "stop" || kind === "delete") && findings.restless !== true) {
    const outcome = yield* settled(cast);
    if (outcome === "restless") findings.restless = true;
    if (outcome === "settled") one = yield* eventWalk(cast, route, "poll");
  }
  if (one.changed.length === 0 && one.walk.pages.length > 1) findings.refused.add(changeKinds[kind].operation);
  if (one.changed.length === 0) return undefined;
  findings.exercised.add(kind);
  const symptom = yield* symptomOf(cast, one);
  const breach = symptom === undefined ? undefined : yield* attributed(cast, route, symptom, one);
  if (typeof breach === "string") return breach;
  if (breach !== undefined) findings.violations.set(kind === "delete" ? "deletion" : "changes", breach);
  return undefined;
}
