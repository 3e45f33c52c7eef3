import { requestRouting } from "./request-routing.ts";
import { constraints } from "./constraints.ts";
import { responseRendering } from "./response-rendering.ts";
import { decoding } from "./decode-input.ts";
import { operations } from "./operations.ts";
import { filtering, paging } from "./list-sessions.ts";
import { lifecycle } from "./session.ts";
import { statements } from "./statement-operations.ts";
import { tagging } from "./tag-operations.ts";
import { tokens } from "./token.ts";
import type { Behaviour, StoreAccess } from "./decisions.ts";

/** Reads see every earlier write at once. */
const storeAccess: StoreAccess = {
  findSession: (id, { store }) => store.get(id),
  sessionsAfter: (sequence, { store }) => store.after(sequence),
  addSession: (draft, { store }) => store.add(draft),
  replaceSession: (session, { store }) => store.replace(session),
  removeSession: (session, { store }) => store.remove(session),
};

/** The decisions of a service that keeps the contract. */
export const referenceBehaviour: Behaviour = {
  ...requestRouting,
  ...decoding,
  ...constraints,
  ...filtering,
  ...paging,
  ...tokens,
  ...lifecycle,
  ...statements,
  ...tagging,
  ...storeAccess,
  ...responseRendering,
  operations,
};
