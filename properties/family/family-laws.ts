import type { Contract } from "../../spec/contract.ts";
import { alone, type ExclusiveScenario } from "../checks/exclusive-scenario.ts";
import type { Property, Script } from "../core/property.ts";
import { properties, type Row } from "../core/property-table.ts";
import { resourceIdentifierOf } from "../operations/resource-identifier.ts";
import { familyHistory } from "./family-history.ts";
import { type Law, playScene } from "./law.ts";
import { sessionEndLaws } from "./session-end-laws.ts";
import { sessionLaws } from "./session-laws.ts";
import { statementLaws } from "./statement-laws.ts";
import { tagLaws } from "./tag-laws.ts";

const laws: Readonly<Record<string, readonly Law[]>> = { ...sessionLaws, ...sessionEndLaws, ...tagLaws, ...statementLaws };

/** A law as a property of an operation. */
function lawRow(operation: string, { id, level, title, otherwise, script, mayEndOthers }: Law): Row {
  const play = (scenario: ExclusiveScenario): Script => playScene(scenario, operation, { id, name: id.replace("/", "-"), otherwise }, script);
  return { level, requirement: id.replace("/", "."), title, ...alone(play), ...(mayEndOthers === undefined ? {} : { mayEndOthers }) };
}

/** What an operation of the interactive-sessions family must do by what it and its sisters were asked before; none for other operations. */
export function familyLaws(contract: Contract): readonly Property[] {
  if (resourceIdentifierOf(contract) === undefined) return [];
  const rows = (laws[contract.operation] ?? []).map((law) => [law.id, lawRow(contract.operation, law)] as const);
  return [...properties(Object.fromEntries(rows)), ...(contract.operation === "CreateSession" ? [familyHistory] : [])];
}
