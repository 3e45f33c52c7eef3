import { alone, createAll, type ExclusiveScenario, filterBy, poll } from "../checks/exclusive-scenario.ts";
import { unlessExplained } from "../checks/explanation.ts";
import { onePerPage } from "../checks/page-plans.ts";
import { largeAccount, tooLarge, walk } from "../checks/pagination.ts";
import { missingSessions } from "../checks/session-sets.ts";
import { settledWalk } from "../checks/settled-walk.ts";
import { type Available, creationOf } from "../core/fixtures.ts";
import type { Script } from "../core/property.ts";
import { properties, should } from "../core/property-table.ts";
import { found, nothingFound, type Passage, unexercised } from "../core/script.ts";
import { oddNames } from "../fixtures/designed-sessions.ts";

/** Properties of walks over sessions of their own. */
export const walkedSessionProperties = properties({
  "paging/finds-sessions-with-odd-ids": { ...should("paging.odd-ids", "lists sessions with odd ids, page by page"), ...alone(oddIdScript) },
});

function* oddIdScript(scenario: ExclusiveScenario): Script {
  const { fixtures, settleMs, repetition } = scenario;
  if (fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
  const mark = String(repetition);
  const inputs = oddNames(fixtures.owner, repetition).map((name) => creationOf(fixtures.owner, name, { odd: mark }));
  const made = yield* createAll(scenario, inputs);
  const accountSize = fixtures.accountSize + made.length;
  const filter = filterBy(["odd", mark]);
  yield* poll(settleMs, function* () {
    const { listed } = yield* walk(filter, accountSize, "poll");
    return made.every((id) => listed.has(id));
  });
  const { missing, broken } = yield* settledWalk({ ...fixtures, accountSize }, { MaxResults: 1, ...filter }, made);
  if (made.length === 0) return unexercised("the target creates no session with an odd id");
  if (broken?.kind === "denied") return unexercised("the target denies access to a valid request");
  if (broken?.kind === "outgrown") return unexercised("the walk does not come to its end");
  if (broken === undefined && missing.length === 0) return nothingFound;
  const lost = found(broken?.violation ?? missingSessions(missing, made.length, "that exists, whatever its id"));
  return yield* unlessExplained(lost, () => losesPlainIds(fixtures), "pages of one session are wrong with plain ids already");
}

/** Whether a walk of the same kind, over sessions of the run whose ids are plain, loses any or breaks off. */
function* losesPlainIds(fixtures: Available): Passage<boolean> {
  const { inputs, wanted } = onePerPage(fixtures);
  const { broken, listed } = yield* walk(inputs, fixtures.accountSize, "poll");
  return broken !== undefined || wanted.some((id) => !listed.has(id));
}
