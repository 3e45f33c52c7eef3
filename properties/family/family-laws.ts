import type { Contract } from "../../spec/contract.ts";
import { exclusive } from "../checks/exclusive-scenario.ts";
import type { ProbingProperty } from "../core/property.ts";
import { resourceIdentifierOf } from "../operations/resource-identifier.ts";
import { type Law, Scene } from "./law.ts";
import { sessionEndLaws } from "./session-end-laws.ts";
import { sessionLaws } from "./session-laws.ts";
import { ViolationLog, withStepCount } from "../sessions/session-reading.ts";
import { statementLaws } from "./statement-laws.ts";
import { tagLaws } from "./tag-laws.ts";

const laws: Readonly<Record<string, readonly Law[]>> = { ...sessionLaws, ...sessionEndLaws, ...tagLaws, ...statementLaws };

/** A law as a property of an operation. */
function lawProperty(operation: string, { id, level, title, otherwise, script, mayEndOthers }: Law): ProbingProperty {
  const property = exclusive(id, id.replace("/", "."), level, title, (scenario) =>
    withStepCount(function* (sent) {
      const log = new ViolationLog();
      yield* script(new Scene(scenario, operation, id.replace("/", "-"), (violations) => log.add(id, sent() - 1, violations)));
      return log.of(id, otherwise);
    }),
  );
  return mayEndOthers === undefined ? property : { ...property, mayEndOthers };
}

/** What an operation of the interactive-sessions family must do by what it and its sisters were asked before; none for other operations. */
export function familyLaws(contract: Contract): readonly ProbingProperty[] {
  return resourceIdentifierOf(contract) === undefined ? [] : (laws[contract.operation] ?? []).map((law) => lawProperty(contract.operation, law));
}
