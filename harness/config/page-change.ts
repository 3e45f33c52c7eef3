import { propertiesOf } from "../../properties/table.ts";
import { constraintsOf, spelled } from "../../spec/constraint.ts";
import type { ContractDifference } from "../../spec/contracts/contract-difference.ts";
import { contractDifferences } from "../../spec/contracts/contract-difference.ts";
import type { Contract } from "../../spec/contract.ts";
import { checkedInOperations } from "../../spec/contracts/shipped-contracts.ts";
import { contractDigest } from "../../spec/contracts/digest.ts";
import { requirementsOf } from "../../spec/requirements/catalogue.ts";

/** The effect of a new edition of a page on a contract. */
export interface PageChange {
  readonly operation: string;
  /** Digests of the contract before and after, as run records hold them. */
  readonly old: string;
  readonly now: string;
  /** Whether runs against either edition were judged by the same contract. */
  readonly comparable: boolean;
  readonly differences: readonly ContractDifference[];
  /** Ids of requirements that changed or are new. */
  readonly requirements: readonly string[];
  readonly properties: readonly string[];
}

/** Compares a contract with that of a new edition of its page. */
export function pageChange(old: Contract, now: Contract): PageChange {
  const differences = contractDifferences(old, now);
  const requirements = touchedRequirements(old, now, differences);
  const digests = { old: contractDigest(old), now: contractDigest(now) };
  const touched = [...propertiesOf(old), ...propertiesOf(now)].filter(({ requirement }) => requirements.includes(requirement)).map(({ id }) => id);
  const properties = [...new Set(touched)].toSorted();
  return { operation: old.operation, ...digests, comparable: digests.old === digests.now, differences, requirements, properties };
}

/** Requirements stated in a changed line of the page, and those of constraints that changed, are new or gone. */
function touchedRequirements(old: Contract, now: Contract, differences: readonly ContractDifference[]): readonly string[] {
  const found = new Set<string>();
  if (checkedInOperations().includes(old.operation)) {
    const lines = new Set(differences.flatMap(({ pointer }) => linesAt(old, pointer)));
    for (const { id, source, alsoLines = [] } of requirementsOf(old.operation)) {
      if ("page" in source && source.page === old.operation && [source.line, ...alsoLines].some((line) => lines.has(line))) found.add(id);
    }
  }
  const changed = differences.filter(({ pointer }) => pointer.startsWith("/request/")).map(({ pointer }) => pointer);
  for (const { member, group, pointers } of [...constraintsOf(old.request), ...constraintsOf(now.request)]) {
    const touched = pointers.some((pointer) => changed.some((place) => pointer === place || pointer.startsWith(`${place}/`)));
    if (touched) found.add(`request.${spelled(member).replaceAll("/", ".")}.${group}`);
  }
  for (const pointer of changed) found.add(`request.${spelled(pointer.split("/")[3] ?? "")}.accepted`);
  // The accepted form of a token is not a requirement of its own.
  found.delete("request.next-token.accepted");
  // Valid and broken requests are generated from the whole of the request.
  if (changed.length > 0) for (const id of ["request.valid", "request.invalid"]) found.add(id);
  return [...found].toSorted();
}

/** The page lines of a pointer and of all below it; of the nearest one above where the page has none. */
function linesAt({ lines }: Contract, pointer: string): readonly number[] {
  const own = Object.entries(lines).filter(([place]) => place === pointer || place.startsWith(`${pointer}/`));
  if (own.length > 0) return own.map(([, line]) => line);
  let above = pointer;
  while (above !== "" && lines[above] === undefined) above = above.slice(0, above.lastIndexOf("/"));
  const line = lines[above];
  return line === undefined ? [] : [line];
}
