import type { ObjectSchema, Schema } from "../../spec/contract.ts";

/** The schema of a value with what a run knows of it; the contract itself knows nothing of runs. */
export interface RunSchema extends Schema {
  /** A value that is known to be valid here, such as the id of a session that the run created. */
  readonly sample?: unknown;
  /** The value names what a request changes: whatever is sent in its place must lead to nothing that is not the run's own. */
  readonly isOwn?: true;
}

/** The schema of a request with what a run knows of its members. */
export interface RunRequest extends ObjectSchema {
  /** Members that every valid request has: they name what is known to be there. */
  readonly given?: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, RunSchema>>;
}
