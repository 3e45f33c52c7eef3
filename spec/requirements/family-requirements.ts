import type { Contract } from "../contract.ts";
import type { Requirement } from "./requirement.ts";

/** A demand with the rule that it is inferred from; one that a line of the page states has the place of that line in the contract instead. */
type Row = readonly [id: string, text: string, rule: string | { readonly pointer: string }];

const oneName = "an id names one session";
const kept = "the page names nothing else that the operation changes";

const rows: Readonly<Record<string, readonly Row[]>> = {
  CreateSession: [
    ["create-session.answers-as-given", "The session in the answer has the values that it was created with.", "the answer shows the session that was created"],
    ["create-session.keeps-tags", "A session has the tags that it was created with.", "API page of CreateSession: the tags belong to the session"],
    [
      "create-session.refuses-a-taken-id",
      "An id that is taken is refused for a session with other members.",
      "AlreadyExistsException and IdempotentParameterMismatchException of the page",
    ],
    ["create-session.leaves-the-first", "The session that has an id stays as it is when one is created under that id again.", oneName],
    [
      "create-session.refused-leaves-nothing",
      "A creation that is refused leaves no session behind.",
      "an error of CreateSession says that no session was created",
    ],
    ["create-session.once-at-the-same-time", "Of different sessions that are created under one id at the same time, one comes to be.", oneName],
    [
      "create-session.follows-the-model",
      "What the operations of the family show of a session is what all that was done before adds up to.",
      "each operation does what its page says of it, and nothing else",
    ],
  ],
  GetSession: [
    ["get-session.names-the-session", "The session that is shown is the one that was asked for.", { pointer: "/request/properties/Id" }],
    [
      "get-session.shows-what-was-given",
      "A session is shown with the values that it was created with.",
      "members of CreateSession and of Session have the same names",
    ],
    ["get-session.tells-ids-apart", "Ids that differ in a character, in case or at their end name different sessions.", oneName],
    [
      "get-session.same-at-each-read",
      "The id, the time of creation, the role and the command of a session are the same at each read.",
      "no operation takes a new value for any of them",
    ],
  ],
  StopSession: [
    ["stop-session.names-the-session", "The answer names the session that was stopped.", { pointer: "/response/properties/Id" }],
    [
      "stop-session.stops-for-good",
      "A session that was stopped is stopping or stopped, and stays so.",
      "StopSession stops the session, and no operation starts it again",
    ],
    [
      "stop-session.refuses-unknown-session",
      "A session that never existed is not stopped.",
      "the answer names the session that was stopped, and there is none",
    ],
    ["stop-session.leaves-the-rest", "Stopping a session changes no other member of it, and no other session.", kept],
  ],
  DeleteSession: [
    ["delete-session.names-the-session", "The answer names the session that was deleted.", { pointer: "/response/properties/Id" }],
    ["delete-session.is-gone", "A deleted session is shown no more.", "DeleteSession deletes the session"],
    ["delete-session.leaves-others", "No session but the named one is deleted.", oneName],
    ["delete-session.id-inherits-nothing", "A session that is created under the id of a deleted one has nothing of it.", "DeleteSession deletes the session"],
  ],
  GetTags: [
    [
      "get-tags.shows-what-was-given",
      "A session has the tags that it was created with, and none of another session.",
      "API page of CreateSession: the tags belong to the session",
    ],
  ],
  TagResource: [
    [
      "tag-resource.adds-and-overwrites",
      "Tags are added, those that are there get their new values, and all others stay.",
      "API page of Tag: a key has one value, and keys are case-sensitive",
    ],
    ["tag-resource.leaves-the-session", "A session that is tagged keeps its members.", kept],
    [
      "tag-resource.up-to-fifty",
      "A session has up to 50 tags; one more is refused.",
      "API page of TagResource and the Glue developer guide: 50 tags for a resource",
    ],
    ["tag-resource.none-lost", "Tags that are added at the same time are all there afterwards.", "a success says that the tags were added"],
    ["tag-resource.refuses-unknown-session", "The address of a session that does not exist is refused.", "EntityNotFoundException of the page"],
  ],
  UntagResource: [
    ["untag-resource.leaves-the-session", "A session of which tags are removed keeps its members.", kept],
    ["untag-resource.removes-only-those", "The named tags are removed, and all others stay.", kept],
    ["untag-resource.refuses-unknown-session", "The address of a session that does not exist is refused.", "EntityNotFoundException of the page"],
  ],
  RunStatement: [
    ["run-statement.numbers-differ", "Each statement of a session has a number of its own.", "GetStatement names a statement by its session and its number"],
    ["run-statement.keeps-code", "A statement is run with the code that was sent.", "members of RunStatement and of Statement have the same names"],
    [
      "run-statement.refused-when-stopped",
      "No statement is run in a session that was stopped or deleted.",
      "IllegalSessionStateException and EntityNotFoundException of the page",
    ],
  ],
  GetStatement: [
    ["get-statement.names-the-statement", "The statement that is shown is the one that was asked for.", { pointer: "/request/properties/Id" }],
    [
      "get-statement.code-comes-back",
      "A statement is shown with the code that it was run with.",
      "members of RunStatement and of Statement have the same names",
    ],
    ["get-statement.final-state-stays", "A statement that is done stays as it is.", "no operation runs a statement again"],
    ["get-statement.refuses-unknown-statement", "A statement that the session does not have is refused.", "EntityNotFoundException of the page"],
  ],
  ListStatements: [
    [
      "list-statements.lists-what-was-run",
      "Each statement of a session is listed once, with its code, and none of another session.",
      "RunStatement adds a statement to the session that it names",
    ],
  ],
  CancelStatement: [
    ["cancel-statement.ends-it", "A statement that is cancelled ends, and no other does.", "CancelStatement cancels the statement"],
    ["cancel-statement.refuses-unknown-statement", "A statement that the session does not have is refused.", "EntityNotFoundException of the page"],
  ],
};

/** What an operation of the interactive-sessions family must do by what was asked before; `at` gives the line of the page behind a place in the contract. */
export function familyRequirements({ operation, targetPrefix }: Contract, at: (pointer: string) => Requirement["source"]): readonly Requirement[] {
  if (targetPrefix !== undefined) return [];
  return (rows[operation] ?? []).map(([id, text, rule]) =>
    typeof rule === "string"
      ? { id, level: "should", basis: "inferred", text, source: { rule } }
      : { id, level: "must", basis: "documented", text, source: at(rule.pointer) },
  );
}
