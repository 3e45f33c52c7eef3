import type { Contract } from "../../spec/contract.ts";
import { isShipped } from "../../spec/contracts/shipped-contracts.ts";
import { requirementsOfContract } from "../../spec/requirements/catalogue.ts";
import type { Requirement } from "../../spec/requirements/requirement.ts";
import { propertiesOf } from "../../properties/table.ts";
import { inPageOrder } from "../../reports/verdict/contract-order.ts";
import type { Catalogue } from "../../reports/matrix/matrix.ts";
import { sourceText } from "./requirement-note.ts";

/** The requirements that properties of a contract judge; those of a page that is not shipped have no line of it. */
export function requirementsFor(contract: Contract): readonly Requirement[] {
  if (isShipped(contract)) return inPageOrder(contract.operation);
  const levels = new Map(propertiesOf(contract).map(({ requirement, level }) => [requirement, level]));
  const ofContract: Requirement["source"] = { rule: `the page or model of ${contract.operation}` };
  return requirementsOfContract(contract, []).flatMap((row) => {
    const level = levels.get(row.id);
    return level === undefined ? [] : [{ ...row, level, source: "page" in row.source ? ofContract : row.source }];
  });
}

/** The requirements of an operation in the order of the page, and the properties that judge them. */
export function catalogueOf(contract: Contract): Catalogue {
  return {
    operation: contract.operation,
    requirements: requirementsFor(contract).map((row) => ({ id: row.id, level: row.level, text: row.text, source: sourceText(row) })),
    properties: propertiesOf(contract).map(({ id, requirement, level }) => ({ id, requirement, level })),
  };
}
