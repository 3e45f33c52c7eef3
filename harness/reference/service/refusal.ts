/** Why a request is refused, before it becomes an error code. */
export type RefusalReason =
  | "unknown-operation"
  | "syntax" // the body is no UTF-8 or no JSON
  | "type" // a JSON value of the wrong type
  | "constraint" // a well-typed value that the contract forbids
  | "token"
  | "unknown-session"
  | "duplicate-session"
  | "session-state";

/** Thrown by the decisions of the service for a request that gets an error as its answer. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  /** The places in the request that are at fault, as `Tags/key`; empty where no single member is. */
  readonly paths: readonly string[];

  constructor(reason: RefusalReason, message: string, paths: readonly string[] = []) {
    super(message);
    this.reason = reason;
    this.paths = paths;
  }
}
