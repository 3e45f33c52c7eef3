import { isDeepStrictEqual } from "node:util";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { deleted, type ExclusiveScenario, poll } from "../checks/exclusive-scenario.ts";
import { type Answer, isSuccess } from "../core/answer.ts";
import { arnOf, creationOf, type Owner } from "../core/fixtures.ts";
import { isJsonObject, memberOf } from "../../spec/json.ts";
import type { Judged, Script, Violation, ViolationCode } from "../core/property.ts";
import { openProbe } from "../core/request.ts";
import { burst, type Passage, send, wait } from "../core/script.ts";
import { namedPart } from "../sessions/named-part.ts";
import { isEmpty, isSameInstant, ViolationLog } from "../sessions/session-reading.ts";

/** Members of a request, or of a structure in an answer. */
export type Members = Readonly<Record<string, unknown>>;

/** The input of `CreateSession`. */
export type Planned = Members & { readonly Id: string };

/** A law of one operation: a script that creates what it needs, and says of each answer what must follow from what was asked before. */
export interface Law {
  readonly id: string;
  readonly level: "must" | "should";
  readonly title: string;
  /** Why it could not be judged, where its script expected nothing. */
  readonly otherwise: string;
  readonly script: (scene: Scene) => Passage<void>;
  /** It sends broken requests of the operation. */
  readonly mayEndOthers?: true;
}

/** The sessions of one case, and the requests that it sends to the operation under judgement and to its sisters. */
export class Scene {
  readonly #scenario: ExclusiveScenario;
  readonly #operation: string;
  readonly #name: string;
  readonly #note: (violations: readonly Violation[]) => void;
  #hasFailed = false;

