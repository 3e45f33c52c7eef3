/** A session as the store keeps it; a change replaces it. Times are milliseconds since the epoch. */
export interface StoredSession {
  readonly id: string;
  /** Position in the order of creation, counted from 1 and never given twice. */
  readonly sequence: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly tags: ReadonlyMap<string, string>;
  readonly createdAt: number;
  readonly stoppedAt?: number;
  /** In the order in which they were run. */
  readonly statements?: readonly StoredStatement[];
}

/** A statement as the store keeps it, by the number that it has in its session. */
export interface StoredStatement {
  readonly id: number;
  readonly code: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** The request of `CreateSession`: beside the members that the service itself reads, those that it only gives back. */
export interface CreateSessionInput {
  readonly Id: string;
  readonly IdleTimeout?: number;
  readonly RequestOrigin?: string;
  readonly Tags?: ReadonlyMap<string, string>;
  readonly Timeout?: number;
  readonly [member: string]: unknown;
}

/** The request of `GetSession`, `StopSession` and `DeleteSession`. */
export interface SessionInput {
  readonly Id: string;
  readonly RequestOrigin?: string;
}

/** The request of `ListSessions`. */
export interface ListSessionsInput {
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly RequestOrigin?: string;
  readonly Tags?: ReadonlyMap<string, string>;
}

/** What the requests for statements have in common. */
interface StatementsInput {
  readonly SessionId: string;
  readonly RequestOrigin?: string;
}

/** The request of `RunStatement`. */
export interface RunStatementInput extends StatementsInput {
  readonly Code: string;
}

/** The request of `GetStatement` and `CancelStatement`. */
export interface StatementInput extends StatementsInput {
  readonly Id: number;
}

/** The request of `ListStatements`. */
export interface ListStatementsInput extends StatementsInput {
  readonly NextToken?: string;
}

/** The request of `GetTags`. */
export interface ResourceInput {
  readonly ResourceArn: string;
}

/** The request of `TagResource`. */
export interface TagResourceInput extends ResourceInput {
  readonly TagsToAdd: ReadonlyMap<string, string>;
}

/** The request of `UntagResource`. */
export interface UntagResourceInput extends ResourceInput {
  readonly TagsToRemove: readonly string[];
}
