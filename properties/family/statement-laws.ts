import { listOf, nextTokenOf } from "../core/answer.ts";
import { isJsonObject, memberOf } from "../../spec/json.ts";
import type { Passage } from "../core/script.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { isRefusal, type Law, type Members, type Scene } from "./law.ts";

const notRun = "no session of its own could be created, or no statement could be run in it";

const finalStates: ReadonlySet<unknown> = new Set(["AVAILABLE", "CANCELLED", "ERROR"]);

/** Text that a service may lose where it handles code carelessly; all of it is within the limits of the page. */
const oddCode = "\nprint('\u00e9 \"quoted\" \\\\ <b>')\n\tif x & y:  pass  # 100 %\n";

/** The statement that a result shows. */
function statementIn(result: Members | undefined): Members | undefined {
  const statement = memberOf(result, "Statement");
  return isJsonObject(statement) ? statement : undefined;
}

/** A statement as GetStatement shows it once it is as expected, or at the end of the settle time; undefined where it shows none. */
export function shownStatement(scene: Scene, SessionId: string, Id: number, isFine?: (one: Members) => boolean): Passage<Members | undefined> {
  return scene.shownBy("GetStatement", { SessionId, Id }, statementIn, isFine);
}

/** Whether a statement is done or about to be cancelled, or does not say. */
export const isDone = ({ State }: Members): boolean => State === undefined || State === "CANCELLING" || finalStates.has(State);

/** All statements that ListStatements shows of a session, page by page; undefined where a page is refused or the pages do not end. */
function* listed(scene: Scene, SessionId: string): Passage<readonly Members[] | undefined> {
  const items: Members[] = [];
  const tokens = new Set<string>();
  let token: string | undefined;
  do {
    const { answer } = yield* scene.ask("ListStatements", { SessionId, ...(token === undefined ? {} : { NextToken: token }) });
    if (token !== undefined && isRefusal(answer))
      scene.expect(false, "valid-refused", "/status", "the next page, since the one before has this NextToken", answer.code);
    if (answer?.status !== 200) return undefined;
    items.push(...(listOf(answer, "Statements") ?? []).filter(isJsonObject));
    token = nextTokenOf(answer);
    const isEndless = token !== undefined && (tokens.has(token) || tokens.size > 100);
    if (isEndless) {
      scene.expect(false, "endless-walk", "/body/NextToken", "an end of the pages", tokens.has(token ?? "") ? "a token that was given before" : tokens.size);
      return undefined;
    }
    if (token !== undefined) tokens.add(token);
  } while (token !== undefined);
  return items;
}

/** What ListStatements shows of a session as soon as it is complete, or at the end of the settle time. */
export function* listedStatements(scene: Scene, SessionId: string, isComplete: (all: readonly Members[]) => boolean): Passage<readonly Members[] | undefined> {
  let items = yield* listed(scene, SessionId);
  if (items !== undefined && !isComplete(items))
    yield* scene.poll(function* () {
      items = yield* listed(scene, SessionId);
      return items === undefined || isComplete(items);
    });
  return items;
}

/** An operation on a statement that no session has is refused. */
function refusesUnknown(operation: "GetStatement" | "CancelStatement", id: string): Law {
  return {
    id,
    level: "should",
    title: "refuses a statement that the session does not have",
    otherwise: notRun,
    *script(scene) {
      const SessionId = yield* scene.ready("unknown");
      const other = yield* scene.ready("other");
      const own = SessionId === undefined ? undefined : yield* scene.run(SessionId, "1");
      if (SessionId === undefined || own === undefined) return;
      const unknown = [own + 1_000_000];
      // One that another session has, where the numbers of sessions are their own.
      for (const code of ["1", "2", "3"]) unknown.push((other === undefined ? undefined : yield* scene.run(other, code)) ?? own);
      for (const Id of unknown.filter((number) => number !== own)) {
        const { answer } = yield* scene.ask(operation, { SessionId, Id });
        if (answer !== undefined)
          scene.expect(answer.status !== 200, "invalid-accepted", "/status", `an error, since the session has no statement ${String(Id)}`, answer.status);
      }
    },
  };
}