  constructor(scenario: ExclusiveScenario, operation: string, name: string, note: (violations: readonly Violation[]) => void) {
    this.#scenario = scenario;
    this.#operation = operation;
    this.#name = `${name}-${String(scenario.repetition)}`;
    this.#note = (violations) => {
      this.#hasFailed ||= violations.length > 0;
      note(violations);
    };
  }

  /** Whether an answer was not as expected. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Judges the last answer by one expectation. */
  expect(holds: boolean, code: ViolationCode, pointer: string, expected: string, received: unknown): void {
    this.#note(holds ? [] : [{ code, pointer, expected, received: received ?? null }]);
  }

  /** Judges what the last answer shows by what was given, or shown before; nothing where it shows nothing. */
  compare(given: Members, shown: Members | undefined, pointer: string, when: string): void {
    if (shown !== undefined) this.#note(differences(given, shown, pointer, when));
  }

  /** Sends a request, which counts for the property where it is of the operation under judgement. */
  *ask(operation: string, input: Members): Passage<Judged> {
    return yield* send(openProbe(operation, input), operation === this.#operation ? "property" : "state");
  }

  /** The result of a request that succeeds; undefined where it does not. */
  *result(operation: string, input: Members): Passage<Members | undefined> {
    const { answer } = yield* this.ask(operation, input);
    return answer !== undefined && isSuccess(answer) ? (answer.object ?? {}) : undefined;
  }

  /** Asks until an answer is as it should be, or the settle time is over; the last answer. */
  *until(operation: string, input: Members, isFine: (answer: Answer) => boolean): Passage<Answer | undefined> {
    let { answer } = yield* this.ask(operation, input);
    if (answer !== undefined && isFine(answer)) return answer;
    yield* this.poll(function* () {
      ({ answer } = yield* send(openProbe(operation, input), "poll"));
      return answer !== undefined && isFine(answer);
    });
    return answer;
  }

  /** After a moment, asks again and again until the answer is yes, or the settle time is over. */
  *poll(ask: () => Passage<boolean>): Passage<void> {
    yield* wait(25);
    yield* poll(this.#scenario.settleMs, ask);
  }

  /** Sends requests of one operation at the same time. */
  *atOnce(operation: string, inputs: readonly Members[]): Passage<readonly Judged[]> {
    return yield* burst(inputs.map((input) => openProbe(operation, input)));
  }

  /** The input of `CreateSession` for a session of this case, which is deleted after it. */
  planned(name: string, members: Members = {}, tags: Readonly<Record<string, string>> = {}): Planned {
    const { fixtures, own } = this.#scenario;
    const input = creationOf(fixtures.owner, `${this.#name}-${name}`, tags, members);
    const id = String(input["Id"]);
    if (!own.includes(id)) own.push(id);
    return { ...input, Id: id };
  }

  /** Creates a session and waits until GetSession shows it; its id, undefined where that did not come to pass. */
  *created(input: Planned): Passage<string | undefined> {
    if ((yield* this.result("CreateSession", input)) === undefined) return undefined;
    return (yield* this.shown(input.Id)) === undefined ? undefined : input.Id;
  }

  /** Creates a session and waits until it is ready for statements; its id. */
  *ready(name: string): Passage<string | undefined> {
    const { Id } = this.planned(name);
    if ((yield* this.result("CreateSession", this.planned(name))) === undefined) return undefined;
    const answer = yield* this.until("GetSession", { Id }, ({ status, object, code = "" }) =>
      status === 200 ? sessionIn(object)?.["Status"] !== "PROVISIONING" : !/NotFound|Invalid/u.test(code),
    );
    return answer === undefined ? undefined : Id;
  }

  /** What GetSession shows of a session, as soon as it shows it as expected or at the end of the settle time; undefined where it shows none. */
  *shown(Id: string, isFine?: (session: Members) => boolean): Passage<Members | undefined> {
    return yield* this.shownBy("GetSession", { Id }, sessionIn, isFine);
  }

  /** What an operation shows, found in its result, as soon as it is as expected or at the end of the settle time; undefined where it shows nothing. */
  *shownBy(
    operation: string,
    input: Members,
    find: (result: Members | undefined) => Members | undefined,
    isFine: (one: Members) => boolean = () => true,
  ): Passage<Members | undefined> {
    const answer = yield* this.until(operation, input, ({ status, object }) => {
      const one = status === 200 ? find(object) : undefined;
      return one !== undefined && isFine(one);
    });
    return answer?.status === 200 ? find(answer.object) : undefined;
  }

  /** Runs a statement; its number, undefined where none was given. */
  *run(SessionId: string, Code: string): Passage<number | undefined> {
    const id = memberOf(yield* this.result("RunStatement", { SessionId, Code }), "Id");
    return typeof id === "number" ? id : undefined;
  }

  /** Deletes a session, which is stopped first where it has to be; whether the target said that it did. */
  *deleted(Id: string): Passage<boolean> {
    if ((yield* this.result("DeleteSession", { Id })) !== undefined) return true;
    return yield* deleted(Id, this.#scenario.settleMs);
  }

  /** Whose sessions they are. */
  get owner(): Owner {
    return this.#scenario.fixtures.owner;
  }

  /** The name of a session by which its tags are read and changed. */
  arnOf(id: string): string {
    return arnOf(this.#scenario.fixtures.owner, id);
  }
}

/** Plays a passage; `note` gets each of its exchanges. */
function* observed<T>(passage: Passage<T>, note: (exchange: Judged) => void): Passage<T> {
  let next = passage.next();
  while (next.done !== true) {
    const exchanges = yield next.value;
    for (const exchange of exchanges) note(exchange);
    next = passage.next(exchanges);
  }
  return next.value;
}

/** The judgement of what a script notes of its scene; `otherwise` says why it noted nothing. */
export function* playScene(
  scenario: ExclusiveScenario,
  operation: string,
  { id, name, otherwise }: { readonly id: string; readonly name: string; readonly otherwise: string },
  script: (scene: Scene) => Passage<void>,
): Script {
  const log = new ViolationLog();
  let last: Judged | undefined;
  const scene = new Scene(scenario, operation, name, (violations) => log.add(id, last as Judged, violations));
  yield* observed(script(scene), (exchange) => {
    last = exchange;
  });
  return log.of(id, otherwise);
}

/** Why a law that needs a session of its own could not be judged. */
export const notShown = "no session of its own could be created, or GetSession did not show it";

/** Values for all members that a session is created and shown with: odd text within the limits, empty values, and the longest description. */
export function everyMember(): Members {
  const { maxLength = 0 } = contractOf("CreateSession").request.properties["Description"] ?? {};
  return {
    Description: "'quoted' \"twice\" \\ <b> & 100 % \t \u00e9".padEnd(maxLength, " of text"),
    DefaultArguments: { "--first": "1", "--empty": "", "--Spaced": " A  b " },
    Connections: { Connections: ["one", "another"] },
    SecurityConfiguration: "a configuration",
    IdleTimeout: 7,
    NumberOfWorkers: 3,
  };
}

/** The session that a result shows, as far as the page names its members: others may change from one answer to the next. */
export function sessionIn(result: Members | undefined): Members | undefined {
  const session = namedPart(memberOf(result, "Session"), contractOf("GetSession").response.properties["Session"]);
  return isJsonObject(session) ? session : undefined;
}

/** Whether a target holds the client at fault. */
export function isRefusal(answer: Answer | undefined): answer is Answer {
  return answer !== undefined && answer.status >= 400 && answer.status < 500;
}

const isNothing = (value: unknown): boolean => value === "" || isEmpty(value);

/** Members that are shown with another value than the given one; those that were given empty may be left out. */
export function differences(given: Members, shown: Members, pointer: string, when: string): readonly Violation[] {
  return Object.entries(given).flatMap(([name, value]): readonly Violation[] => {
    const received = shown[name];
    if (name === "Tags" || (isNothing(value) && isNothing(received)) || includes(received, value)) return [];
    const expected = `${shortened(value)}, ${when}`;
    return [{ code: isEmpty(received) ? "member-missing" : "value-changed", pointer: `${pointer}/${name}`, expected, received: received ?? null }];
  });
}

// What a structure holds beside the given members is legal.
function includes(shown: unknown, given: unknown): boolean {
  if (typeof shown === "number" && typeof given === "number") return isSameInstant(shown, given);
  if (!isJsonObject(given) || !isJsonObject(shown)) return isDeepStrictEqual(shown, given);
  return Object.entries(given).every(([name, value]) => includes(shown[name], value));
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 160 ? text : `${text.slice(0, 160)}… (${String(text.length)} characters)`;
}
