import { contractOf } from "../../spec/contracts.ts";
import { requirementsOf } from "../../spec/requirements.ts";
import { propertiesOf } from "../../properties/table.ts";

/** Prints every property, grouped by the requirement that it judges. */
export function printList({ json = false }: { readonly json?: boolean }): void {
  const requirements = requirementsOf("ListSessions");
  const properties = propertiesOf(contractOf("ListSessions"));
  if (json) {
    const rows = properties.map(({ id, requirement, level, title, needs, kind, optIn }) => ({
      id,
      requirement,
      level,
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
