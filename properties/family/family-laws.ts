import type { Contract } from "../../spec/contract.ts";
import { exclusive } from "../checks/exclusive-scenario.ts";
import type { ProbingProperty } from "../core/property.ts";
import { resourceIdentifierOf } from "../operations/resource-identifier.ts";
import { familyHistory } from "./family-history.ts";
import { type Law, playScene } from "./law.ts";
import { sessionEndLaws } from "./session-end-laws.ts";
import { sessionLaws } from "./session-laws.ts";
import { statementLaws } from "./statement-laws.ts";
import { tagLaws } from "./tag-laws.ts";

const laws: Readonly<Record<string, readonly Law[]>> = { ...sessionLaws, ...sessionEndLaws, ...tagLaws, ...statementLaws };

/** A law as a property of an operation. */
function lawProperty(operation: string, { id, level, title, otherwise, script, mayEndOthers }: Law): ProbingProperty {
  const property = exclusive(id, id.replace("/", "."), level, title, (scenario) =>
    playScene(scenario, operation, { id, name: id.replace("/", "-"), otherwise }, script),
  );
  return mayEndOthers === undefined ? property : { ...property, mayEndOthers };
}

/** What an operation of the interactive-sessions family must do by what it and its sisters were asked before; none for other operations. */
export function familyLaws(contract: Contract): readonly ProbingProperty[] {
  return resourceIdentifierOf(contract) === undefined
    ? []
    : [
        ...(laws[contract.operation] ?? []).map((law) => lawProperty(contract.operation, law)),
        ...(contract.operation === "CreateSession" ? [familyHistory] : []),
      ];
}
