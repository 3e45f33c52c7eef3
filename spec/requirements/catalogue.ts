import { type Constraint, constraintsOf, spelled } from "../constraint.ts";
import { contractOf, sourceOf } from "../contracts/shipped-contracts.ts";
import type { Contract } from "../contract.ts";
import { genericRequirements } from "./generic-requirements.ts";
import { writtenRequirements } from "./list-sessions-requirements.ts";
import { acceptanceOf, isListSessions } from "../operation-traits.ts";
import type { Requirement } from "./requirement.ts";

/** The catalogue of an operation: a demand for each constraint that its page prints, and what is written down by hand. */
export function requirementsOf(operation: string): readonly Requirement[] {
  return requirementsOfContract(contractOf(operation), sourceOf(operation).lineDigests);
}

/** The catalogue of any contract; `digests` are those of the page's lines. */
export function requirementsOfContract(contract: Contract, digests: readonly string[]): readonly Requirement[] {
  const { operation } = contract;
  const at = (line: number): Requirement["source"] => ({ page: operation, line, digest: digests[line - 1] ?? "" });
  const constraints = constraintsOf(contract.request).map((constraint): Requirement => {
    const [line = 1, ...others] = linesOf(contract, constraint);
    const { member, group } = constraint;
    return {
      id: `request.${spelled(member).replaceAll("/", ".")}.${group}`,
      level: "must",
      basis: "documented",
      text: demandOf(constraint),
      source: at(line),
      ...(others.length === 0 ? {} : { alsoLines: others }),
    };
  });
  const accepted = Object.keys(contract.request.properties).flatMap((name): Requirement[] => {
    const line = contract.lines[`/request/properties/${name}`] ?? 1;
    const level = acceptanceOf(contract, name);
    if (level === undefined) return [];
    const text = `${name} may be sent, with any value that keeps its constraints.`;
    return [{ id: `request.${spelled(name)}.accepted`, level, basis: "documented", text, source: at(line) }];
  });
  const required = contract.request.required.map((name): Requirement => {
    const line = contract.lines[`/request/properties/${name}/required`] ?? contract.lines[`/request/properties/${name}`] ?? 1;
    return { id: `request.${spelled(name)}.required`, level: "must", basis: "documented", text: `${name} must be there.`, source: at(line) };
  });
  return [...required, ...constraints, ...accepted, ...(isListSessions(contract) ? writtenRequirements : genericRequirements(contract, digests))];
}

/** The page lines that state a constraint, in order. */
function linesOf({ lines }: Contract, { pointers }: Constraint): readonly number[] {
  return [...new Set(pointers.map((pointer) => lines[pointer]).filter((line) => line !== undefined))].toSorted((a, b) => a - b);
}

function demandOf({ member, group, schema }: Constraint): string {
  const bounds = (min: number | undefined, max: number | undefined, what: string): string => {
    if (min !== undefined && max !== undefined) return `${member} ${what} ${String(min)} to ${String(max)}; anything else is refused.`;
    return min === undefined ? `${member} ${what} ${String(max)} at most; more is refused.` : `${member} ${what} ${String(min)} at least; less is refused.`;
  };
  switch (group) {
    case "range":
      return bounds(schema.minimum, schema.maximum, "is");
    case "length":
      return bounds(schema.minLength, schema.maxLength, "has a length of");
    case "size":
      return bounds(schema.minItems ?? schema.minProperties, schema.maxItems ?? schema.maxProperties, "has a number of entries of");
    case "pattern":
      return `${member} matches ${schema.pattern ?? ""} as a whole; anything else is refused.`;
    case "values":
      return `${member} is one of ${(schema.enum ?? []).join(", ")}; anything else is refused.`;
    case "type":
      return `${member} is a JSON ${schema.type ?? "value"}; another type is refused.`;
  }
}
