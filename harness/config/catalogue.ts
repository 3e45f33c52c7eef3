import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { propertiesOf } from "../../properties/table.ts";
import { inPageOrder } from "../../reports/verdict/contract-order.ts";
import type { Catalogue } from "../../reports/matrix/matrix.ts";
import { sourceText } from "./requirement-note.ts";

/** The requirements of an operation in the order of the page, and the properties that judge them. */
export function catalogueOf(operation: string): Catalogue {
  return {
    operation,
    requirements: inPageOrder(operation).map((row) => ({ id: row.id, level: row.level, text: row.text, source: sourceText(row) })),
    properties: propertiesOf(contractOf(operation)).map(({ id, requirement, level }) => ({ id, requirement, level })),
  };
}