/** Expects GetStatement to show statements with the code that was run: odd and long code, and that of two sessions. */
function* expectCode(scene: Scene): Passage<void> {
  const { maxLength = 0 } = contractOf("RunStatement").request.properties["Code"] ?? {};
  const run: { readonly SessionId: string; readonly number: number; readonly Code: string }[] = [];
  for (const name of ["code", "code-1"]) {
    const SessionId = yield* scene.ready(name);
    for (const Code of SessionId === undefined ? [] : ["1", oddCode, `of ${name}`.padEnd(maxLength, " #")]) {
      const number = yield* scene.run(String(SessionId), Code);
      if (number !== undefined) run.push({ SessionId: String(SessionId), number, Code });
    }
  }
  for (const { SessionId, number, Code } of run)
    scene.compare({ Code }, yield* shownStatement(scene, SessionId, number, (one) => one["Code"] === Code), "/body/Statement", "as the statement was run");
}

/** Laws of the operations on statements, by operation. */
export const statementLaws: Readonly<Record<string, readonly Law[]>> = {
  RunStatement: [
    {
      id: "run-statement/numbers-differ",
      level: "should",
      title: "gives each statement of a session a number of its own",
      otherwise: notRun,
      *script(scene) {
        const SessionId = yield* scene.ready("numbers");
        if (SessionId === undefined) return;
        const numbers: number[] = [];
        const add = (number: unknown): void => {
          if (typeof number !== "number") return;
          scene.expect(!numbers.includes(number), "value-changed", "/body/Id", "a number that no statement of the session has", number);
          numbers.push(number);
        };
        for (const code of ["1", "1", "2"]) add(yield* scene.run(SessionId, code));
        const atOnce = yield* scene.atOnce(
          "RunStatement",
          ["3", "4", "5", "6"].map((Code) => ({ SessionId, Code })),
        );
        for (const { answer } of atOnce) if (answer?.status === 200) add(answer.object?.["Id"]);
      },
    },
    {
      id: "run-statement/keeps-code",
      level: "should",
      title: "keeps the code that it runs as it was sent",
      otherwise: `${notRun}, or GetStatement did not show it`,
      script: expectCode,
    },
    {
      id: "run-statement/refused-when-stopped",
      level: "should",
      title: "runs no statement in a session that was stopped or deleted",
      otherwise: `${notRun}, or it could not be stopped`,
      *script(scene) {
        const SessionId = yield* scene.ready("stopped");
        if (SessionId === undefined || (yield* scene.run(SessionId, "1")) === undefined) return;
        if ((yield* scene.result("StopSession", { Id: SessionId })) === undefined) return;
        const judge = function* (done: string): Passage<void> {
          const answer = yield* scene.until("RunStatement", { SessionId, Code: "1" }, ({ status }) => status !== 200);
          if (answer !== undefined)
            scene.expect(answer.status !== 200, "invalid-accepted", "/status", `an error, since the session was ${done}`, answer.status);
        };
        yield* judge("stopped");
        if (yield* scene.deleted(SessionId)) yield* judge("deleted");
      },
    },
  ],
  GetStatement: [
    {
      id: "get-statement/names-the-statement",
      level: "must",
      title: "shows the statement that was asked for",
      otherwise: `${notRun}, or GetStatement does not show it`,
      *script(scene) {
        const SessionId = yield* scene.ready("named");
        if (SessionId === undefined) return;
        const numbers: number[] = [];
        for (const code of ["1", "2", "3"]) numbers.push((yield* scene.run(SessionId, code)) ?? -1);
        for (const number of numbers.filter((one) => one >= 0)) {
          const statement = yield* shownStatement(scene, SessionId, number);
          const received = statement?.["Id"] ?? number;
          if (statement !== undefined)
            scene.expect(received === number, "value-changed", "/body/Statement/Id", `the number that was asked for, ${String(number)}`, received);
        }
      },
    },
    {
      id: "get-statement/code-comes-back",
      level: "should",
      title: "shows the code that a statement was run with, in whichever session",
      otherwise: `${notRun}, or GetStatement does not show it`,
      script: expectCode,
    },
    {
      id: "get-statement/final-state-stays",
      level: "should",
      title: "shows a statement that is done as done from then on",
      otherwise: `${notRun}, or it was not done within the settle time`,
      *script(scene) {
        const SessionId = yield* scene.ready("final");
        const number = SessionId === undefined ? undefined : yield* scene.run(SessionId, "1");
        if (SessionId === undefined || number === undefined) return;
        const done = yield* shownStatement(scene, SessionId, number, ({ State }) => finalStates.has(State));
        if (done === undefined || !finalStates.has(done["State"])) return;
        const { State, Code, StartedOn, CompletedOn } = done;
        yield* scene.run(SessionId, "2");
        const later = yield* shownStatement(scene, SessionId, number);
        scene.compare({ State, Code, StartedOn, CompletedOn }, later, "/body/Statement", "as it was shown when it was done");
      },
    },
    refusesUnknown("GetStatement", "get-statement/refuses-unknown-statement"),
  ],
  ListStatements: [
    {
      id: "list-statements/lists-what-was-run",
      level: "should",
      title: "lists each statement that was run in a session once, with its code, and no others",
      otherwise: `${notRun}, or ListStatements did not succeed`,
      *script(scene) {
        const [SessionId, other] = [yield* scene.ready("listed"), yield* scene.ready("listed-1")];
        if (SessionId === undefined) return;
        const run = new Map<number, string>();
        for (const code of ["1", oddCode, "3"]) {
          const number = yield* scene.run(SessionId, code);
          if (number !== undefined) run.set(number, code);
        }
        if (other !== undefined) yield* scene.run(other, "of another session");
        if (run.size === 0) return;
        const numbersIn = (items: readonly Members[]): readonly unknown[] => items.map(({ Id }) => Id);
        const items = yield* listedStatements(scene, SessionId, (all) => [...run.keys()].every((number) => numbersIn(all).includes(number)));
        if (items === undefined) return;
        for (const [number, Code] of run) {
          const own = items.filter(({ Id }) => Id === number);
          scene.expect(own.length > 0, "member-missing", "/body/Statements", `statement ${String(number)}, which was run`, numbersIn(items));
          scene.expect(own.length < 2, "value-changed", "/body/Statements", `statement ${String(number)} once`, numbersIn(items));
          scene.compare({ Code }, own[0], "/body/Statements/*", "as the statement was run");
        }
        const strange = items.find(({ Id, Code }) => !run.has(Number(Id)) || Code === "of another session");
        scene.expect(strange === undefined, "value-changed", "/body/Statements", "no statement that was not run in the session", strange);
      },
    },
  ],
  CancelStatement: [
    {
      id: "cancel-statement/ends-it",
      level: "should",
      title: "ends a statement, and no other",
      otherwise: `${notRun}, or it could not be cancelled`,
      *script(scene) {
        const SessionId = yield* scene.ready("cancelled");
        const number = SessionId === undefined ? undefined : yield* scene.run(SessionId, "import time; time.sleep(600)");
        if (SessionId === undefined || number === undefined) return;
        const other = yield* scene.run(SessionId, "1");
        const before = other === undefined ? undefined : yield* shownStatement(scene, SessionId, other);
        if ((yield* scene.result("CancelStatement", { SessionId, Id: number })) === undefined) return;
        const statement = (yield* shownStatement(scene, SessionId, number, isDone)) ?? {};
        scene.expect(isDone(statement), "value-changed", "/body/Statement/State", "CANCELLING, CANCELLED, or done already", statement["State"]);
        if (other === undefined || before === undefined) return;
        const { State } = (yield* shownStatement(scene, SessionId, other)) ?? {};
        const isCancelled = before["State"] !== State && (State === "CANCELLED" || State === "CANCELLING");
        scene.expect(!isCancelled, "value-changed", "/body/Statement/State", "the state of a statement that was not cancelled", State);
      },
    },
    refusesUnknown("CancelStatement", "cancel-statement/refuses-unknown-statement"),
  ],
};
