import { listOf, nextTokenOf } from "./answer.ts";
import { judgeAccepted } from "./checks/acceptance.ts";
import { creationOf, oddNames } from "./fixtures.ts";
import { memberOf } from "./json.ts";
import type { ProbingProperty, Script } from "./property.ts";
import { validProbe } from "./request.ts";
import { found, nothingFound, send, unexercised } from "./script.ts";
import { change, created, exclusive, isListed, notCreated, poll } from "./stage.ts";
import { largeAccount, pagesAllowed, settledWalk, thatExist, tooLarge, walk } from "./walk.ts";

const oddIds = exclusive(
  "paging/finds-sessions-with-odd-ids",
  "paging.odd-ids",
  "should",
  "lists sessions with odd ids, page by page",
  function* (stage): Script {
    const { fixtures, settleMs, repetition, own } = stage;
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
    if (broken !== undefined) return found(broken.violation);
    return missing.length === 0
      ? nothingFound
      : found({ code: "session-missing", pointer: "/body/Ids", expected: "every session that exists, whatever its id", received: missing });
  },
);

const deletionBetweenPages = exclusive(
  "paging/survives-deletion",
  "paging.deletion",
  "should",
  "lists what is left when a session is deleted between two pages",
  function* (stage): Script {
    const { fixtures, settleMs, repetition } = stage;
    if (fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
    const tag = { walked: String(repetition) };
    const names = ["first", "second", "third", "fourth", "fifth"].map((name) => `walked-${name}-${String(repetition)}`);
    const ids = yield* created(stage, names, tag);
    if (ids.length < 3 || !(yield* poll(settleMs, () => isListed(fixtures, ids.at(-1) ?? "", ["walked", String(repetition)])))) return notCreated;
    const seen = new Set<string>();
    const again = new Set<string>();
    let removed: string | undefined;
    let token: string | undefined;
    for (let page = 0; page <= pagesAllowed(fixtures.accountSize + ids.length); page += 1) {
      const exchange = yield* send(validProbe("ListSessions", { Tags: tag, MaxResults: 1, ...(token === undefined ? {} : { NextToken: token }) }));
      const { answer } = exchange;
      const judged = judgeAccepted(exchange, "the token that the page before gave");
      if (answer === undefined || judged.violations.length > 0) return judged;
      const listed = ids.filter((id) => (listOf(answer, "Sessions") ?? []).some((item) => memberOf(item, "Id") === id));
      for (const id of listed) (seen.has(id) ? again : seen).add(id);
      token = nextTokenOf(answer);
      if (token === undefined) break;
      // The session that the token may stand for goes.
      const [last] = listed;
      if (removed === undefined && seen.size === 2 && last !== undefined && (yield* change("DeleteSession", { Id: last }))) removed = last;
    }
    if (removed === undefined) return unexercised("no session could be deleted between two pages");
    const lost = yield* thatExist(ids.filter((id) => !seen.has(id)));
    if (lost.length > 0) return found({ code: "session-missing", pointer: "/body/Ids", expected: "every session that was not deleted", received: lost });
    return again.size === 0
      ? nothingFound
      : found({ code: "session-repeated", pointer: "/body/Ids", expected: "no page again because a session was deleted", received: [...again] });
  },
);

/** What is judged of walks over sessions of their own. */
export const walkedSessionProperties: readonly ProbingProperty[] = [oddIds, deletionBetweenPages];
