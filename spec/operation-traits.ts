import type { Contract, Schema } from "./contract.ts";
import { changingExceptions, readingExceptions } from "./operation-exceptions.ts";

/** Whether a contract is that of `ListSessions` of Glue, whose meaning is judged too; of any other operation only what its contract alone settles. */
export function isListSessions({ operation, targetPrefix }: Pick<Contract, "operation" | "targetPrefix">): boolean {
  return operation === "ListSessions" && targetPrefix === undefined;
}

/** How the names of operations begin that only read, as whole words. */
const readingName =
  /^(?:(?:Admin|Batch)?(?:Get|List|Describe)|BatchCheck|Search|Query|Lookup|Check|Validate|Estimate|Head|Count|Scan|Select|View|Preview|Simulate)(?![a-z])/u;

const namesOf = (exceptions: typeof readingExceptions): ReadonlySet<string> => new Set(exceptions.map(({ operation }) => operation));
const [changing, reading] = [namesOf(changingExceptions), namesOf(readingExceptions)];

/**
 * Whether an operation only reads, by its name and the exceptions: the one place where that is decided. What is not known to read may create, change or
 * destroy. Names in another letter case are not known.
 */
export function isReading({ operation, targetPrefix = "AWSGlue" }: Pick<Contract, "operation" | "targetPrefix">): boolean {
  if (changing.has(`*.${operation}`)) return false;
  return reading.has(`${targetPrefix}.${operation}`) || readingName.test(operation);
}

/** Whether an operation makes something new, and touches nothing that is there, by its name. */
export function isCreating(operation: string): boolean {
  return /^(?:Batch)?(?:Create|Import|Register)(?![a-z])/u.test(operation);
}

/** Whether an operation takes something away or ends it, and makes nothing, by its name. */
export function isRemoving(operation: string): boolean {
  return /^(?:Batch)?(?:Delete|Stop|Cancel|Untag|Remove|Terminate)(?![a-z])/u.test(operation);
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
 * Where an operation reads, a name of nothing is looked up and not refused as invalid; that is inferred.
 */
export function acceptanceOf(contract: Pick<Contract, "operation" | "request" | "targetPrefix">, name: string): "must" | "should" | undefined {
  const schema = contract.request.properties[name];
  if (schema === undefined || isTokenMember(name)) return undefined;
  if (isListSessions(contract) || isFree(name)) return "must";
  return isReading(contract) && !isAddress(name, schema) ? "should" : undefined;
}

/** Codes of errors about operations that are not there. */
export const unknownOperationCodes = /^(?:InvalidAction|UnknownOperation|NotImplemented|UnsupportedOperation)(?:Exception|Error)?$/u;
