import type { Contract } from "../../spec/contract.ts";
import type { ProbingProperty } from "../core/property.ts";
import { resourceIdentifierOf } from "../operations/resource-identifier.ts";
import { type Law, lawProperty } from "./law.ts";
import { sessionLaws } from "./session-laws.ts";
import { statementLaws } from "./statement-laws.ts";
import { tagLaws } from "./tag-laws.ts";

const laws: Readonly<Record<string, readonly Law[]>> = { ...sessionLaws, ...tagLaws, ...statementLaws };

/** What an operation of the interactive-sessions family must do by what it and its sisters were asked before; none for other operations. */
export function familyLaws(contract: Contract): readonly ProbingProperty[] {
  return resourceIdentifierOf(contract) === undefined ? [] : (laws[contract.operation] ?? []).map((law) => lawProperty(contract.operation, law));
}
