import { missingSessions } from "../checks/session-sets.ts";
import { unlessExplained } from "../checks/explanation.ts";
import { type Available, creationOf } from "../core/fixtures.ts";
import { oddNames } from "../fixtures/designed-sessions.ts";
import { onePerPage } from "../checks/page-plans.ts";
import type { ProbingProperty, Script } from "../core/property.ts";
import { found, nothingFound, type Passage, unexercised } from "../core/script.ts";
import { change, exclusive, poll } from "../checks/exclusive-scenario.ts";
import { largeAccount, tooLarge, walk } from "../checks/pagination.ts";
import { settledWalk } from "../checks/settled-walk.ts";

const oddIds = exclusive(
  "paging/finds-sessions-with-odd-ids",
  "paging.odd-ids",
  "should",
  "lists sessions with odd ids, page by page",
  function* (scenario): Script {
    const { fixtures, settleMs, repetition, own } = scenario;
    if (fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
    const inputs = oddNames(fixtures.owner, repetition).map((name) => creationOf(fixtures.owner, name, { odd: String(repetition) }));
    const made: string[] = [];
    for (const input of inputs) {
      const id = String(input["Id"]);
      own.push(id);
      if (yield* change("CreateSession", input)) made.push(id);
    }
    const wanted = new Set(made);
    yield* poll(settleMs, function* () {
      const { listed } = yield* walk(() => ({ Tags: { odd: String(repetition) } }), fixtures.accountSize + made.length, "poll");
      return made.every((id) => listed.has(id));
    });
    const { missing, broken } = yield* settledWalk(
      { ...fixtures, accountSize: fixtures.accountSize + made.length },
      () => ({ MaxResults: 1, Tags: { odd: String(repetition) } }),
      wanted,
      new Set(),
    );
    if (made.length === 0) return unexercised("the target creates no session with an odd id");
    if (broken?.kind === "denied") return unexercised("the target denies access to a valid request");
    if (broken?.kind === "outgrown") return unexercised("the walk does not come to its end");
    if (broken === undefined && missing.length === 0) return nothingFound;
    const lost = found(broken?.violation ?? missingSessions(missing, made.length, "that exists, whatever its id"));
    return yield* unlessExplained(lost, () => losesPlainIds(fixtures), "pages of one session are wrong with plain ids already");
  },
);

/** Whether a walk of the same kind, over sessions of the run whose ids are plain, loses any or breaks off. */
function* losesPlainIds(fixtures: Available): Passage<boolean> {
  const { inputOf, wanted } = onePerPage(fixtures);
  const { broken, listed } = yield* walk(inputOf, fixtures.accountSize, "poll");
  return broken !== undefined || wanted.some((id) => !listed.has(id));
}

/** Properties of walks over sessions of their own. */
export const walkedSessionProperties: readonly ProbingProperty[] = [oddIds];
