import type { Contract } from "../../spec/contract.ts";
import { arnOf, idPrefix, type Owner } from "../core/fixtures.ts";

/** How an operation of the interactive-sessions family names a session, and what becomes of that. */
export interface ResourceIdentifier {
  readonly member: string;
  readonly form: "id" | "arn";
  /** `stays`: one session does for all cases. `goes`: each case needs one of its own. `comes`: the operation itself creates it. */
  readonly session: "stays" | "goes" | "comes";
}

const namings: Readonly<Record<string, ResourceIdentifier>> = {
  CreateSession: { member: "Id", form: "id", session: "comes" },
  GetSession: { member: "Id", form: "id", session: "stays" },
  StopSession: { member: "Id", form: "id", session: "goes" },
  DeleteSession: { member: "Id", form: "id", session: "goes" },
  RunStatement: { member: "SessionId", form: "id", session: "stays" },
  GetStatement: { member: "SessionId", form: "id", session: "stays" },
  ListStatements: { member: "SessionId", form: "id", session: "stays" },
  CancelStatement: { member: "SessionId", form: "id", session: "stays" },
  TagResource: { member: "ResourceArn", form: "arn", session: "stays" },
  UntagResource: { member: "ResourceArn", form: "arn", session: "stays" },
  GetTags: { member: "ResourceArn", form: "arn", session: "stays" },
};

/** Where a contract names a session; undefined where that is not known, as of any operation outside of the family. */
export function resourceIdentifierOf({ operation, targetPrefix }: Pick<Contract, "operation" | "targetPrefix">): ResourceIdentifier | undefined {
  return targetPrefix === undefined && Object.hasOwn(namings, operation) ? namings[operation] : undefined;
}

/** Whether the operation is about a statement in the session too, of which there is none until one is run. */
export function namesStatement({ operation }: Pick<Contract, "operation">): boolean {
  return operation === "GetStatement" || operation === "CancelStatement";
}

/** A session's id in the form in which an operation takes it. */
export function nameOf({ form }: ResourceIdentifier, id: string, owner: Owner): string {
  return form === "id" ? id : arnOf(owner, id);
}

/** An id of the run that no session has. */
export function absentId(owner: Owner): string {
  return `${idPrefix(owner)}nobody`;
}
