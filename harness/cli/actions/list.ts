import { isListSessions } from "../../../spec/operation-traits.ts";
import type { Level } from "../../../properties/core/property.ts";
import { propertiesOf } from "../../../properties/table.ts";
import { requirementsFor } from "../../config/catalogue.ts";
import { judgedContract } from "../../config/judged-contract.ts";
import { resolveSettings } from "../../config/settings.ts";
import { idsOfCases } from "../../selection/enumerate-cases.ts";
import { contractOfRun } from "../../storage/run-contract.ts";
import { select } from "../../selection/selection.ts";

/** Options of `list`. */
interface ListOptions {
  readonly json?: boolean;
  readonly level?: Level;
  readonly only?: readonly string[];
  readonly operation?: string;
  readonly run?: string;
}

/** Prints the chosen properties, grouped by requirement. */
export function printList({ json = false, level, only = [], operation, run }: ListOptions): void {
  const contract = run === undefined ? judgedContract(operation === undefined ? {} : { operation }).contract : contractOfRun(run);
  const ids = idsOfCases(resolveSettings({}, {}), contract);
  const { judged } = select(propertiesOf(contract), { only, skip: [], checkAuth: true, state: "create" }, ids);
  const properties = judged.filter((property) => level === undefined || property.level === level);
  // A requirement of a member applies only to operations that have the member.
  const narrowed = level !== undefined || only.length > 0 || !isListSessions(contract);
  const requirements = requirementsFor(contract).filter(({ id }) => !narrowed || properties.some(({ requirement }) => requirement === id));
  if (json) {
    const rows = properties.map(({ id, requirement, level: own, title, needs, kind, optIn }) => ({
      id,
      requirement,
      level: own,
      title,
      needs,
      kind,
      ...(optIn === undefined ? {} : { optIn }),
    }));
    process.stdout.write(`${JSON.stringify({ requirements, properties: rows }, undefined, 2)}\n`);
    return;
  }
  const lines = requirements.flatMap((requirement) => [
    `${requirement.level.padEnd(6)} ${requirement.id}: ${requirement.text}`,
    ...properties
      .filter((property) => property.requirement === requirement.id)
      .map(({ id, title, optIn }) => `         ${id}  ${title}${optIn === undefined ? "" : ` (--${optIn})`}`),
  ]);
  process.stdout.write(`${lines.join("\n")}\n\n${String(properties.length)} properties of ${String(requirements.length)} requirements\n`);
}
