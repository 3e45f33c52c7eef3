import { arnOf, type Available, creationOf, type Pair } from "../core/fixtures.ts";
import { memberOf } from "../../spec/json.ts";
import type { CaseContext, Script } from "../core/property.ts";
import type { Parts } from "../core/property-table.ts";
import { openProbe } from "../core/request.ts";
import { type Passage, send, unexercised, wait } from "../core/script.ts";
import { type PageInput, type Walk, walk } from "./pagination.ts";

/** Asks again and again, at growing intervals, until the answer is yes or the settle time is over. */
export function* poll(settleMs: number, ask: () => Passage<boolean>): Passage<boolean> {
  let pause = Math.min(50, settleMs);
  for (let waited = 0; ; waited += pause, pause = Math.min(pause * 2, 2_000)) {
    if (yield* ask()) return true;
    if (waited >= settleMs) return false;
    yield* wait(pause);
  }
}

/** What a script that is alone with the target has. */
export interface ExclusiveScenario {
  readonly fixtures: Available;
  readonly settleMs: number;
  readonly startedAtMs: number;
  readonly repetition: number;
  /** Sessions that the script asked to create; they are deleted after it, so that later walks do not list them. */
  readonly own: string[];
}

/** A script in a scenario of its own, by the repetition; the sessions that it creates are deleted after it. */
export function inScenario({ fixtures, settleMs, startedAtMs }: CaseContext, script: (scenario: ExclusiveScenario) => Script): (repetition: number) => Script {
  return function* (repetition) {
    if (!fixtures.available) return unexercised(fixtures.reason);
    const scenario: ExclusiveScenario = { fixtures, settleMs, startedAtMs, repetition, own: [] };
    const judgement = yield* script(scenario);
    for (const id of scenario.own) yield* deleted(id, 0);
    return judgement;
  };
}

type Tags = Readonly<Record<string, string>>;

/** The input that filters by tags. */
export function filterBy(...pairs: readonly Pair[]): PageInput {
  return { Tags: Object.fromEntries(pairs) };
}

/** Walks once more over a listing, in an account to which a script may have added sessions of its own. */
export function* look({ accountSize }: Available, input: PageInput = {}, keep?: Pick<ReadonlySet<string>, "has">): Passage<Walk> {
  return yield* walk(input, accountSize + 20, "poll", keep);
}

/** Sends a request that changes state; returns whether the target accepted it. */
export function* change(operation: string, input: PageInput): Passage<boolean> {
  const { answer } = yield* send(openProbe(operation, input), "state");
  return answer?.status === 200;
}

/** Creates sessions of this case's own; the ids of those that the target created. */
export function* createAll({ own }: ExclusiveScenario, inputs: readonly PageInput[]): Passage<readonly string[]> {
  const made: string[] = [];
  for (const input of inputs) {
    const id = String(input["Id"]);
    own.push(id);
    if (yield* change("CreateSession", input)) made.push(id);
  }
  return made;
}

/** Creates sessions of this case's own, by their names, and waits until they are listed; the ids of those of which that came to pass. */
export function* created(scenario: ExclusiveScenario, names: readonly string[], tags: Tags): Passage<readonly string[]> {
  const { fixtures, settleMs } = scenario;
  const inputs = names.map((name) => creationOf(fixtures.owner, name, tags));
  const made = yield* createAll(scenario, inputs);
  let shown: readonly string[] = [];
  if (made.length === 0) return shown;
  yield* poll(settleMs, function* () {
    const { listed } = yield* look(fixtures);
    shown = made.filter((id) => listed.has(id));
    return shown.length === made.length;
  });
  return shown;
}

/** Whether a walk lists a session, by a tag or without a filter. */
export function* isListed(fixtures: Available, id: string, tag?: Pair, size?: number): Passage<boolean> {
  const input = { ...(tag === undefined ? {} : filterBy(tag)), ...(size === undefined ? {} : { MaxResults: size }) };
  return (yield* look(fixtures, input)).listed.has(id);
}

/** Waits until a session is listed; whether that came to pass. */
export function* comes({ fixtures, settleMs }: ExclusiveScenario, id: string, tag?: Pair): Passage<boolean> {
  return yield* poll(settleMs, () => isListed(fixtures, id, tag));
}

/** Waits until a session is listed no more; whether that came to pass. */
export function* goes({ fixtures, settleMs }: ExclusiveScenario, id: string, tag?: Pair, size?: number): Passage<boolean> {
  return yield* poll(settleMs, function* () {
    return !(yield* isListed(fixtures, id, tag, size));
  });
}

/**
 * Whether the name by which tags are changed is not that of the session for this target, as where its account is another than `--account`: a tag that the
 * session was created with, and is listed by, is not there under that name.
 */
export function* isMisnamed(fixtures: Available, id: string, [key, value]: Pair): Passage<boolean> {
  const { answer } = yield* send(openProbe("GetTags", { ResourceArn: arnOf(fixtures.owner, id) }), "state");
  if (answer?.status !== 200 || memberOf(memberOf(answer.object, "Tags"), key) === value) return false;
  return yield* isListed(fixtures, id, [key, value]);
}

/** Runs a statement in a session; its number, undefined where the target gives none. */
export function* statementIn(SessionId: string, Code: string): Passage<number | undefined> {
  const { answer } = yield* send(openProbe("RunStatement", { SessionId, Code }), "state");
  const id = answer?.status === 200 ? memberOf(answer.object, "Id") : undefined;
  return Number.isInteger(id) ? (id as number) : undefined;
}

/** Deletes a session; one that must be stopped first is stopped. */
export function* deleted(id: string, settleMs: number): Passage<boolean> {
  if (yield* change("DeleteSession", { Id: id })) return true;
  yield* change("StopSession", { Id: id });
  return yield* poll(settleMs, () => change("DeleteSession", { Id: id }));
}

/** The one case of a property whose script runs alone on the target; the sessions that it creates are deleted after it. */
export function alone(script: (scenario: ExclusiveScenario) => Script): Parts<"exclusive"> {
  return {
    phase: "scenarios",
    needs: "exclusive",
    cases: (context) => (context.fixtures.available ? [["session/own", inScenario(context, script)]] : []),
  };
}

/** The judgement of a script that has no session of its own. */
export const notCreated = unexercised("a session of its own could not be created, or was not listed within the settle time");

/** The judgement of a script whose tag changes did not reach its session. */
export const misnamed = unexercised(
  "GetTags does not show the tags of a session under its ARN: the account of the target may be another, which --account names",
);
