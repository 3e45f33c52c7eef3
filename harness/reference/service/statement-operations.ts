import { Refusal } from "./refusal.ts";
import { existingSession } from "./session-operations.ts";
import type { ListStatementsInput, RunStatementInput, StatementInput, StoredStatement } from "./stored-session.ts";
import type { OperationCall, Statements } from "./decisions.ts";

/** A statement is done as soon as it is run, with nothing printed. */
export const statements: Statements = {
  statementsOf: ({ statements: kept = [] }) => kept,
  renderStatement: ({ id, code, startedAt }, { behaviour }) => ({
    Id: id,
    Code: code,
    State: "AVAILABLE",
    Output: { Data: { TextPlain: "" }, ExecutionCount: id, Status: "ok" },
    Progress: 1,
    StartedOn: behaviour.renderTimestamp(startedAt),
    CompletedOn: behaviour.renderTimestamp(startedAt),
  }),
};

function existingStatement(call: OperationCall<StatementInput>): StoredStatement {
  const { Id, SessionId } = call.input;
  const statement = call.behaviour.statementsOf(existingSession(SessionId, call), call).find(({ id }) => id === Id);
  if (statement === undefined) throw new Refusal("unknown-session", `Statement ${String(Id)} does not exist in session ${SessionId}`);
  return statement;
}

/** `RunStatement`: refused in a session that is stopping or has stopped. */
export function runStatement(call: OperationCall<RunStatementInput>): object {
  const { behaviour, input, at } = call;
  const session = existingSession(input.SessionId, call);
  const status = behaviour.statusOf(session, call);
  if (!behaviour.isStoppable(status)) throw new Refusal("session-state", `Session ${session.id} is in state ${status} and runs no statements`);
  const before = behaviour.statementsOf(session, call);
  const statement = { id: before.length, code: input.Code, startedAt: at };
  behaviour.replaceSession({ ...session, statements: [...before, statement] }, call);
  return { Id: statement.id };
}

/** `GetStatement`: the statement as it is now. */
export function getStatement(call: OperationCall<StatementInput>): object {
  return { Statement: call.behaviour.renderStatement(existingStatement(call), call) };
}

/** `ListStatements`: all statements of a session on one page, so that no token was ever given. */
export function listStatements(call: OperationCall<ListStatementsInput>): object {
  const { behaviour, input } = call;
  const session = existingSession(input.SessionId, call);
  if (input.NextToken !== undefined) throw new Refusal("token", "The specified NextToken is not valid", ["NextToken"]);
  return { Statements: behaviour.statementsOf(session, call).map((statement) => behaviour.renderStatement(statement, call)) };
}

/** `CancelStatement`: one that is done stays as it is. */
export function cancelStatement(call: OperationCall<StatementInput>): object {
  existingStatement(call);
  return {};
}
