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
  const { operation, lines, request } = contract;
  const stated = (id: string, text: string, pointers: readonly string[], level: Requirement["level"] = "must"): Requirement => {
    const places = pointers.flatMap((pointer) => lines[pointer] ?? []).toSorted((a, b) => a - b);
    const [line = 1, ...alsoLines] = new Set(places);
    const source = { page: operation, line, digest: digests[line - 1] ?? "" };
    return { id: `request.${spelled(id).replaceAll("/", ".")}`, level, basis: "documented", text, source, ...(alsoLines.length === 0 ? {} : { alsoLines }) };
  };
  const pointerOf = (name: string): string => `/request/properties/${name}`;
  const required = request.required.map((name) => {
    const own = `${pointerOf(name)}/required`;
    return stated(`${name}.required`, `${name} must be there.`, [lines[own] === undefined ? pointerOf(name) : own]);
  });
  const constraints = constraintsOf(request).map((constraint) => stated(`${constraint.member}.${constraint.group}`, demandOf(constraint), constraint.pointers));
  const accepted = Object.keys(request.properties).flatMap((name) => {
    const level = acceptanceOf(contract, name);
    const text = `${name} may be sent, with any value that keeps its constraints.`;
    return level === undefined ? [] : [stated(`${name}.accepted`, text, [pointerOf(name)], level)];
  });
  return [...required, ...constraints, ...accepted, ...(isListSessions(contract) ? writtenRequirements : genericRequirements(contract, digests))];
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
