import { contractOf } from "../spec/contracts.ts";
import type { Requirement } from "../spec/requirement.ts";
import { requirementsOf } from "../spec/requirements.ts";
import { propertiesOf } from "../properties/table.ts";
import type { Catalogue } from "../reports/matrix.ts";
import { sourceText } from "./requirement-note.ts";

/** What this version of the suite demands of an operation: requirements in the order of the page, and the properties that judge them. */
export function catalogueOf(operation: string): Catalogue {
  const placeOf = ({ source }: Requirement): number => ("page" in source && source.page === operation ? source.line : Number.MAX_SAFE_INTEGER);
  return {
    operation,
    requirements: requirementsOf(operation)
      .toSorted((a, b) => placeOf(a) - placeOf(b))
      .map((row) => ({ id: row.id, level: row.level, text: row.text, source: sourceText(row) })),
    properties: propertiesOf(contractOf(operation)).map(({ id, requirement }) => ({ id, requirement })),
  };
}
