import type { Requirement } from "./requirement.ts";

const rows: readonly (readonly [id: string, text: string, rule: string])[] = [
  [
    "sessions.unchanging",
    "The id, the time of creation, the role and the command of a session are the same at each read.",
    "no operation takes a new value for any of them",
  ],
  [
    "sessions.kept",
    "A session that is tagged, untagged or stopped keeps its other members and tags.",
    "TagResource, UntagResource and StopSession change tags and status, and nothing else",
  ],
  ["sessions.apart", "What is done to one session does nothing to another, whatever their ids have in common.", "an id names one session"],
  ["sessions.anew", "A session that is created under an id that was used before has nothing of the earlier one.", "DeleteSession deletes the session"],
  ["sessions.refused", "A creation that is refused leaves nothing behind.", "an error of CreateSession says that no session was created"],
  [
    "sessions.repeated",
    "A creation under the id of a session that exists changes nothing of it and makes no second one.",
    "CreateSession: AlreadyExistsException and IdempotentParameterMismatchException",
  ],
];

/** What follows for a listing from how sessions are created, changed and deleted; all of it inferred. */
export const sessionLifeRequirements: readonly Requirement[] = rows.map(([id, text, rule]) => ({
  id,
  level: "should",
  basis: "inferred",
  text,
  source: { rule },
}));
