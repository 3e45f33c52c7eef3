import { claiming, type Claiming } from "./claim.ts";
import { constraints, type Constraints } from "./constraints.ts";
import { envelope, type Envelope } from "./envelope.ts";
import { decoding, type Decoding } from "./input.ts";
import { operations, type Operations } from "./operations.ts";
import { paging, type Paging } from "./page.ts";
import { lifecycle, type Lifecycle } from "./session.ts";
import { storeAccess, type StoreAccess } from "./session-store.ts";
import { filtering, type Filtering } from "./tag-filter.ts";
import { statements, type Statements } from "./statement-operations.ts";
import { tagging, type Tagging } from "./tag-operations.ts";
import { tokens, type Tokens } from "./token.ts";

/**
 * Every decision that the service takes, each a small function. A decision reaches the others through the behaviour in its call or context,
 * never directly, so that `{ ...behaviour, decision }` changes one of them everywhere.
 */
export interface Behaviour extends Claiming, Decoding, Constraints, Filtering, Paging, Tokens, Lifecycle, Statements, Tagging, StoreAccess, Envelope {
  readonly operations: Operations;
}

/** The decisions of a service that keeps the contract. */
export const referenceBehaviour: Behaviour = {
  ...claiming,
  ...decoding,
  ...constraints,
  ...filtering,
  ...paging,
  ...tokens,
  ...lifecycle,
  ...statements,
  ...tagging,
  ...storeAccess,
  ...envelope,
  operations,
};
