import type { Contract, Schema } from "./contract.ts";

/** Whether a contract is that of `ListSessions` of Glue, whose meaning is judged too; of any other operation only what its contract alone settles. */
export function isListSessions({ operation, targetPrefix }: Pick<Contract, "operation" | "targetPrefix">): boolean {
  return operation === "ListSessions" && targetPrefix === undefined;
}

/** Whether an operation only reads, by its name; anything else may create, change or destroy. */
export function isReading(operation: string): boolean {
  return /^(?:Get|List|Describe|Search|BatchGet|BatchDescribe|Query|Lookup)(?![a-z])/u.test(operation);
}

/** Members that only the target can give a value for: a request of ours leaves them out or sends null. */
export function isTokenMember(name: string): boolean {
  return /^(?:NextToken|Marker|NextMarker|PaginationToken)$/iu.test(name);
}

/** Labels, sizes and free text: within its constraints every value is as good as any other. */
function isFree(name: string): boolean {
  return /^(?:RequestOrigin|Description|Comment|Code|Tags|TagsToAdd|TagsToRemove|TagKeys|TagKeyList|MaxResults|Limit|MaxItems|PageSize)$/iu.test(name);
}

/** Names, roles and addresses of things, by their form: one that keeps the constraints may still be that of nothing. */
function isAddress(name: string, { pattern = "" }: Schema): boolean {
  return /(?:arn|role|uri|url)$/iu.test(name) || /\barn\b/u.test(pattern);
}

/**
 * The level at which every value of a member that keeps its constraints has to be accepted; undefined where a value may be refused for its meaning.
 * What names something may name nothing, yet is looked up and not told to be invalid, where an operation reads; that is inferred.
 */
export function acceptanceOf(contract: Pick<Contract, "operation" | "request" | "targetPrefix">, name: string): "must" | "should" | undefined {
  const schema = contract.request.properties[name];
  if (schema === undefined || isTokenMember(name)) return undefined;
  if (isListSessions(contract) || isFree(name)) return "must";
  return isReading(contract.operation) && !isAddress(name, schema) ? "should" : undefined;
}
