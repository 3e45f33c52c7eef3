import { listSessions } from "./list-sessions.ts";
import { createSession, deleteSession, getSession, stopSession } from "./session-operations.ts";
import { cancelStatement, getStatement, listStatements, runStatement } from "./statement-operations.ts";
import { getTags, tagResource, untagResource } from "./tag-operations.ts";
import type { Operations } from "./decisions.ts";

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
