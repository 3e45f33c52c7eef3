import type { Call } from "./call.ts";
import { listSessions, type ListSessionsInput } from "./page.ts";
import { createSession, deleteSession, getSession, stopSession, type SessionInput } from "./session-operations.ts";
import type { CreateSessionInput } from "./session.ts";
import {
  cancelStatement,
  getStatement,
  listStatements,
  runStatement,
  type ListStatementsInput,
  type RunStatementInput,
  type StatementInput,
} from "./statement-operations.ts";
import { getTags, tagResource, untagResource, type ResourceInput, type TagResourceInput, type UntagResourceInput } from "./tag-operations.ts";

/** What the service does, by the names that targets use. Each returns the members of its response or throws a `Refusal`. */
export interface Operations {
  readonly CreateSession: (call: Call<CreateSessionInput>) => object;
  readonly GetSession: (call: Call<SessionInput>) => object;
  readonly ListSessions: (call: Call<ListSessionsInput>) => object;
  readonly StopSession: (call: Call<SessionInput>) => object;
  readonly DeleteSession: (call: Call<SessionInput>) => object;
  readonly RunStatement: (call: Call<RunStatementInput>) => object;
  readonly GetStatement: (call: Call<StatementInput>) => object;
  readonly ListStatements: (call: Call<ListStatementsInput>) => object;
  readonly CancelStatement: (call: Call<StatementInput>) => object;
  readonly TagResource: (call: Call<TagResourceInput>) => object;
  readonly UntagResource: (call: Call<UntagResourceInput>) => object;
  readonly GetTags: (call: Call<ResourceInput>) => object;
}

/** The family's twelve operations as the reference service performs them. */
export const operations: Operations = {
  CreateSession: createSession,
  GetSession: getSession,
  ListSessions: listSessions,
  StopSession: stopSession,
  DeleteSession: deleteSession,
  RunStatement: runStatement,
  GetStatement: getStatement,
  ListStatements: listStatements,
  CancelStatement: cancelStatement,
  TagResource: tagResource,
  UntagResource: untagResource,
  GetTags: getTags,
};
